package dev.signalbox.override;

import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;

/**
 * An override that nobody has made yet.
 *
 * @param without the schedule as it is
 * @param with the schedule as it would be
 */
public record Preview(Replacement change, Effect effect, Schedule without, Schedule with) {}
