package dev.signalbox.oncall.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something lasts. A shift from Monday 9:00 to Monday 9:00 is a week on the wall, even where that is 167
 * hours, so that shifts which follow each other leave no gap; hours of a DURATION are hours.
 *
 * @param onTheWall added to the local start
 * @param exact added after that
 */
record Length(Duration onTheWall, Duration exact) {

  static final Length NOTHING = new Length(Duration.ZERO, Duration.ZERO);
  static final Length DAY = new Length(Duration.ofDays(1), Duration.ZERO);

  private static final Pattern FORM = Pattern.compile(
      "([+-])?P(?=[T\\d])(?:(\\d{1,5})W)?(?:(\\d{1,6})D)?(?:T(?=\\d)(?:(\\d{1,7})H)?(?:(\\d{1,8})M)?(?:(\\d{1,9})S)?)?",
      Pattern.CASE_INSENSITIVE);

  /** {@code P1W}, {@code P1DT12H}, {@code PT8H}: weeks and days are those of the calendar. */
  static Optional<Length> parse(String value) {
    Matcher matcher = FORM.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration days = Duration.ofDays(7 * number(matcher, 2) + number(matcher, 3));
    Duration hours =
        Duration.ofHours(number(matcher, 4)).plusMinutes(number(matcher, 5)).plusSeconds(number(matcher, 6));
    boolean back = "-".equals(matcher.group(1));
    return Optional.of(back ? new Length(days.negated(), hours.negated()) : new Length(days, hours));
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  Instant end(LocalDateTime start, Zone zone) {
    return zone.instant(start.plus(onTheWall)).plus(exact);
  }

  boolean isPositive() {
    Duration about = about();
    return !about.isNegative() && !about.isZero();
  }

  /** Give or take what the clock is turned. */
  Duration about() {
    return onTheWall.plus(exact);
  }
}
