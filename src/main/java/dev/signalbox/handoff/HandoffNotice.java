package dev.signalbox.handoff;

import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;

/**
 * What the people who come on call are told.
 *
 * @param subject an announcement, not made yet
 * @param onCall the people who come, and nobody in their place
 */
public record HandoffNotice(Subject subject, OnCall onCall) {}
