package dev.signalbox.oncall.calendar;

import dev.signalbox.SettableClock;

class InMemoryCalendarCopiesTest extends CalendarCopiesContract {

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final CalendarCopies copies = new InMemoryCalendarCopies(clock);

  @Override
  protected SettableClock clock() {
    return clock;
  }

  @Override
  protected CalendarCopies copies() {
    return copies;
  }
}
