package dev.signalbox.oncall;

import dev.signalbox.document.Closest;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads zones, times, weekdays and intervals. What it cannot read is a finding, and any harmless value instead. */
public final class Times {

  private static final List<String> DAY_NAMES =
      Stream.of(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();

  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})([mhd])");

  private Times() {}

  static ZoneId zone(Element element) {
    String id = element.text("timezone");
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (known.contains(id)) {
      return ZoneId.of(id);
    }
    element.complain("timezone '%s' is not a known zone%s; write an IANA name such as Europe/Berlin",
        id, Closest.hint(id, known));
    return ZoneOffset.UTC;
  }

  static Optional<Moment> moment(Element element, String key, WallClock clock) {
    Optional<Moment> moment = Moment.parse(element.text(key), clock);
    if (moment.isEmpty()) {
      element.complain("%s '%s' is not a time; write 2024-05-01T09:00, with Z or an offset if it is not local time, "
          + "or a date", key, written(element));
    }
    return moment;
  }

  static Optional<LocalDate> date(Element element, String key) {
    try {
      return Optional.of(LocalDate.parse(element.text(key)));
    } catch (DateTimeException notADate) {
      element.complain("%s '%s' is not a date; write 2024-12-25", key, written(element));
      return Optional.empty();
    }
  }

  static Optional<LocalTime> time(Element element, String key) {
    try {
      LocalTime time = LocalTime.parse(element.text(key));
      if (time.getNano() == 0) {
        return Optional.of(time);
      }
    } catch (DateTimeException notATime) {
      // said below
    }
    element.complain("%s '%s' is not a time of day; write \"09:00\", and \"00:00\" for midnight", key, written(element));
    return Optional.empty();
  }

  static Optional<DayOfWeek> day(Element element, String key) {
    String name = element.text(key).toLowerCase(Locale.ROOT);
    int index = DAY_NAMES.indexOf(name);
    if (index < 0) {
      element.complain("%s '%s' is not a weekday%s; write one of %s",
          key, written(element), Closest.hint(name, DAY_NAMES), String.join(", ", DAY_NAMES));
      return Optional.empty();
    }
    return Optional.of(DayOfWeek.of(index + 1));
  }

  /**
   * A length of time, {@code 90m}, {@code 4h} or {@code 7d}; a day is 24 hours.
   *
   * @param least written in the same way, as {@code most} and {@code example}
   */
  public static Optional<Duration> duration(Element element, String key, String least, String most, String example) {
    String text = element.text(key);
    Optional<Duration> duration = duration(text)
        .filter(it -> it.compareTo(duration(least).orElseThrow()) >= 0)
        .filter(it -> it.compareTo(duration(most).orElseThrow()) <= 0);
    if (duration.isEmpty() && !element.isList() && !element.isMap()) {
      element.complain("%s '%s' is not a time between %s and %s; write one such as %s",
          key, text, least, most, example);
    }
    return duration;
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    });
  }

  /** One weekday or a list of them; never empty, because an empty list is a finding. */
  static Set<DayOfWeek> days(Element element) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    element.items().forEach(item -> day(item, "days").ifPresent(days::add));
    if (element.items().isEmpty()) {
      element.complain("days is empty; name at least one weekday, or leave days out for all");
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  /** From {@code start} to {@code end}, both required; the end is a window's end. */
  static Interval during(Fields fields, WallClock clock) {
    Optional<Element> start = fields.require("start", "say when it begins");
    Optional<Element> end = fields.require("end", "say when it is over");
    Optional<Moment> from = start.flatMap(element -> moment(element, "start", clock));
    Optional<Moment> to = end.flatMap(element -> moment(element, "end", clock));
    if (from.isEmpty() || to.isEmpty()) {
      return new Interval(Instant.EPOCH, Instant.EPOCH);
    }
    return interval(fields, from.get().first(), to.get().last());
  }

  static Interval interval(Fields fields, Instant start, Instant end) {
    if (end.isBefore(start)) {
      Element written = fields.get("end").orElse(fields.map());
      written.complain("end '%s' of %s is before its start '%s'; exchange or correct them",
          written(written), fields.what(), fields.get("start").map(Times::written).orElse(start.toString()));
      return new Interval(start, start);
    }
    return new Interval(start, end);
  }

  /** As {@link Element#text}, for messages only: what is not a text has been complained about. */
  private static String written(Element element) {
    return element.isMap() || element.isList() ? "" : element.text("");
  }

  static <E extends Enum<E>> Optional<E> word(Element element, String key, Class<E> words) {
    String text = element.text(key);
    List<String> known = Arrays.stream(words.getEnumConstants()).map(Times::lower).toList();
    int index = known.indexOf(text);
    if (index < 0) {
      element.complain("%s '%s' is unknown%s; write one of %s",
          key, text, Closest.hint(text, known), String.join(", ", known));
      return Optional.empty();
    }
    return Optional.of(words.getEnumConstants()[index]);
  }

  private static <E extends Enum<E>> String lower(E word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
