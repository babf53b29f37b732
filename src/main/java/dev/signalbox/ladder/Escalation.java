package dev.signalbox.ladder;

import dev.signalbox.incident.Change;
import dev.signalbox.oncall.OnCall;

/**
 * A level that was entered, to be told.
 *
 * @param change whose note says why, in a sentence
 * @param onCall the people asked, as level of what is on call on the incident's schedule
 */
public record Escalation(Change change, OnCall onCall) {}
