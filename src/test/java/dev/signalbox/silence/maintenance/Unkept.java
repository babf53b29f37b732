package dev.signalbox.silence.maintenance;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** For tests in which nobody asks how the readings went. */
final class Unkept implements ChangeCalendars {

  @Override
  public void expect(Collection<ChangeCalendar> calendars) {}

  @Override
  public Optional<Copy> copy(ChangeCalendar calendar) {
    return Optional.empty();
  }

  @Override
  public void read(ChangeCalendar calendar, List<Window> windows) {}

  @Override
  public void failed(ChangeCalendar calendar, String reason) {}
}
