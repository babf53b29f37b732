package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Schedule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One calendar of one schedule. A schedule whose calendar is kept elsewhere from now on has another one, so that the
 * people of the old one do not answer for the new one.
 *
 * @param ref the SHA-256 of where it is kept, since that may be a secret
 */
public record CalendarKey(String schedule, String ref) {

  static CalendarKey of(Schedule schedule, CalendarRef ref, Location location) {
    String place =
        String.join("\n", ref.kind().name(), location.text(), location.dataSource(), schedule.zone().getId());
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      return new CalendarKey(schedule.name(), HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
