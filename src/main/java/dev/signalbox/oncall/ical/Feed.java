package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Shifts as a calendar that others subscribe to. What {@link IcalReader} reads of a schedule's feed are that schedule's
 * shifts. The text depends on the shifts and the month alone, so whoever has it already need not be sent it again.
 *
 * <p>Each event is one person's unbroken time on one schedule. Its UID is made of these, so the same shift is the same
 * event at each refresh, and a changed one is another: no client has to believe that an event changed.
 */
public final class Feed {

  private static final Duration BACK = Duration.ofDays(30);
  private static final int MONTHS = 8;

  /** How often clients should come back; Google comes when it likes. */
  private static final String REFRESH = "PT1H";

  private static final Pattern LIKE_A_LEVEL = Pattern.compile("\\[L\\d].*", Pattern.DOTALL);

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::start).thenComparing(Entry::schedule).thenComparing(Entry::person);

  private final IcalWriter calendar = new IcalWriter();
  private final Interval window;

  private record Entry(String schedule, String person, Instant start, Instant end) {}

  private Feed(Instant now) {
    this.window = window(now);
  }

  /** Eight whole months in UTC, from the one of 30 days ago: at least 180 days ahead. */
  public static Interval window(Instant now) {
    LocalDate first = LocalDate.ofInstant(now.minus(BACK), ZoneOffset.UTC).withDayOfMonth(1);
    return new Interval(midnight(first), midnight(first.plusMonths(MONTHS)));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Everybody of a schedule: the event's name is the person's. */
  public static String ofSchedule(Schedule schedule, Instant now) {
    Feed feed = new Feed(now);
    List<Entry> entries = feed.entries(schedule, everybody -> true);
    return feed.write("On call: " + schedule.name(), entries, true);
  }

  /** One person on all schedules: the event's name is the schedule's. Without events if the person has no shift. */
  public static String ofPerson(String person, Collection<Schedule> schedules, Instant now) {
    Feed feed = new Feed(now);
    List<Entry> entries =
        schedules.stream().flatMap(schedule -> feed.entries(schedule, person::equals).stream()).toList();
    return feed.write("On call: " + person, entries, false);
  }

  private List<Entry> entries(Schedule schedule, Predicate<String> whose) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Entry> open = new TreeMap<>();
    for (Shift shift : schedule.shifts(window.start(), window.end())) {
      shift.participants().stream().filter(whose).forEach(person ->
          open.merge(person, new Entry(schedule.name(), person, shift.start(), shift.end()), (before, next) -> {
            if (before.end().equals(next.start())) {
              return new Entry(schedule.name(), person, before.start(), next.end());
            }
            entries.add(before);
            return next;
          }));
    }
    entries.addAll(open.values());
    return entries;
  }

  private String write(String name, List<Entry> entries, boolean namesThePerson) {
    calendar.line("BEGIN", "VCALENDAR").line("VERSION", "2.0").line("PRODID", "-//Signalbox//On-call//EN")
        .line("CALSCALE", "GREGORIAN").text("NAME", name).text("X-WR-CALNAME", name)
        .line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH).line("X-PUBLISHED-TTL", REFRESH);
    if (entries.isEmpty()) {
      something();
    }
    entries.stream().sorted(ORDER).forEach(entry -> event(entry, namesThePerson));
    return calendar.line("END", "VCALENDAR").toString();
  }

  private void event(Entry entry, boolean namesThePerson) {
    calendar.line("BEGIN", "VEVENT").line("UID", uid(entry)).time("DTSTAMP", window.start())
        .time("DTSTART", entry.start()).time("DTEND", entry.end())
        .text("SUMMARY", namesThePerson ? summary(entry.person()) : "On call: " + entry.schedule())
        .line("TRANSP", "TRANSPARENT") // nobody is too busy for a meeting because of it
        .line("END", "VEVENT");
  }

  private static String uid(Entry entry) {
    String of = String.join("\n", entry.schedule(), entry.person(), entry.start().toString(), entry.end().toString());
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)) + "@signalbox";
  }

  private static String summary(String person) {
    return LIKE_A_LEVEL.matcher(person).matches() ? "[L0] " + person : person;
  }

  /** A calendar must hold something (RFC 5545, 3.6). */
  private void something() {
    calendar.line("BEGIN", "VTIMEZONE").line("TZID", "Etc/UTC")
        .line("BEGIN", "STANDARD").line("DTSTART", "19700101T000000")
        .line("TZOFFSETFROM", "+0000").line("TZOFFSETTO", "+0000").line("END", "STANDARD").line("END", "VTIMEZONE");
  }
}
