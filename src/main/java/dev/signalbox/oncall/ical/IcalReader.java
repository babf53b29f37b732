package dev.signalbox.oncall.ical;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads iCalendar text (RFC 5545) as an on-call schedule: an event's SUMMARY is who is on call, after {@code [L0]} to
 * {@code [L9]} if it says a level. What cannot be read is a warning, and costs no more than the event that it is in.
 */
public final class IcalReader {

  /** The longest text that is read, in characters. */
  public static final int LONGEST = 5 * 1024 * 1024;

  /** Days that rules may have to look at while they count, in all: about a second. */
  private static final long DAYS_TO_COUNT = 10_000_000;

  /** Times on a page of {@link CalendarAssignments} that come from rules, in all: as of a thousand daily shifts. */
  private static final long TIMES_OF_PAGE = 20_000;

  private static final Pattern END = Pattern.compile("^END:VCALENDAR", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final Warnings warnings = new Warnings();
  private final Budget counting = new Budget(DAYS_TO_COUNT);
  private final Budget times = new Budget(TIMES_OF_PAGE);
  private final List<Series> series = new ArrayList<>();

  private IcalReader() {}

  /**
   * Pure, and bounded in time and memory whatever the text.
   *
   * @param fallback the zone of dates and of times that name none, where the calendar does not say X-WR-TIMEZONE: the
   *     schedule's
   * @throws IllegalArgumentException with one sentence, if the text is no calendar at all, was cut off, or is longer
   *     than {@link #LONGEST}
   */
  public static IcalReading read(String text, ZoneId fallback) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the calendar has more than %d MB; keep another with the shifts alone".formatted(LONGEST / 1024 / 1024));
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text; // Windows' byte order mark
    boolean bare = begins(plain, "BEGIN:VEVENT");
    if (!bare && !begins(plain, "BEGIN:VCALENDAR")) {
      throw new IllegalArgumentException("the text is no iCalendar; it must start with BEGIN:VCALENDAR");
    }
    if (!bare && !END.matcher(plain).find()) {
      throw new IllegalArgumentException("the calendar was cut off; it must end with END:VCALENDAR");
    }
    IcalReader reader = new IcalReader();
    Component root = Component.read(plain, reader.warnings);
    if (bare) {
      reader.calendar(root, fallback);
    }
    root.children("VCALENDAR").forEach(calendar -> reader.calendar(calendar, fallback));
    return new IcalReading(new CalendarAssignments(reader.series), reader.warnings.all());
  }

  private static boolean begins(String text, String with) {
    String start = text.stripLeading();
    return start.regionMatches(true, 0, with, 0, with.length());
  }

  private void calendar(Component calendar, ZoneId fallback) {
    Zones zones = new Zones(calendar, fallback, warnings, counting);
    EventReader reader = new EventReader(zones, warnings, counting);
    Map<String, List<Event>> byUid = new LinkedHashMap<>();
    calendar.children("VEVENT").flatMap(component -> reader.read(component).stream()).forEach(event -> {
      String uid = event.uid().isEmpty() ? "line " + event.line() : event.uid();
      byUid.computeIfAbsent(uid, none -> new ArrayList<>()).add(event);
    });
    byUid.values().forEach(this::add);
  }

  /** Of one UID: the series, and what was changed of it later. A revision counts instead of those before it. */
  private void add(List<Event> events) {
    Map<Optional<Instant>, List<Event>> byTime = events.stream().collect(Collectors.groupingBy(
        it -> Optional.ofNullable(it.replaces()).map(Stamp::instant), LinkedHashMap::new, Collectors.toList()));
    byTime.replaceAll((time, revisions) -> latest(revisions));
    List<Event> all = Optional.ofNullable(byTime.remove(Optional.<Instant>empty())).orElse(List.of());
    List<Event> changes = byTime.values().stream().flatMap(List::stream).toList();
    all.forEach(event -> add(new Series(event, changes), event));
    changes.stream().filter(change -> !change.andAfter() || all.isEmpty())
        .forEach(change -> add(new Series(change, List.of()), change));
  }

  private static List<Event> latest(List<Event> revisions) {
    int latest = revisions.stream().mapToInt(Event::sequence).max().orElse(0);
    return revisions.stream().filter(it -> it.sequence() == latest).toList();
  }

  private void add(Series one, Event event) {
    if (times.spend((long) Math.ceil(one.work(CalendarAssignments.DAYS_OF_PAGE)))) {
      series.add(one);
    } else {
      warnings.add(event.line(), "the event %s repeats too often or overlaps itself too much; it is left out",
          Warnings.quoted(event.uid()));
    }
  }
}
