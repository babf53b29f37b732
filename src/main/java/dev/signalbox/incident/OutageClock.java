package dev.signalbox.incident;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clock of an outage, for a rule of which maintenance does not count.
 *
 * @param since the column with the instant from which it runs
 * @param allowed the column with the minutes that it may run before anybody is told, or a number of minutes
 */
public record OutageClock(String since, String allowed) {

  public record Reading(Instant since, Duration allowed) {}

  /** Empty for a row without these: then nothing is known that would hold it back. */
  public Optional<Reading> reading(Row row) {
    Instant start = row.get(since).map(OutageClock::instant).orElse(null);
    BigDecimal minutes = row.get(allowed).map(OutageClock::number).orElseGet(() -> number(allowed));
    return start == null || minutes == null
        ? Optional.empty()
        : Optional.of(new Reading(start, Duration.ofSeconds(minutes.multiply(BigDecimal.valueOf(60)).longValue())));
  }

  private static @Nullable Instant instant(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    try {
      return OffsetDateTime.parse(String.valueOf(value)).toInstant();
    } catch (DateTimeException notAnInstant) {
      return null;
    }
  }

  private static @Nullable BigDecimal number(Object value) {
    try {
      return new BigDecimal(String.valueOf(value).strip());
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
