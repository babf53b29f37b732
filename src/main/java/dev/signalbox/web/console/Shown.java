package dev.signalbox.web.console;

import dev.signalbox.web.Spans;
import dev.signalbox.web.Words;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How values look, for the templates: {@code ${@shown.ago(…)}}. Escaping is Thymeleaf's. */
@Component("shown")
public class Shown {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST_PAYLOAD = 65_536;

  private final Clock clock;

  Shown(Clock clock) {
    this.clock = clock;
  }

  /** {@code 3 min ago}, {@code in 4 h}, {@code just now}. */
  public String ago(@Nullable Instant instant) {
    if (instant == null) {
      return "never";
    }
    Duration since = Duration.between(instant, clock.instant());
    if (since.abs().toSeconds() < 5) {
      return "just now";
    }
    return since.isNegative() ? "in " + Spans.rough(since) : Spans.rough(since) + " ago";
  }

  /** How long something lasts or lasted: {@code 3 h 20 min}. */
  public String span(Instant from, @Nullable Instant to) {
    return Spans.rough(Duration.between(from, to == null ? clock.instant() : to));
  }

  public String every(Duration period) {
    return Spans.exact(period);
  }

  public String utc(@Nullable Instant instant) {
    return instant == null ? "" : UTC.format(instant);
  }

  public String iso(@Nullable Instant instant) {
    return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A label of the store as people read it: {@code in maintenance}. */
  public String words(String label) {
    return label.replace('_', ' ');
  }

  /** Any value on one line, at most 1 KB. */
  public String line(@Nullable Object value) {
    return Words.line(value == null ? null : String.valueOf(value));
  }

  /** Any value with its line breaks, cut where nobody reads on. */
  public String block(@Nullable Object value) {
    return Words.block(value == null ? null : String.valueOf(value), LONGEST_PAYLOAD);
  }

  /** The address if it is safe to follow, that is http or https and nothing else; null otherwise. */
  public @Nullable String link(@Nullable Object value) {
    if (!(value instanceof String text) || text.length() > 2_000) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null ? text : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@code 62 %}. */
  public String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** {@code 7 d}, {@code 6 h}. */
  public String horizon(Duration horizon) {
    return Spans.rough(horizon);
  }

  /** {@code 1 dead letter}, {@code 12 dead letters}. */
  public String count(long number, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
  }

  public String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
