/**
 * Calendars kept elsewhere: where they are read ({@link dev.signalbox.oncall.calendar.OnCallSource}, one for each
 * system) and how the last good copy of each is kept and renewed. Start at {@link
 * dev.signalbox.oncall.calendar.CalendarRefresh}. What a calendar says is {@link dev.signalbox.oncall.Assignment}s; the
 * engine knows nothing of this package.
 */
@NullMarked
package dev.signalbox.oncall.calendar;

import org.jspecify.annotations.NullMarked;
