package dev.signalbox.oncall.ical;

import static dev.signalbox.oncall.ical.Ics.calendar;
import static dev.signalbox.oncall.ical.Ics.event;
import static dev.signalbox.oncall.ical.Ics.read;
import static dev.signalbox.oncall.ical.Ics.shifts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a calendar, it is read, and questions are answered, in bounded time and memory. */
@Timeout(60)
class HostileCalendarTest {

  private static final Instant NOW = Instant.parse("2026-08-03T09:30:00Z");

  private static String repeating(String start, String rule, String... more) {
    return event(
        "UID:" + rule,
        "DTSTART:" + start,
        "DURATION:PT1H",
        "RRULE:" + rule,
        "SUMMARY:anna",
        String.join("\n", more));
  }

  private static void ask(IcalReading reading) {
    Schedule schedule = Schedule.of("s", ZoneOffset.UTC, reading.assignments());
    schedule.who(NOW);
    schedule.shifts(NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(370)));
    schedule.nextChange(NOW, Duration.ofDays(400));
  }

  @Test
  void an_hourly_rule_since_1970_is_answered_at_once() {
    IcalReading reading = read(calendar(repeating("19700101T000000Z", "FREQ=HOURLY")));
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.assignments().between(begin, begin.plusSeconds(86_400))).hasSize(24);
    ask(reading);
  }

  @Test
  void a_count_beyond_all_time_is_for_ever() {
    IcalReading reading =
        read(
            calendar(
                repeating("19700101T000000Z", "FREQ=DAILY;COUNT=999999999"),
                repeating("19700101T000000Z", "FREQ=HOURLY;COUNT=999999999")));

    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.assignments().between(NOW, NOW.plusSeconds(86_400))).hasSize(26);
    ask(reading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=999999999",
        "FREQ=MINUTELY;COUNT=999999999",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14;"
            + "BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20",
      })
  void a_rule_that_repeats_too_often_is_a_finding(String rule) {
    IcalReading reading = read(calendar(repeating("19700101T000000Z", rule)));

    assertThat(reading.warnings())
        .last()
        .asString()
        .matches(
            ".*(repeats too often or overlaps itself too much; it is left out|takes too long to"
                + " count; say UNTIL instead; it does not repeat)");
    ask(reading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=YEARLY;INTERVAL=999999999", "FREQ=HOURLY;INTERVAL=999999999;COUNT=999999999",
            "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
            "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO",
        "FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=DAILY;UNTIL=00010101T000000Z",
            "FREQ=YEARLY;BYYEARDAY=366,-366;COUNT=999999999"
      })
  void a_rule_that_hardly_ever_comes_true_is_answered_too(String rule) {
    for (String start :
        List.of("00010101T000000Z", "19700101T000000Z", "20260803T090000Z", "99991231T235959Z")) {
      ask(read(calendar(repeating(start, rule))));
    }
  }

  @Test
  void an_event_that_overlaps_itself_for_years_is_a_finding() {
    IcalReading reading =
        read(
            calendar(
                event(
                    "UID:u",
                    "DTSTART:19700101T000000Z",
                    "DURATION:P99999W",
                    "RRULE:FREQ=DAILY",
                    "SUMMARY:anna")));

    assertThat(reading.warnings())
        .containsExactly(
            "line 4: the event 'u' repeats too often or overlaps itself too much; it is left out");
    ask(reading);
  }

  @Test
  void a_hundred_thousand_events_are_read() {
    String events =
        IntStream.range(0, 100_000)
            .mapToObj(
                i ->
                    "BEGIN:VEVENT\nDTSTART:2026080%d\nSUMMARY:p%d\nEND:VEVENT\n"
                        .formatted(1 + i % 9, i % 10))
            .collect(Collectors.joining());
    IcalReading reading = read("BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n");

    assertThat(Schedule.of("s", ZoneOffset.UTC, reading.assignments()).who(NOW)).hasSize(10);
    ask(reading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RRULE:FREQ=HOURLY",
        "RRULE:FREQ=YEARLY;BYDAY=MO",
        "RRULE:FREQ=DAILY;COUNT=9999",
        "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
        "RRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;COUNT=9",
        "RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR"
      })
  void tens_of_thousands_of_rules_are_a_finding_or_an_answer(String rule) {
    String one = "BEGIN:VEVENT\nDTSTART:19700101\nSUMMARY:p\n" + rule + "\nEND:VEVENT\n";
    IcalReading reading =
        read(calendar(one.repeat((int) (IcalReader.LONGEST / 1.1 / (one.length() + 5)))));

    assertThat(reading.warnings()).hasSizeLessThanOrEqualTo(101);
    ask(reading);
  }

  @Test
  void a_thousand_people_on_call_by_the_hour_for_a_month_each_are_answered_or_a_finding() {
    String events =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    event(
                        "UID:" + i,
                        "DTSTART:20260101T%02d%02d00Z".formatted(i % 24, i % 60),
                        "DURATION:P30D",
                        "RRULE:FREQ=DAILY",
                        "SUMMARY:p" + i))
            .collect(Collectors.joining("\n"));
    ask(read(calendar(events)));
  }

  @Test
  void deep_nesting_and_deep_folding_are_read() {
    assertThat(shifts(calendar("BEGIN:VEVENT\n".repeat(200_000)), "2024-05-01", "2024-05-02"))
        .isEmpty();

    String folded =
        "DTSTART:20240501T090000Z\nDTEND:20240501T170000Z\nSUMMARY:anna"
            .replaceAll("(?<=.)(?=.)", "\n ");
    assertThat(shifts(calendar(event(folded)), "2024-05-01", "2024-05-02"))
        .containsExactly("2024-05-01T09:00Z/2024-05-01T17:00Z anna");
    read(calendar("X-LONG:" + "\n x".repeat(1_000_000)));
    read(calendar("X-LONG" + ";a=b".repeat(1_000_000) + ":c"));
    read(calendar("X;".repeat(1_000_000)));
  }

  @Test
  void a_zone_that_changes_all_the_time_is_a_finding() {
    String zone =
        "BEGIN:VTIMEZONE\n"
            + "TZID:Odd\n"
            + "BEGIN:STANDARD\n"
            + "DTSTART:16010101T000000\n"
            + "TZOFFSETFROM:+0100\n"
            + "TZOFFSETTO:+0200\n"
            + "RRULE:FREQ=%s\n"
            + "END:STANDARD\n"
            + "END:VTIMEZONE";
    String event = event("DTSTART;TZID=Odd:20240501T090000", "DURATION:PT1H", "SUMMARY:anna");

    assertThat(read(calendar(zone.formatted("SECONDLY"), event)).warnings())
        .first()
        .asString()
        .contains("more often than once a day");
    assertThat(read(calendar(zone.formatted("DAILY"), event)).warnings())
        .first()
        .asString()
        .contains("changes 73414 times");
  }

  @Test
  void long_lists_of_dates_are_read() {
    String dates =
        IntStream.range(0, 40_000)
            .mapToObj(
                i -> "20%02d%02d%02dT%02d0000Z".formatted(i % 100, 1 + i % 12, 1 + i % 28, i % 24))
            .collect(Collectors.joining(","));
    IcalReading reading =
        read(
            calendar(
                event(
                    "UID:u",
                    "DTSTART:20240501T090000Z",
                    "DURATION:PT1H",
                    "RDATE:" + dates,
                    "EXDATE:" + dates,
                    "SUMMARY:anna")));

    assertThat(reading.warnings()).isEmpty();
    ask(reading);
  }
}
