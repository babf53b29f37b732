package dev.signalbox.oncall.ical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date or a time as a calendar writes it.
 *
 * @param wall the local time; midnight of a date
 * @param date whether it is a date, {@code 20240304}, and no time
 */
record Stamp(LocalDateTime wall, Zone zone, boolean date) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:[Tt](\\d\\d)(\\d\\d)(\\d\\d)?([Zz])?)?");

  /**
   * @param local the zone of a time without {@code Z}
   * @param dates the zone of a date
   */
  static Optional<Stamp> parse(String value, Zone local, Zone dates) {
    Matcher matcher = FORM.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean date = matcher.group(4) == null;
    Zone zone = date ? dates : matcher.group(7) != null ? Zone.UTC : local;
    try {
      LocalDateTime midnight = LocalDateTime.of(number(matcher, 1), number(matcher, 2), number(matcher, 3), 0, 0);
      LocalTime time = LocalTime.of(number(matcher, 4), number(matcher, 5), number(matcher, 6));
      return Optional.of(new Stamp(midnight.with(time), zone, date));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  Instant instant() {
    return zone.instant(wall);
  }
}
