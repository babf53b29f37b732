package dev.signalbox.oncall;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A time as written in a document: {@code 2024-05-01T09:00} on the wall, the same with {@code Z} or an offset, which is
 * that instant whatever the wall shows, or a bare date, which is its midnight.
 *
 * @param wall what the wall shows then, in the zone the document means
 * @param first the instant, for whatever begins then
 * @param last the instant, for a window that ends then; differs from {@code first} only while the clock goes back
 */
record Moment(LocalDateTime wall, Instant first, Instant last) {

  static Optional<Moment> parse(String text, WallClock clock) {
    return parse(text, clock, Moment::ofWall).or(() -> parse(text, clock, Moment::ofInstant));
  }

  private static Moment ofWall(String text, WallClock clock) {
    LocalDateTime wall = text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    return new Moment(wall, clock.first(wall), clock.last(wall));
  }

  private static Moment ofInstant(String text, WallClock clock) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    return new Moment(clock.at(instant), instant, instant);
  }

  private static Optional<Moment> parse(
      String text, WallClock clock, java.util.function.BiFunction<String, WallClock, Moment> form) {
    try {
      Moment moment = form.apply(text, clock);
      boolean plain = moment.wall.getNano() == 0 && Math.abs(moment.wall.getYear() - 5000) < 5000;
      return plain ? Optional.of(moment) : Optional.empty();
    } catch (DateTimeException anotherForm) {
      return Optional.empty();
    }
  }
}
