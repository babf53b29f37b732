package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.ical.Rule.Weekday;
import java.time.DayOfWeek;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the value of an RRULE. What is wrong is an {@link IllegalArgumentException}, the end of a sentence. */
final class RuleReader {

  private static final Map<String, ChronoUnit> FREQUENCIES = Map.of(
      "SECONDLY", ChronoUnit.SECONDS,
      "MINUTELY", ChronoUnit.MINUTES,
      "HOURLY", ChronoUnit.HOURS,
      "DAILY", ChronoUnit.DAYS,
      "WEEKLY", ChronoUnit.WEEKS,
      "MONTHLY", ChronoUnit.MONTHS,
      "YEARLY", ChronoUnit.YEARS);
  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");
  private static final Pattern WEEKDAY = Pattern.compile("([+-]?\\d{1,2})?([A-Z]{2})");

  private final Map<String, String> parts;

  private RuleReader(Map<String, String> parts) {
    this.parts = parts;
  }

  /** @param local the zone of an UNTIL without {@code Z} */
  static Rule read(String value, Zone local) {
    RuleReader reader = new RuleReader(parts(value));
    Rule rule = reader.rule(local);
    if (!reader.parts.isEmpty()) {
      String unknown = reader.parts.keySet().iterator().next();
      throw new IllegalArgumentException(Warnings.quoted(unknown) + " is no part of a rule that is known here");
    }
    return rule;
  }

  private static Map<String, String> parts(String value) {
    Map<String, String> parts = new TreeMap<>();
    for (String part : value.strip().toUpperCase(Locale.ROOT).split(";")) {
      int equals = part.indexOf('=');
      if (equals < 0 && !part.isBlank()) {
        throw new IllegalArgumentException("%s has no value".formatted(Warnings.quoted(part)));
      }
      if (equals >= 0) {
        String name = part.substring(0, equals).strip();
        if (parts.putIfAbsent(name, part.substring(equals + 1).strip()) != null) {
          throw new IllegalArgumentException("%s is there twice".formatted(Warnings.quoted(name)));
        }
      }
    }
    parts.keySet().removeIf(name -> name.startsWith("X-"));
    if ("GREGORIAN".equals(parts.get("RSCALE"))) {
      parts.remove("RSCALE");
    }
    if ("OMIT".equals(parts.get("SKIP"))) {
      parts.remove("SKIP");
    }
    return parts;
  }

  private Rule rule(Zone local) {
    String frequency = parts.remove("FREQ");
    if (frequency == null || !FREQUENCIES.containsKey(frequency)) {
      throw new IllegalArgumentException("FREQ must be one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY");
    }
    return new Rule(
        FREQUENCIES.get(frequency),
        positive("INTERVAL", 1),
        positive("COUNT", 0),
        until(local),
        numbers("BYMONTH", 1, 12, false),
        numbers("BYWEEKNO", 1, 53, true),
        numbers("BYYEARDAY", 1, 366, true),
        numbers("BYMONTHDAY", 1, 31, true),
        list("BYDAY", RuleReader::weekday),
        numbers("BYHOUR", 0, 23, false),
        numbers("BYMINUTE", 0, 59, false),
        numbers("BYSECOND", 0, 59, false),
        numbers("BYSETPOS", 1, 366, true),
        list("WKST", RuleReader::day).stream().findFirst().orElse(DayOfWeek.MONDAY));
  }

  private @Nullable Stamp until(Zone local) {
    String until = parts.remove("UNTIL");
    if (until == null) {
      return null;
    }
    Stamp stamp = Stamp.parse(until, local, local)
        .orElseThrow(() -> new IllegalArgumentException("UNTIL " + Warnings.quoted(until) + " is no date or time"));
    return stamp.date() ? new Stamp(stamp.wall().plusDays(1).minusSeconds(1), local, true) : stamp;
  }

  private int positive(String part, int absent) {
    String text = parts.remove(part);
    if (text == null) {
      return absent;
    }
    int number = number(part, text);
    if (number < 1) {
      throw new IllegalArgumentException("%s must be 1 or more".formatted(part));
    }
    return number;
  }

  private SortedSet<Integer> numbers(String part, int least, int most, boolean fromTheEnd) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(list(part, text -> {
      int number = number(part, text);
      int size = fromTheEnd ? Math.abs(number) : number;
      if (size < least || size > most) {
        throw new IllegalArgumentException("%s must be between %d and %d".formatted(part, least, most));
      }
      return number;
    })));
  }

  private static int number(String part, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("%s %s is no number".formatted(part, Warnings.quoted(text)));
    }
    return Integer.parseInt(text);
  }

  /** Without repeats. */
  private <T> List<T> list(String part, Function<String, T> reader) {
    String text = parts.remove(part);
    Set<T> values = new LinkedHashSet<>();
    if (text != null) {
      for (String one : text.split(",")) {
        values.add(reader.apply(one.strip()));
      }
    }
    return new ArrayList<>(values);
  }

  private static Weekday weekday(String text) {
    Matcher matcher = WEEKDAY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("BYDAY %s is no weekday".formatted(Warnings.quoted(text)));
    }
    int ordinal = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    return new Weekday(ordinal, day(matcher.group(2)));
  }

  private static DayOfWeek day(String text) {
    int index = DAYS.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(Warnings.quoted(text) + " is no weekday; they are " + String.join(", ", DAYS));
    }
    return DayOfWeek.of(index + 1);
  }
}
