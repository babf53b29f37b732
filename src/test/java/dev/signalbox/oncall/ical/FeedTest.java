package dev.signalbox.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final Instant NOW = Instant.parse("2026-08-03T09:30:00Z");
  private static final Interval WINDOW = Feed.window(NOW);

  private static final Schedule PAYMENTS =
      Schedules.of(
          """
schedule: payments
timezone: Europe/Berlin
layers:
  - name: week
    priority: 1
    rotation: {type: weekly, start: 2026-01-05T09:00, participants: [anna, [ben, cleo], none]}
  - {name: always, priority: 1, participants: [manager]}
overrides: [{start: 2026-08-05T09:00, end: 2026-08-06T09:00, participant: zoe}]
""");

  /** What RFC 5545 asks of a calendar and of its events; they are returned. */
  private static List<Component> events(String feed) {
    Warnings warnings = new Warnings();
    Component calendar =
        Component.read(feed, warnings).children("VCALENDAR").findFirst().orElseThrow();
    List<Component> events = calendar.children("VEVENT").toList();

    assertThat(warnings.all()).isEmpty();
    assertThat(feed.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(feed.split("\r\n"))
        .allSatisfy(
            line ->
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(Stream.of("VERSION", "PRODID", "CALSCALE").map(calendar::all).map(Stream::count))
        .containsOnly(1L);
    assertThat(calendar.all("METHOD"))
        .as("with it, Outlook takes the feed for an invitation")
        .isEmpty();
    assertThat(events.size() + calendar.children("VTIMEZONE").count())
        .as("components")
        .isPositive();
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(
                        Stream.of("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY")
                            .map(event::all)
                            .map(Stream::count))
                    .containsOnly(1L));
    assertThat(events.stream().map(event -> text(event, "UID"))).doesNotHaveDuplicates();
    return events;
  }

  private static String text(Component event, String property) {
    return event.first(property).orElseThrow().text();
  }

  private static List<String> uids(String feed) {
    return feed.lines().filter(line -> line.startsWith("UID:")).toList();
  }

  @Test
  void the_window_is_whole_months_from_a_month_ago_to_half_a_year_ahead() {
    assertThat(WINDOW)
        .isEqualTo(
            new Interval(
                Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2027-03-01T00:00:00Z")));
  }

  @Test
  void a_schedules_feed_reads_as_the_schedules_shifts() {
    IcalReading reading = Ics.read(Feed.ofSchedule(PAYMENTS, NOW));

    assertThat(reading.warnings()).isEmpty();
    assertThat(
            Schedule.of("s", ZoneOffset.UTC, reading.assignments())
                .shifts(WINDOW.start(), WINDOW.end()))
        .hasSizeGreaterThan(20)
        .isEqualTo(PAYMENTS.shifts(WINDOW.start(), WINDOW.end()));
  }

  @Test
  void a_feed_looks_like_this() {
    Schedule schedule =
        Schedule.of(
            "a; b, c \\ d\n",
            ZoneOffset.UTC,
            Assignments.of(
                List.of(
                    new Assignment(
                        Instant.parse("2026-08-01T09:00:00Z"),
                        Instant.parse("2026-08-02T09:00:00Z"),
                        "anna, the one whose name is longer than any line may ever be, ä€😀",
                        0))));

    assertThat(Feed.ofSchedule(schedule, NOW))
        .isEqualTo(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Signalbox//On-call//EN
            CALSCALE:GREGORIAN
            NAME:On call: a\\; b\\, c \\\\ d\s
            X-WR-CALNAME:On call: a\\; b\\, c \\\\ d\s
            REFRESH-INTERVAL;VALUE=DURATION:PT1H
            X-PUBLISHED-TTL:PT1H
            BEGIN:VEVENT
            UID:%s@signalbox
            DTSTAMP:20260701T000000Z
            DTSTART:20260801T090000Z
            DTEND:20260802T090000Z
            SUMMARY:anna\\, the one whose name is longer than any line may ever be\\, ä€😀
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR
            """
                .formatted(uids(Feed.ofSchedule(schedule, NOW)).get(0).replaceAll("UID:|@.*", ""))
                .replace("ä€😀", "ä\n €😀")
                .replace("\n", "\r\n"));
  }

  @Test
  void a_persons_feed_has_all_schedules_and_an_unbroken_time_is_one_event() {
    Schedule other =
        Schedules.of(
            "schedule: other\ntimezone: UTC\nlayers: [{name: a, participants: [ben, anna]}]");

    List<String> names =
        events(Feed.ofPerson("ben", List.of(PAYMENTS, other), NOW)).stream()
            .map(event -> text(event, "SUMMARY"))
            .toList();

    assertThat(names).contains("On call: payments").containsOnlyOnce("On call: other");
  }

  @Test
  void a_person_without_shifts_has_a_valid_calendar_without_events() {
    assertThat(events(Feed.ofPerson("nobody", List.of(PAYMENTS), NOW))).isEmpty();
  }

  @Test
  void the_same_shifts_are_the_same_text_and_a_shift_keeps_its_uid() {
    String feed = Feed.ofSchedule(PAYMENTS, NOW);

    assertThat(Feed.ofSchedule(PAYMENTS, NOW.plus(Duration.ofDays(20)))).isEqualTo(feed);
    assertThat(uids(Feed.ofSchedule(PAYMENTS, NOW.plus(Duration.ofDays(31)))))
        .containsAll(uids(feed).subList(20, uids(feed).size() - 4));
  }

  @Provide
  Arbitrary<List<Assignment>> assignments() {
    Arbitrary<String> hostile =
        Arbitraries.of(
            "[L3] x",
            "[L0]",
            "a,b;c\\n",
            "\\",
            "ä".repeat(60),
            "😀".repeat(40),
            "BEGIN:VEVENT",
            "END:VCALENDAR",
            "x:\"y\"",
            "a  b",
            "x\u2028 y",
            "=?utf-8?q?x?=",
            "<script>",
            "{{x}}",
            "\u200F\u202Eevil");
    Arbitrary<String> names =
        Arbitraries.oneOf(
            hostile,
            Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(80)
                .map(it -> it.replaceAll("\\p{Cc}|\\p{Cs}", "").strip())
                .filter(it -> !it.isEmpty()));
    return Combinators.combine(
            Arbitraries.integers().between(-10, 200), Arbitraries.integers().between(1, 400), names)
        .as(
            (day, hours, name) -> {
              Instant start = WINDOW.start().plus(Duration.ofDays(day));
              return new Assignment(start, start.plus(Duration.ofHours(hours)), name, 0);
            })
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Property(tries = 300)
  void whatever_the_names_a_feed_reads_as_its_shifts(
      @ForAll("assignments") List<Assignment> assignments) {
    Schedule schedule =
        Schedule.of(assignments.get(0).participant(), ZoneOffset.UTC, Assignments.of(assignments));
    String feed = Feed.ofSchedule(schedule, NOW);

    IcalReading reading = Ics.read(feed);
    assertThat(reading.warnings()).isEmpty();
    assertThat(
            Schedule.of("s", ZoneOffset.UTC, reading.assignments())
                .shifts(WINDOW.start(), WINDOW.end()))
        .isEqualTo(schedule.shifts(WINDOW.start(), WINDOW.end()));
    assertThat(events(feed).isEmpty())
        .isEqualTo(schedule.shifts(WINDOW.start(), WINDOW.end()).isEmpty());
  }
}
