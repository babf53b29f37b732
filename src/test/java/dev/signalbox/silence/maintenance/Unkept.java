package dev.signalbox.silence.maintenance;

import java.util.Collection;

/** For tests in which nobody asks how the readings went. */
final class Unkept implements ChangeCalendars {

  @Override
  public void expect(Collection<ChangeCalendar> calendars) {}

  @Override
  public void read(ChangeCalendar calendar) {}

  @Override
  public void failed(ChangeCalendar calendar, String reason, boolean copied) {}
}
