package dev.signalbox.oncall.ical;

import static dev.signalbox.oncall.ical.Ics.calendar;
import static dev.signalbox.oncall.ical.Ics.event;
import static dev.signalbox.oncall.ical.Ics.read;
import static dev.signalbox.oncall.ical.Ics.shifts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with one event costs that event, or less; what is no calendar is refused. */
class BrokenCalendarTest {

  private static final String GOOD =
      event("UID:good", "DTSTART:20240501T090000Z", "DTEND:20240501T170000Z", "SUMMARY:anna");
  private static final String GOOD_SHIFT = "2024-05-01T09:00Z/2024-05-01T17:00Z anna";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "<!DOCTYPE html><html>BEGIN:VCALENDAR</html>",
        "{\"error\": \"BEGIN:VCALENDAR\"}",
        "BEGIN:VCARD\nEND:VCARD",
        "\0\0\0"
      })
  void what_is_no_calendar_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessage("the text is no iCalendar; it must start with BEGIN:VCALENDAR");
  }

  @Test
  void a_calendar_that_was_cut_off_is_refused_so_that_the_last_good_copy_stays() {
    String whole = calendar(GOOD);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(whole.substring(0, whole.length() - 20)))
        .withMessage("the calendar was cut off; it must end with END:VCALENDAR");
  }

  @Test
  void a_calendar_that_is_too_large_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(calendar(GOOD) + " ".repeat(IcalReader.LONGEST)))
        .withMessageStartingWith("the calendar has more than 5 MB");
  }

  @Test
  void a_calendar_without_events_is_nobodys() {
    assertThat(read(calendar()).warnings()).isEmpty();
    assertThat(shifts(calendar(), "2024-05-01", "2024-05-02")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
DTSTART:yesterday | line 10: DTSTART 'yesterday' is no date or time; the event 'bad' is left out
DTSTART:20240230T090000Z | line 10: DTSTART '20240230T090000Z' is no date or time; the event 'bad' is left out
X-NOTHING:1 | line 9: an event has no DTSTART; the event 'bad' is left out
DTSTART:20240501T090000Z~DTEND:20240501T080000Z | line 9: the event 'bad' lasts no time; nobody is on call by it
DTSTART:20240501T090000Z~DURATION:long | line 11: DURATION 'long' is no duration
DTSTART:20240501~SUMMARY: | line 9: the event 'bad' has no SUMMARY with a name of up to 200 characters; nobody is on call by it
""")
  void an_event_that_says_no_time_or_no_name_is_left_out(String lines, String warning) {
    String name = lines.contains("SUMMARY") ? "X-A:b" : "SUMMARY:ben";
    IcalReading reading =
        read(
            calendar(
                GOOD.replace("UID:good\n", ""), event(lines.replace('~', '\n'), name, "UID:bad")));

    assertThat(reading.warnings()).first().isEqualTo(warning);
    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-06-01"))
        .containsExactly(GOOD_SHIFT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
FREQ=OFTEN                        | FREQ must be one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY
COUNT=3                           | FREQ must be one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY
FREQ=DAILY;INTERVAL=0             | INTERVAL must be 1 or more
FREQ=DAILY;INTERVAL=-1            | INTERVAL must be 1 or more
FREQ=DAILY;COUNT=0                | COUNT must be 1 or more
FREQ=DAILY;COUNT=many             | COUNT 'MANY' is no number
FREQ=DAILY;COUNT=99999999999      | COUNT '99999999999' is no number
FREQ=DAILY;UNTIL=soon             | UNTIL 'SOON' is no date or time
FREQ=DAILY;FREQ=DAILY             | 'FREQ' is there twice
FREQ=DAILY;BYDAY=XX               | 'XX' is no weekday; they are MO, TU, WE, TH, FR, SA, SU
FREQ=DAILY;BYDAY=monday           | BYDAY 'MONDAY' is no weekday
FREQ=MONTHLY;BYMONTHDAY=32        | BYMONTHDAY must be between 1 and 31
FREQ=MONTHLY;BYMONTHDAY=0         | BYMONTHDAY must be between 1 and 31
FREQ=YEARLY;BYMONTH=-1            | BYMONTH must be between 1 and 12
FREQ=YEARLY;BYEASTER=1            | 'BYEASTER' is no part of a rule that is known here
FREQ=MONTHLY;RSCALE=HEBREW        | 'RSCALE' is no part of a rule that is known here
FREQ=DAILY;often                  | 'OFTEN' has no value
FREQ=SECONDLY                     | -
""")
  void an_event_with_a_wrong_rule_counts_once(String rule, String problem) {
    IcalReading reading =
        read(
            calendar(
                event(
                    "UID:bad",
                    "DTSTART:20240501T090000Z",
                    "DTEND:20240501T170000Z",
                    "RRULE:" + rule,
                    "SUMMARY:anna")));

    if (problem.equals("-")) {
      assertThat(reading.warnings())
          .containsExactly(
              "line 4: the event 'bad' repeats too often or overlaps itself too much; it is left"
                  + " out");
      return;
    }
    assertThat(reading.warnings())
        .containsExactly(
            "line 8: RRULE '%s' of the event 'bad': %s; it does not repeat"
                .formatted(rule, problem));
    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-06-01"))
        .containsExactly(GOOD_SHIFT);
  }

  @Test
  void dates_that_are_none_are_left_out() {
    IcalReading reading =
        read(
            calendar(
                event(
                    "UID:bad",
                    "DTSTART:20240501T090000Z",
                    "DTEND:20240501T170000Z",
                    "SUMMARY:anna",
                    "RDATE:",
                    "RDATE:20131210Z,20240502T090000Z",
                    "RDATE;VALUE=PERIOD:199709T180000Z/PT5H30M,20240503T090000Z/now",
                    "EXDATE;VALUE=DATE:20240502",
                    "EXDATE:never")));

    assertThat(reading.warnings())
        .containsExactlyInAnyOrder(
            "line 10: RDATE '20131210Z' is no date or time; it is left out",
            "line 11: RDATE '199709T180000Z' is no date or time; it is left out",
            "line 11: RDATE 'now' is no date or time; it is left out",
            "line 12: EXDATE '20240502' is a date, but the event 'bad' begins at a time; write that"
                + " time, or nothing is taken out",
            "line 13: EXDATE 'never' is no date or time; it is left out");
    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-06-01"))
        .containsExactly(GOOD_SHIFT, "2024-05-02T09:00Z/2024-05-02T17:00Z anna");
  }

  @Test
  void lines_that_are_none_and_ends_without_beginning_are_left_out() {
    IcalReading reading =
        read(
            calendar(
                "no line at all",
                "END:VEVENT",
                ":nameless",
                GOOD.replace("UID:good", "DESCRIPTION;X=\"open:quote")));

    assertThat(reading.warnings())
        .containsExactly(
            "line 4: 'no line at all' is no property; it is left out",
            "line 5: END:'VEVENT' has no BEGIN; it is left out",
            "line 6: ':nameless' is no property; it is left out",
            "line 8: 'DESCRIPTION;X=\"open:quote' is no property; it is left out");
    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-06-01"))
        .containsExactly(GOOD_SHIFT);
  }

  @Test
  void a_zone_that_cannot_be_understood_is_the_calendars_zone() {
    String zone =
        "BEGIN:VTIMEZONE\n"
            + "TZID:Odd\n"
            + "BEGIN:STANDARD\n"
            + "DTSTART:20240101T000000\n"
            + "TZOFFSETFROM:+0100\n"
            + "TZOFFSETTO:east\n"
            + "END:STANDARD\n"
            + "END:VTIMEZONE";
    IcalReading reading =
        read(
            calendar(
                "X-WR-TIMEZONE:Nowhere/Land",
                zone,
                event(
                    "UID:good",
                    "DTSTART;TZID=Odd:20240501T090000",
                    "DTEND;TZID=Odd:20240501T170000",
                    "SUMMARY:anna")));

    assertThat(reading.warnings())
        .containsExactly(
            "line 4: X-WR-TIMEZONE 'Nowhere/Land' is not a known zone; the schedule's is used",
            "line 5: the VTIMEZONE cannot be used: TZOFFSETTO 'east' is no offset",
            "line 15: TZID 'Odd' is neither a zone of IANA's nor defined by a VTIMEZONE; the"
                + " calendar's zone is used");
    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-06-01"))
        .containsExactly(GOOD_SHIFT);
  }

  @Test
  void a_warning_is_one_line_and_not_long_and_there_are_not_thousands() {
    String events =
        event("DTSTART:\u0007" + "x".repeat(10_000), "UID:y\\ny").concat("\n").repeat(500);
    IcalReading reading = read(calendar(events));

    assertThat(reading.warnings()).hasSize(101).last().isEqualTo("and 400 more");
    assertThat(reading.warnings())
        .allSatisfy(
            warning ->
                assertThat(warning).hasSizeLessThan(200).doesNotContainPattern("\\p{Cntrl}"));
  }
}
