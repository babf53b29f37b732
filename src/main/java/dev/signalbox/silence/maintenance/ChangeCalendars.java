package dev.signalbox.silence.maintenance;

import java.util.Collection;

/** How the readings of change calendars go, kept where the hub looks for its own trouble. Each call is committed when it returns. */
public interface ChangeCalendars {

  /** These are wanted now, by their titles; what is known of others is forgotten. Twice is once. */
  void expect(Collection<ChangeCalendar> calendars);

  /** It was read: whatever was wrong is over. Of one that is not expected nothing is kept. */
  void read(ChangeCalendar calendar);

  /**
   * It could not be read, once more.
   *
   * @param reason may be shown
   * @param copied whether an earlier reading of this process answers meanwhile
   */
  void failed(ChangeCalendar calendar, String reason, boolean copied);
}
