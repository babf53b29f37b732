package dev.signalbox.silence.maintenance;

import dev.signalbox.document.Closest;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.WallClock;
import dev.signalbox.oncall.ical.Recurring;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Matchers;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code maintenance.yaml}, strictly: what it cannot read is a finding. */
final class MaintenanceReader {

  private static final Pattern LENGTH = Pattern.compile("(?=\\d)(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?");
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MOST_PER_DAY = 48;
  private static final int LONGEST_TITLE = 200;
  private static final String WHEN =
      "say when: start with end or duration (and rrule if it repeats), or from and to (and days), or sql";

  private final List<Maintenance> written = new ArrayList<>();
  private final List<ChangeCalendar> calendars = new ArrayList<>();
  private final Map<String, Integer> titles = new HashMap<>();

  MaintenancePlan read(List<Element> roots) {
    for (Element root : roots) {
      if (!root.isList()) {
        root.complain("must be a list of maintenances, each beginning with '- title:'");
      } else {
        root.items().forEach(this::maintenance);
      }
    }
    return new MaintenancePlan(written, calendars);
  }

  private void maintenance(Element element) {
    Fields fields = element.fields("maintenance" + element.peek("title").map(" '%s'"::formatted).orElse(""));
    String title = fields.require("title", "say in one line what is done").map(it -> title(it)).orElse("");
    ZoneId zone = fields.get("timezone").map(MaintenanceReader::zone).orElse(ZoneOffset.UTC);
    Optional<Element> matchers = fields.get("matchers");
    When when = new When(fields);
    if (when.sql.isPresent()) {
      calendar(fields, when, title, zone, matchers);
    } else {
      if (matchers.isEmpty() && element.isMap()) {
        element.complain("%s has no 'matchers'; say what is worked on, such as [ 'team=storage' ]", fields.what());
      }
      if (fields.get("timezone").isEmpty() && when.onTheWall() && element.isMap()) {
        element.complain("%s has no 'timezone'; say whose clock it is, such as Europe/Berlin", fields.what());
      }
      Optional<WindowTimes> times = times(fields, when, zone);
      Optional<Matchers> what = matchers.flatMap(MaintenanceReader::matchers);
      if (times.isPresent() && what.isPresent()) {
        written.add(new Maintenance(title, what.get(), times.get()));
      }
    }
    fields.end();
  }

  /** Every key that says when, asked for once. */
  private static final class When {
    private final Optional<Element> start;
    private final Optional<Element> end;
    private final Optional<Element> duration;
    private final Optional<Element> rrule;
    private final Optional<Element> days;
    private final Optional<Element> from;
    private final Optional<Element> to;
    private final Optional<Element> sql;
    private final Optional<Element> source;
    private final Optional<Element> refresh;

    When(Fields fields) {
      start = fields.get("start");
      end = fields.get("end");
      duration = fields.get("duration");
      rrule = fields.get("rrule");
      days = fields.get("days");
      from = fields.get("from");
      to = fields.get("to");
      sql = fields.get("sql");
      source = fields.get("source");
      refresh = fields.get("refresh");
    }

    /** Whether it depends on a zone. */
    boolean onTheWall() {
      return from.isPresent() || rrule.isPresent() || start.filter(it -> !it.text("start").matches(".*(Z|[+-]\\d\\d:?\\d\\d)")).isPresent();
    }
  }

  private String title(Element element) {
    String title = element.text("title").strip();
    if (title.isEmpty() || title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
      element.complain("title must be one line of at most %d characters", LONGEST_TITLE);
    }
    Integer before = titles.putIfAbsent(title, element.line());
    if (before != null) {
      element.complain("title '%s' is there twice (first in line %d); its notices would be one, so name them apart", title, before);
    }
    return title;
  }

  private static ZoneId zone(Element element) {
    String id = element.text("timezone");
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (known.contains(id)) {
      return ZoneId.of(id);
    }
    element.complain("timezone '%s' is not a known zone%s; write an IANA name such as Europe/Berlin", id, Closest.hint(id, known));
    return ZoneOffset.UTC;
  }

  private static Optional<Matchers> matchers(Element element) {
    List<Matcher> all = new ArrayList<>();
    for (Element item : element.items()) {
      try {
        all.add(Matcher.parse(item.text("a matcher")));
      } catch (IllegalArgumentException e) {
        item.complain("%s", e.getMessage());
        return Optional.empty();
      }
    }
    try {
      return Optional.of(new Matchers(all));
    } catch (IllegalArgumentException e) {
      element.complain("%s", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<WindowTimes> times(Fields fields, When when, ZoneId zone) {
    if (when.source.isPresent() || when.refresh.isPresent()) {
      fields.map().complain("%s has source or refresh, which belong to sql; leave them out", fields.what());
    }
    boolean weekly = when.from.isPresent() || when.to.isPresent() || when.days.isPresent();
    boolean dated = when.start.isPresent() || when.end.isPresent() || when.duration.isPresent() || when.rrule.isPresent();
    if (weekly == dated) {
      if (fields.map().isMap()) {
        fields.map().complain(weekly ? "%s has both from and start; keep one: %s" : "%s has no time; %s", fields.what(), WHEN);
      }
      return Optional.empty();
    }
    return weekly ? weekly(fields, when, zone) : dated(fields, when, zone);
  }

  private static Optional<WindowTimes> weekly(Fields fields, When when, ZoneId zone) {
    Optional<LocalTime> from = fields.require("from", "say when it begins, such as \"22:00\"").flatMap(it -> time(it, "from"));
    Optional<LocalTime> to = fields.require("to", "say when it is over, such as \"02:00\"").flatMap(it -> time(it, "to"));
    Set<DayOfWeek> days = when.days.map(MaintenanceReader::days).orElse(EnumSet.allOf(DayOfWeek.class));
    return from.isEmpty() || to.isEmpty() ? Optional.empty() : Optional.of(new WindowTimes.Weekly(zone, days, from.get(), to.get()));
  }

  private static Optional<LocalTime> time(Element element, String key) {
    try {
      return Optional.of(LocalTime.parse(element.text(key)));
    } catch (DateTimeException notATime) {
      element.complain("%s '%s' is not a time of day; write \"22:00\"", key, element.text(key));
      return Optional.empty();
    }
  }

  private static Set<DayOfWeek> days(Element element) {
    List<String> known = Arrays.stream(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Element item : element.items()) {
      String name = item.text("days").toLowerCase(Locale.ROOT);
      int index = known.indexOf(name);
      if (index < 0) {
        item.complain("days '%s' is not a weekday%s; write one of %s", name, Closest.hint(name, known), String.join(", ", known));
      } else {
        days.add(DayOfWeek.of(index + 1));
      }
    }
    if (element.items().isEmpty()) {
      element.complain("days is empty; name at least one weekday, or leave days out for all");
    }
    return days;
  }

  private static Optional<WindowTimes> dated(Fields fields, When when, ZoneId zone) {
    Optional<Time> start = fields.require("start", "say when it begins first, such as 2026-03-03T22:00").flatMap(it -> moment(it, "start", zone, WallClock::first));
    if (when.end.isPresent() == when.duration.isPresent()) {
      fields.map().complain("%s needs one of end and duration", fields.what());
      return Optional.empty();
    }
    Optional<Time> end = when.end.flatMap(it -> moment(it, "end", zone, WallClock::last));
    Optional<Duration> length = when.duration.flatMap(MaintenanceReader::length);
    if (start.isEmpty() || end.isEmpty() && length.isEmpty()) {
      return Optional.empty();
    }
    Instant first = start.get().instant();
    Interval once = new Interval(first, end.map(Time::instant).filter(it -> it.isAfter(first)).orElse(first.plus(length.orElse(Duration.ZERO))));
    if (!once.start().isBefore(once.end()) || Duration.between(once.start(), once.end()).compareTo(LONGEST) > 0) {
      when.end.or(() -> when.duration).orElseThrow().complain(
          "%s lasts from %s to %s; it must end after its start and within %d days", fields.what(), once.start(), once.end(), LONGEST.toDays());
      return Optional.empty();
    }
    if (when.rrule.isEmpty()) {
      return Optional.of(new WindowTimes.Once(once));
    }
    Duration onTheWall = end.map(it -> Duration.between(start.get().wall(), it.wall())).orElse(Duration.ZERO);
    return rule(when.rrule.get(), start.get().wall(), zone)
        .map(rule -> new WindowTimes.Repeated(zone, rule, onTheWall, length.orElse(Duration.ZERO)));
  }

  private static Optional<Recurring> rule(Element element, LocalDateTime start, ZoneId zone) {
    String text = element.text("rrule").strip();
    String value = text.regionMatches(true, 0, "RRULE:", 0, 6) ? text.substring(6) : text;
    try {
      Recurring rule = Recurring.of(value, start, zone);
      if (rule.perDay() > MOST_PER_DAY) {
        element.complain("rrule '%s' comes more than %d times a day; let it come less often", text, MOST_PER_DAY);
        return Optional.empty();
      }
      return Optional.of(rule);
    } catch (IllegalArgumentException e) {
      element.complain("rrule '%s' cannot be used: %s; write one such as FREQ=WEEKLY;BYDAY=TU", text, e.getMessage());
      return Optional.empty();
    }
  }

  /** @param wall what the zone's clock shows then */
  private record Time(LocalDateTime wall, Instant instant) {}

  /** On the wall of the zone, or an instant. */
  private static Optional<Time> moment(
      Element element, String key, ZoneId zone, java.util.function.BiFunction<WallClock, LocalDateTime, Instant> showing) {
    String text = element.text(key).strip();
    return parsed(text, it -> LocalDateTime.parse(it)).map(wall -> new Time(wall, showing.apply(new WallClock(zone), wall)))
        .or(() -> parsed(text, it -> java.time.OffsetDateTime.parse(it).toInstant())
            .map(instant -> new Time(LocalDateTime.ofInstant(instant, zone), instant)))
        .or(() -> {
          element.complain("%s '%s' is not a time; write 2026-03-03T22:00, with Z or an offset if it is not local time", key, text);
          return Optional.empty();
        });
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> form) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException anotherForm) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> length(Element element) {
    java.util.regex.Matcher form = LENGTH.matcher(element.text("duration").strip());
    if (!form.matches()) {
      element.complain("duration '%s' is not a length of time; write one such as 2h, 90m or 1d12h", element.text("duration"));
      return Optional.empty();
    }
    return Optional.of(Duration.ofDays(number(form, 1)).plusHours(number(form, 2)).plusMinutes(number(form, 3)));
  }

  private static long number(java.util.regex.Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }

  private void calendar(Fields fields, When when, String title, ZoneId zone, Optional<Element> matchers) {
    boolean more = matchers.isPresent() || when.start.isPresent() || when.end.isPresent() || when.duration.isPresent()
        || when.rrule.isPresent() || when.days.isPresent() || when.from.isPresent() || when.to.isPresent();
    if (more) {
      fields.map().complain("%s has sql, so its query says when and what; leave matchers and times out", fields.what());
    }
    String query = when.sql.orElseThrow().text("sql").strip();
    if (!query.matches("file:[^?#]+\\.sql")) {
      when.sql.get().complain("sql '%s' is not a file of SQL; write one such as file:routes/sql/changes.sql", query);
    }
    Duration refresh = when.refresh.flatMap(it -> refresh(it)).orElse(Duration.ofMinutes(5));
    calendars.add(new ChangeCalendar(title, query, when.source.map(it -> it.text("source")).orElse("source"), zone, refresh));
  }

  private static Optional<Duration> refresh(Element element) {
    java.util.regex.Matcher form = LENGTH.matcher(element.text("refresh").strip());
    Duration length = form.matches() ? Duration.ofDays(number(form, 1)).plusHours(number(form, 2)).plusMinutes(number(form, 3)) : Duration.ZERO;
    if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(Duration.ofDays(7)) > 0) {
      element.complain("refresh '%s' is not a time between 1m and 7d; write one such as 5m", element.text("refresh"));
      return Optional.empty();
    }
    return Optional.of(length);
  }
}
