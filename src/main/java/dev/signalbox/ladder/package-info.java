/**
 * Incidents that wait: which level is asked next, when an acknowledgement has lapsed, who inherits what is open. Start at
 * {@link dev.signalbox.ladder.Sweep}; {@link dev.signalbox.ladder.Timers} is where each incident stands, in the store. Which
 * level follows is decided in {@code escalation}. No database, no Camel, no clock here.
 */
@NullMarked
package dev.signalbox.ladder;

import org.jspecify.annotations.NullMarked;
