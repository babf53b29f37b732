package dev.signalbox.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every calendar of the published vectors, and those that other libraries test themselves with. */
@Tag("shared")
class SharedCalendarsTest {

  private static final Path SHARED = Path.of(System.getProperty("signalbox.shared", "../shared"));

  private static Path there(String path) {
    Path there = SHARED.resolve(path);
    assumeTrue(Files.exists(there), there + " is not here: the published calendars were not read");
    return there;
  }

  @TestFactory
  Stream<DynamicTest> every_case_answers_as_published() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(there("on-call/ics-public.json").toFile());
    assertThat(cases).isNotEmpty();
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(one.get("id").asText(), () -> check(one)));
  }

  private static void check(JsonNode one) {
    ZoneId zone = ZoneId.of(one.get("timezone").asText());
    IcalReading reading = IcalReader.read(one.get("ics").asText(), zone);
    Schedule schedule = Schedule.of("s", zone, reading.assignments());
    assertThat(reading.warnings()).isEmpty();
    for (JsonNode query : one.path("queries")) {
      Instant at = instant(query.get("at"));
      assertThat(schedule.who(at)).as("at %s", at).isEqualTo(names(query.get("expect")));
    }
    for (JsonNode range : one.path("shifts")) {
      List<Shift> expected = new ArrayList<>();
      range
          .get("expect")
          .forEach(
              it ->
                  expected.add(
                      new Shift(
                          instant(it.get("start")), instant(it.get("end")), names(it.get("who")))));
      assertThat(schedule.shifts(instant(range.get("from")), instant(range.get("to"))))
          .isEqualTo(expected);
    }
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  private static TreeSet<String> names(JsonNode list) {
    TreeSet<String> names = new TreeSet<>();
    list.forEach(name -> names.add(name.asText()));
    return names;
  }

  /** How many times lie between 1990 and 2030, how many warnings there are, the first start, the last end. */
  private static final String OTHERS =
      """
empty_RDATE.ics                                            |    0 | 0 | - | -
event_with_recurrence.ics                                  |   97 | 0 | 1996-04-01T01:00Z | 1996-07-09T02:00Z
event_with_recurrence_exdates_on_different_lines.ics       |   10 | 0 | 2012-03-27T08:00Z | 2012-07-03T16:00Z
issue_1050_forward_timezone_reference.ics                  |    0 | 1 | - | -
issue_1081_event_with_rrule.ics                            |    0 | 1 | - | -
issue_1081_invalid_rrule_freq.ics                          |    0 | 2 | - | -
issue_112_missing_tzinfo_on_exdate.ics                     |   11 | 0 | 2013-09-07T16:00Z | 2013-10-19T21:00Z
issue_1231_recurrence.ics                                  |    0 | 1 | - | -
issue_156_RDATE_with_PERIOD.ics                            |    2 | 0 | 1996-12-30T02:00Z | 1997-01-02T07:00Z
issue_1633_rdate_with_dates_and_tzid.ics                   |    0 | 1 | - | -
issue_321_assert_dst_offset_is_not_false.ics               |    1 | 0 | 2020-04-03T08:20Z | 2020-04-03T09:30Z
issue_464_invalid_rdate.ics                                |    2 | 1 | 1996-12-30T02:00Z | 1997-01-02T07:00Z
issue_466_respect_unique_timezone.ics                      |  376 | 0 | 2022-10-21T18:00Z | 2029-12-28T20:00Z
issue_70_rrule_causes_attribute_error.ics                  |   18 | 0 | 2007-02-20T17:00Z | 2007-06-19T18:00Z
issue_722_missing_timezones.ics                            |    2 | 2 | 2014-08-29T12:00Z | 2024-09-13T12:00Z
issue_722_timezone_transition_ambiguity.ics                |    0 | 4 | - | -
multiple_timezones.ics                                     |    0 | 9 | - | -
period_with_timezone.ics                                   |    9 | 0 | 2023-09-20T19:00Z | 2024-05-15T21:00Z
rfc_5545_RDATE_example.ics                                 |    0 | 6 | - | -
timezone_rdate.ics                                         |    0 | 3 | - | -
timezone_same_start.ics                                    |    1 | 0 | 2017-02-24T20:00Z | 2017-02-24T20:30Z
timezone_same_start_and_offset.ics                         |    1 | 1 | 2017-02-24T03:00Z | 2017-02-24T03:30Z
timezoned.ics                                              |    1 | 0 | 2012-02-13T09:00Z | 2012-02-17T17:00Z
daily_recur.ics                                            | 6362 | 0 | 2012-08-01T12:00Z | 2029-12-31T14:00Z
day_long_recur_yearly.ics                                  | 4542 | 0 | 2012-08-03T07:00Z | 2030-01-01T08:00Z
duration_instead_of_dtend.ics                              |    1 | 0 | 2012-06-30T13:00Z | 2012-07-01T13:00Z
google_birthday.ics                                        |    4 | 2 | 2012-12-10T08:00Z | 2014-12-11T08:00Z
multiple_rrules.ics                                        |   36 | 0 | 2012-03-26T18:00Z | 2012-07-29T18:30Z
only_dtstart_date.ics                                      |    1 | 0 | 2012-06-30T07:00Z | 2012-07-01T07:00Z
rdate_exdate.ics                                           |    0 | 3 | - | -
recur_instances.ics                                        |  209 | 0 | 2012-10-02T22:00Z | 2029-12-04T18:30Z
recur_instances_finite.ics                                 |    5 | 0 | 2012-10-02T17:00Z | 2012-12-04T18:30Z
tz-RRULE_UNTIL_test.ics                                    |    0 | 0 | - | -
utc_negative_zero.ics                                      |    1 | 0 | 2012-08-21T21:00Z | 2012-08-21T21:30Z
""";

  @TestFactory
  Stream<DynamicTest> every_calendar_of_other_libraries_is_read() throws IOException {
    Path folder = there("contracts/ical");
    assertThat(OTHERS.lines()).hasSize(34);
    return OTHERS
        .lines()
        .map(row -> row.strip().split("\\s*\\|\\s*"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0],
                    () -> {
                      Path file =
                          Stream.of("collective", "icaljs")
                              .map(of -> folder.resolve(of).resolve(row[0]))
                              .filter(Files::exists)
                              .findFirst()
                              .orElseThrow();
                      IcalReading reading = IcalReader.read(Files.readString(file), ZoneOffset.UTC);
                      List<Assignment> all =
                          reading
                              .assignments()
                              .between(
                                  Instant.parse("1990-01-01T00:00:00Z"),
                                  Instant.parse("2030-01-01T00:00:00Z"));

                      assertThat(all).hasSize(Integer.parseInt(row[1]));
                      assertThat(reading.warnings()).hasSize(Integer.parseInt(row[2]));
                      assertThat(
                              all.stream()
                                  .map(Assignment::start)
                                  .min(Comparator.naturalOrder())
                                  .map(SharedCalendarsTest::minute)
                                  .orElse("-"))
                          .isEqualTo(row[3]);
                      assertThat(
                              all.stream()
                                  .map(Assignment::end)
                                  .max(Comparator.naturalOrder())
                                  .map(SharedCalendarsTest::minute)
                                  .orElse("-"))
                          .isEqualTo(row[4]);
                    }));
  }

  private static String minute(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toString();
  }

  @TestFactory
  Stream<DynamicTest> a_local_time_that_is_skipped_or_shown_twice_is_read_as_rfc_5545_says()
      throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(there("contracts/ical/dst-rules.rfc5545.json").toFile())
            .get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.get("why").asText(),
                    () -> {
                      Zone zone = Zone.of(ZoneId.of(one.get("tzid").asText()));
                      Instant expected =
                          Stamp.parse(one.get("utc").asText(), zone, zone).orElseThrow().instant();
                      assertThat(
                              Stamp.parse(one.get("local").asText(), zone, zone)
                                  .orElseThrow()
                                  .instant())
                          .isEqualTo(expected);
                    }));
  }
}
