/**
 * Shifts as calendars to subscribe to. Start at {@link dev.signalbox.web.calendar.CalendarFeeds}; {@link
 * dev.signalbox.web.calendar.FeedKeys} makes the addresses that calendar programs, which cannot sign in, may use.
 */
@NullMarked
package dev.signalbox.web.calendar;

import org.jspecify.annotations.NullMarked;
