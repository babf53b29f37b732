package dev.signalbox.escalation.lint;

import dev.signalbox.oncall.Interval;

/**
 * A time that no layer, calendar or override of a schedule covers; maximal, but clipped to the time that was looked at.
 *
 * @param fallback whether the schedule's fallback stands in; else there is nobody at all
 */
public record Gap(String schedule, Interval during, boolean fallback) {}
