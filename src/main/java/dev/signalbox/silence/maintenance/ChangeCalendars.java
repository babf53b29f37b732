package dev.signalbox.silence.maintenance;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The last good copy of each change calendar, and how its readings go, kept where the hub looks for its own trouble. Each call is
 * committed when it returns.
 */
public interface ChangeCalendars {

  /** @param readAt when it was read, by whichever process */
  record Copy(Instant readAt, List<Window> windows) {}

  /**
   * These are wanted now, by their titles; what is known of others is forgotten, and the copy of one that is read from elsewhere
   * now. Twice is once.
   */
  void expect(Collection<ChangeCalendar> calendars);

  /** What it held when it was read last; empty if it never was, or if the copy cannot be understood any more. */
  Optional<Copy> copy(ChangeCalendar calendar);

  /** It was read, and this is kept: whatever was wrong is over. Of one that is not expected nothing is kept. */
  void read(ChangeCalendar calendar, List<Window> windows);

  /**
   * It could not be read, once more.
   *
   * @param reason may be shown
   */
  void failed(ChangeCalendar calendar, String reason);
}
