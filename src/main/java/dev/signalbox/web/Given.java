package dev.signalbox.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what came in with a request, and says in one sentence what is wrong with it. Blank counts as not given. */
public final class Given {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int LAST_PAGE = 100_000;

  private Given() {}

  /** Stricter than {@link UUID#fromString}, which also takes {@code 1-1-1-1-1}. */
  public static UUID id(String text) {
    if (!ID.matcher(text).matches()) {
      throw Refusal.badInput("id '%s' is not a UUID, for example 7f0c1a52-9d3e-4c1b-8a66-0f2f3f1c9b10", text);
    }
    return UUID.fromString(text);
  }

  public static Optional<String> text(@Nullable String text) {
    if (text != null && text.indexOf('\0') >= 0) {
      throw Refusal.badInput("'%s' holds the character NUL, which nothing here does", text.replace('\0', '?'));
    }
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.trim());
  }

  public static Optional<String> oneOf(String name, @Nullable String text, Collection<String> allowed) {
    Optional<String> given = text(text);
    given.filter(value -> !allowed.contains(value)).ifPresent(value -> {
      throw Refusal.badInput("%s '%s' is unknown, use one of %s", name, value, String.join(", ", allowed));
    });
    return given;
  }

  /** ISO 8601 with an offset; a {@code +} that a URL turned into a blank is understood. */
  public static Optional<Instant> instant(String name, @Nullable String text) {
    return text(text).map(value -> {
      try {
        Instant instant = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
          throw Refusal.badInput("%s '%s' is not between %s and %s", name, value, EARLIEST, LATEST);
        }
        return instant;
      } catch (DateTimeParseException e) {
        throw Refusal.badInput("%s '%s' is not an instant, use ISO 8601 as in 2026-03-28T02:30:00Z", name, value);
      }
    });
  }

  /** Counted from 0. */
  public static int page(@Nullable String text) {
    return text(text).map(value -> {
      if (!value.matches("\\d{1,6}") || Integer.parseInt(value) > LAST_PAGE) {
        throw Refusal.badInput("page '%s' is not a page, use 0 for the first, 1 for the second", value);
      }
      return Integer.parseInt(value);
    }).orElse(0);
  }

  public static boolean flag(String name, @Nullable String text) {
    return text(text).map(value -> {
      if (!value.equals("true") && !value.equals("false")) {
        throw Refusal.badInput("%s '%s' is neither true nor false", name, value);
      }
      return value.equals("true");
    }).orElse(false);
  }

  /** A person's remark: at most 2,000 characters, on one line. */
  public static @Nullable String note(@Nullable String text) {
    return text(text).map(value -> {
      if (value.length() > 2_000) {
        throw Refusal.badInput("note of %d characters is longer than 2000", value.length());
      }
      return Words.block(value, 2_000).replaceAll("[\\r\\n\\t]+", " ");
    }).orElse(null);
  }
}
