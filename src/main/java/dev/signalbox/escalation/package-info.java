/**
 * Whom to ask when nobody answers. Start at {@link dev.signalbox.escalation.Ladder}: which level is entered when, as a
 * pure function of policy, schedules and the instant of opening. {@link dev.signalbox.escalation.OnCallPlan} loads
 * {@code routes/on-call} as a whole. May use {@code oncall}; no clock, no database, no framework here.
 */
@NullMarked
package dev.signalbox.escalation;

import org.jspecify.annotations.NullMarked;
