package dev.signalbox.oncall.ical;

import static dev.signalbox.oncall.ical.Ics.calendar;
import static dev.signalbox.oncall.ical.Ics.event;
import static dev.signalbox.oncall.ical.Ics.read;
import static dev.signalbox.oncall.ical.Ics.shifts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Assignment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepetitionTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The local starts within 2024 to 2026 of an hour that begins at a start in Berlin, without the T. */
  private static List<String> starts(String start, String... more) {
    String end = "DURATION:PT1H";
    IcalReading reading =
        read(
            calendar(
                event(
                    "UID:u",
                    "SUMMARY:anna",
                    end,
                    "DTSTART;TZID=Europe/Berlin:" + start,
                    String.join("\n", more))));
    assertThat(reading.warnings()).isEmpty();
    return reading
        .assignments()
        .between(Instant.parse("2023-12-31T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))
        .stream()
        .map(Assignment::start)
        .sorted()
        .map(it -> LocalDateTime.ofInstant(it, BERLIN).toString().replace('T', ' '))
        .toList();
  }

  private static List<String> at(String time, String... days) {
    return Stream.of(days).map(day -> day + " " + time).toList();
  }

  @Test
  void a_rule_repeats_on_the_wall() {
    assertThat(starts("20240329T090000", "RRULE:FREQ=DAILY;COUNT=4"))
        .isEqualTo(at("09:00", "2024-03-29", "2024-03-30", "2024-03-31", "2024-04-01"));
    assertThat(starts("20240315T090000", "rrule:freq=weekly;interval=2;count=3;"))
        .isEqualTo(at("09:00", "2024-03-15", "2024-03-29", "2024-04-12"));
    assertThat(starts("20240331T000000", "RRULE:FREQ=HOURLY;COUNT=4"))
        .as("2:00 is skipped that night and read as 3:00")
        .containsExactly(
            "2024-03-31 00:00", "2024-03-31 01:00", "2024-03-31 03:00", "2024-03-31 03:00");
    assertThat(starts("20240131T090000", "RRULE:FREQ=MONTHLY;COUNT=3"))
        .as("months without the day are left out")
        .isEqualTo(at("09:00", "2024-01-31", "2024-03-31", "2024-05-31"));
    assertThat(starts("20240229T090000", "RRULE:FREQ=YEARLY")).isEqualTo(at("09:00", "2024-02-29"));
  }

  @Test
  void the_parts_of_a_rule_say_which_days() {
    assertThat(starts("20240105T090000", "RRULE:FREQ=MONTHLY;BYDAY=1FR,-1MO;COUNT=4"))
        .isEqualTo(at("09:00", "2024-01-05", "2024-01-29", "2024-02-02", "2024-02-26"));
    assertThat(starts("20240131T090000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"))
        .isEqualTo(at("09:00", "2024-01-31", "2024-02-29", "2024-03-31"));
    assertThat(starts("20240131T090000", "RRULE:FREQ=MONTHLY;BYDAY=-1WE;COUNT=4"))
        .as("begun on a 31st")
        .isEqualTo(at("09:00", "2024-01-31", "2024-02-28", "2024-03-27", "2024-04-24"));
    assertThat(
            starts(
                "20240131T090000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"))
        .as("the last weekday")
        .isEqualTo(at("09:00", "2024-01-31", "2024-02-29", "2024-03-29"));
    assertThat(
            starts("20240103T090000", "RRULE:FREQ=WEEKLY;BYMONTH=1,5;BYDAY=WE,TH;COUNT=12")
                .subList(9, 12))
        .as("a month that begins in the middle of a week")
        .isEqualTo(at("09:00", "2024-05-01", "2024-05-02", "2024-05-08"));
    assertThat(
            starts(
                "20240804T090000",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
                "EXDATE:20240804T090000"))
        .isEqualTo(at("09:00", "2024-08-13", "2024-08-18", "2024-08-27"));
    assertThat(
            starts(
                "20240804T090000",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
                "EXDATE:20240804T090000"))
        .isEqualTo(at("09:00", "2024-08-06", "2024-08-18", "2024-08-20"));
    assertThat(starts("20240101T090000", "RRULE:FREQ=DAILY;BYHOUR=9,21;COUNT=3"))
        .containsExactly("2024-01-01 09:00", "2024-01-01 21:00", "2024-01-02 09:00");
  }

  @Test
  void a_rule_ends_with_its_until_whatever_its_form() {
    String daily = "RRULE:FREQ=DAILY;UNTIL=";

    assertThat(starts("20240501T090000", daily + "20240502T070000Z"))
        .isEqualTo(at("09:00", "2024-05-01", "2024-05-02"));
    assertThat(starts("20240501T090000", daily + "20240502T065959Z"))
        .isEqualTo(at("09:00", "2024-05-01"));
    assertThat(starts("20240501T090000", daily + "20240502T090000"))
        .as("in the zone of the start")
        .isEqualTo(at("09:00", "2024-05-01", "2024-05-02"));
    assertThat(starts("20240501T233000", daily + "20240502"))
        .as("the whole day")
        .isEqualTo(at("23:30", "2024-05-01", "2024-05-02"));
    assertThat(starts("20241026T023000", daily + "20241027T004500Z"))
        .as("in the hour that comes twice")
        .isEqualTo(at("02:30", "2024-10-26", "2024-10-27"));
  }

  @Test
  void dates_are_added_and_taken_out() {
    assertThat(
            starts(
                "20240501T090000",
                "RDATE;TZID=Europe/Berlin:20240510T100000,20240512T110000",
                "RDATE:20240511T080000Z"))
        .as("the start counts beside them")
        .containsExactly(
            "2024-05-01 09:00", "2024-05-10 10:00", "2024-05-11 10:00", "2024-05-12 11:00");
    assertThat(
            starts(
                "20240501T090000",
                "RRULE:FREQ=DAILY;COUNT=5",
                "EXDATE;TZID=Europe/Berlin:20240502T090000",
                "EXDATE:20240503T090000",
                "EXDATE:20240504T070000Z,20240505T090100Z"))
        .as("with TZID, without, in UTC; one that is no start")
        .isEqualTo(at("09:00", "2024-05-01", "2024-05-05"));
    assertThat(
            shifts(
                calendar(
                    event(
                        "DTSTART;VALUE=DATE:20240501",
                        "RRULE:FREQ=DAILY;COUNT=4",
                        "EXDATE;VALUE=DATE:20240502,20240503",
                        "SUMMARY:anna")),
                "2024-05-01",
                "2024-06-01"))
        .containsExactly(
            "2024-05-01T00:00Z/2024-05-02T00:00Z anna", "2024-05-04T00:00Z/2024-05-05T00:00Z anna");
  }

  @Test
  void a_date_may_have_a_length_of_its_own() {
    assertThat(
            shifts(
                calendar(
                    event(
                        "DTSTART:20240501T090000Z",
                        "SUMMARY:anna",
                        "RDATE;VALUE=PERIOD:20240502T090000Z/20240502T100000Z,20240503T090000Z/PT2H",
                        "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20240504T090000/PT3H")),
                "2024-05-01",
                "2024-06-01"))
        .as("the start itself has none")
        .containsExactly(
            "2024-05-02T09:00Z/2024-05-02T10:00Z anna",
            "2024-05-03T09:00Z/2024-05-03T11:00Z anna",
            "2024-05-04T07:00Z/2024-05-04T10:00Z anna");
  }

  private static final String SERIES =
      event(
          "UID:u",
          "DTSTART;TZID=Europe/Berlin:20240603T090000",
          "DTEND;TZID=Europe/Berlin:20240603T170000",
          "RRULE:FREQ=DAILY;COUNT=4",
          "SUMMARY:anna");

  @Test
  void one_time_of_a_series_is_changed_moved_or_cancelled() {
    assertThat(
            shifts(
                calendar(
                    event(
                        "UID:u",
                        "RECURRENCE-ID:20240604T070000Z",
                        "DTSTART;TZID=Europe/Berlin:20240604T100000",
                        "DURATION:PT1H",
                        "SUMMARY:ben"),
                    SERIES,
                    event(
                        "UID:u",
                        "RECURRENCE-ID;TZID=Europe/Berlin:20240605T090000",
                        "DTSTART:20240601T000000Z",
                        "DTEND:20240601T010000Z",
                        "SUMMARY:anna"),
                    event(
                        "UID:u",
                        "RECURRENCE-ID:20240606T090000",
                        "DTSTART;TZID=Europe/Berlin:20240606T090000",
                        "STATUS:CANCELLED")),
                "2024-06-01",
                "2024-07-01"))
        .containsExactly(
            "2024-06-01T00:00Z/2024-06-01T01:00Z anna",
            "2024-06-03T07:00Z/2024-06-03T15:00Z anna",
            "2024-06-04T08:00Z/2024-06-04T09:00Z ben");
  }

  @Test
  void a_change_may_hold_for_all_that_follows() {
    assertThat(
            shifts(
                calendar(
                    SERIES,
                    event(
                        "UID:u",
                        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20240605T090000",
                        "DTSTART;TZID=Europe/Berlin:20240605T120000",
                        "DURATION:PT2H",
                        "SUMMARY:ben")),
                "2024-06-01",
                "2024-07-01"))
        .containsExactly(
            "2024-06-03T07:00Z/2024-06-03T15:00Z anna",
            "2024-06-04T07:00Z/2024-06-04T15:00Z anna",
            "2024-06-05T10:00Z/2024-06-05T12:00Z ben",
            "2024-06-06T10:00Z/2024-06-06T12:00Z ben");
    assertThat(
            shifts(
                calendar(
                    SERIES,
                    event(
                        "UID:u",
                        "RECURRENCE-ID;RANGE=THISANDFUTURE:20240604T070000Z",
                        "DTSTART:20240604T070000Z",
                        "STATUS:CANCELLED")),
                "2024-06-01",
                "2024-07-01"))
        .containsExactly("2024-06-03T07:00Z/2024-06-03T15:00Z anna");
  }

  @Test
  void a_revision_counts_instead_of_those_before_it() {
    String change =
        "RECURRENCE-ID:20240604T070000Z\nDTSTART:20240604T070000Z\nDURATION:PT1H\nUID:u\n";

    assertThat(
            shifts(
                calendar(
                    SERIES,
                    event(change + "SUMMARY:cleo\nSEQUENCE:2"),
                    event(change + "SUMMARY:ben\nSEQUENCE:1")),
                "2024-06-04",
                "2024-06-05"))
        .containsExactly("2024-06-04T07:00Z/2024-06-04T08:00Z cleo");
    assertThat(
            shifts(
                calendar(
                    event("UID:w", "DTSTART:20240601T000000Z", "DURATION:PT1H", "SUMMARY:anna"),
                    event(
                        "UID:w",
                        "SEQUENCE:1",
                        "DTSTART:20240602T000000Z",
                        "DURATION:PT1H",
                        "SUMMARY:ben")),
                "2024-06-01",
                "2024-06-09"))
        .containsExactly("2024-06-02T00:00Z/2024-06-02T01:00Z ben");
  }

  @Test
  void a_change_of_a_series_that_is_not_there_stands_for_itself() {
    assertThat(
            shifts(
                calendar(
                    event(
                        "UID:v",
                        "RECURRENCE-ID:20240604T070000Z",
                        "DTSTART:20240604T080000Z",
                        "DURATION:PT1H",
                        "SUMMARY:ben")),
                "2024-06-01",
                "2024-07-01"))
        .containsExactly("2024-06-04T08:00Z/2024-06-04T09:00Z ben");
  }

  @Test
  void a_start_that_its_own_rule_does_not_name_is_not_counted_and_said() {
    IcalReading reading =
        read(
            calendar(
                event(
                    "UID:u",
                    "DTSTART:20240501T090000Z",
                    "DURATION:PT1H",
                    "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2",
                    "SUMMARY:anna")));

    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-06-01"))
        .containsExactly(
            "2024-05-06T09:00Z/2024-05-06T10:00Z anna", "2024-05-13T09:00Z/2024-05-13T10:00Z anna");
    assertThat(reading.warnings())
        .containsExactly(
            "line 4: the event 'u' begins at a time that its own RRULE does not name; that time"
                + " does not count");
  }

  @Test
  void shifts_that_follow_each_other_leave_no_gap_over_a_year_of_changing_clocks() {
    String rotation =
        calendar(
            event(
                "UID:a",
                "DTSTART;TZID=America/New_York:20240101T020000",
                "DTEND;TZID=America/New_York:20240102T020000",
                "RRULE:FREQ=DAILY;INTERVAL=2",
                "SUMMARY:anna"),
            event(
                "UID:b",
                "DTSTART;TZID=America/New_York:20240102T020000",
                "DTEND;TZID=America/New_York:20240103T020000",
                "RRULE:FREQ=DAILY;INTERVAL=2",
                "SUMMARY:ben"));

    List<String> shifts = shifts(rotation, "2024-01-02", "2025-01-01");
    assertThat(shifts).hasSize(366);
    for (int i = 1; i < shifts.size(); i++) {
      assertThat(shifts.get(i).split("[/ ]")[0]).isEqualTo(shifts.get(i - 1).split("[/ ]")[1]);
    }
  }

  @Test
  void a_question_about_a_part_is_answered_as_the_whole_is() {
    IcalReading reading =
        read(
            calendar(
                SERIES,
                event(
                    "UID:long",
                    "DTSTART:20240601T000000Z",
                    "DURATION:P40D",
                    "RRULE:FREQ=MONTHLY",
                    "SUMMARY:[L1] cleo")));
    Instant begin = Instant.parse("2024-05-01T00:00:00Z");
    List<Assignment> all =
        read(calendar(
                SERIES,
                event(
                    "UID:long",
                    "DTSTART:20240601T000000Z",
                    "DURATION:P40D",
                    "RRULE:FREQ=MONTHLY",
                    "SUMMARY:[L1] cleo")))
            .assignments()
            .between(begin, begin.plusSeconds(200 * 86_400));

    for (int hours = 0; hours < 200 * 24; hours += 7) {
      Instant from = begin.plusSeconds(hours * 3600L);
      Instant to = from.plusSeconds(30 * 3600);
      assertThat(reading.assignments().between(from, to))
          .containsExactlyInAnyOrderElementsOf(
              all.stream().filter(it -> it.overlaps(from, to)).toList());
    }
  }
}
