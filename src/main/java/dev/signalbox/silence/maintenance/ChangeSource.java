package dev.signalbox.silence.maintenance;

import dev.signalbox.oncall.Interval;
import java.util.List;

/** Reads change calendars. */
@FunctionalInterface
public interface ChangeSource {

  /**
   * @param windows those that are left out with their reason
   */
  record Reading(List<Window> windows, List<String> warnings) {}

  /**
   * @param during what is asked for
   * @throws Failure with a reason that may be shown, if there is no answer
   */
  Reading read(ChangeCalendar calendar, Interval during);

  /** Why a calendar could not be read, in words without secrets. */
  final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String reason) {
      super(reason, null, false, false);
    }

    public String reason() {
      return String.valueOf(getMessage());
    }
  }
}
