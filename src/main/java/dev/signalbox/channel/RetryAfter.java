package dev.signalbox.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The header by which a server asks for patience, in either of its two forms (RFC 9110, 10.2.3): seconds ({@code 7}) or
 * a date ({@code Wed, 21 Oct 2026 07:28:00 GMT}).
 */
public final class RetryAfter {

  /** Nobody is believed who asks for more. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** The wait from {@code now}, at most an hour; empty for the past, zero, negative numbers and garbage. */
  public static Optional<Duration> parse(String header, Instant now) {
    String text = header.strip();
    return (isDigits(text) ? seconds(text) : date(text, now)).filter(wait -> wait.compareTo(Duration.ZERO) > 0)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** By {@code Retry-After}, else by {@code X-RateLimit-Reset}: unix seconds at ServiceNow, ISO 8601 at Jira. */
  public static Optional<Duration> of(Reply reply, Instant now) {
    return reply.header("Retry-After").flatMap(header -> parse(header, now))
        .or(() -> reset(reply, now));
  }

  /** Until the limit is renewed. */
  static Optional<Duration> reset(Reply reply, Instant now) {
    return reply.header("X-RateLimit-Reset").flatMap(header -> reset(header.strip(), now));
  }

  private static Optional<Duration> reset(String text, Instant now) {
    try {
      Instant at = isDigits(text) && text.length() <= 10 ? Instant.ofEpochSecond(Long.parseLong(text)) : OffsetDateTime.parse(text).toInstant();
      Duration wait = Duration.between(now, at);
      return wait.isNegative() || wait.isZero() ? Optional.empty() : Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<Duration> seconds(String digits) {
    // ten digits are three centuries; anything longer would overflow and means the same
    return Optional.of(digits.length() > 10 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits)));
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, until));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
