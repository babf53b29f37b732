/**
 * iCalendar in and out, as text: no file, no network, no clock. Start at {@link dev.signalbox.oncall.ical.IcalReader},
 * which makes assignments of a calendar; {@link dev.signalbox.oncall.ical.Feed} makes a calendar of shifts. {@link
 * dev.signalbox.oncall.ical.Recurrence} is the arithmetic of rules.
 */
@NullMarked
package dev.signalbox.oncall.ical;

import org.jspecify.annotations.NullMarked;
