package dev.signalbox.oncall.ical;

import static dev.signalbox.oncall.ical.Ics.calendar;
import static dev.signalbox.oncall.ical.Ics.event;
import static dev.signalbox.oncall.ical.Ics.read;
import static dev.signalbox.oncall.ical.Ics.shifts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Assignment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class IcalReaderTest {

  private static final String MAY_FIRST = "DTSTART:20240501T090000Z\nDTEND:20240501T170000Z\n";

  private static Assignment only(String ics) {
    IcalReading reading = read(ics);
    assertThat(reading.warnings()).isEmpty();
    List<Assignment> all =
        reading
            .assignments()
            .between(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static String local(String zone, String start, String end) {
    Assignment one =
        only(
            calendar(
                event(
                    "DTSTART;TZID=" + zone + ":" + start,
                    "DTEND;TZID=" + zone + ":" + end,
                    "SUMMARY:anna")));
    return one.start() + "/" + one.end();
  }

  @Test
  void the_summary_is_the_participant_and_its_prefix_the_level() {
    assertThat(only(calendar(event(MAY_FIRST + "SUMMARY: anna \u00e4 "))))
        .isEqualTo(
            new Assignment(
                Instant.parse("2024-05-01T09:00:00Z"),
                Instant.parse("2024-05-01T17:00:00Z"),
                "anna \u00e4",
                0));
    assertThat(only(calendar(event(MAY_FIRST + "SUMMARY: [L3] ben"))))
        .extracting("participant", "level")
        .containsExactly("ben", 3);
    assertThat(only(calendar(event(MAY_FIRST + "SUMMARY:[L9]cleo"))))
        .extracting("participant", "level")
        .containsExactly("cleo", 9);
    assertThat(only(calendar(event(MAY_FIRST + "SUMMARY:[L10] dora"))))
        .extracting("participant", "level")
        .containsExactly("[L10] dora", 0);
    assertThat(
            only(calendar(
                    event(MAY_FIRST + "SUMMARY;LANGUAGE=en;X-A=\"a;b:c\":a\\, b\\; c\\nd \\\\e")))
                .participant())
        .isEqualTo("a, b; c d \\e");
  }

  @Test
  void the_highest_level_that_covers_wins_and_equal_ones_are_together() {
    String ics =
        calendar(
            event("DTSTART:20240501T000000Z\nDTEND:20240502T000000Z\nSUMMARY:[L1] anna"),
            event("DTSTART:20240501T060000Z\nDTEND:20240501T120000Z\nSUMMARY:[L2] ben"),
            event("DTSTART:20240501T100000Z\nDTEND:20240501T140000Z\nSUMMARY:[L2] cleo"),
            event("DTSTART:20240501T000000Z\nDTEND:20240502T060000Z\nSUMMARY:dora"));

    assertThat(shifts(ics, "2024-05-01", "2024-05-03"))
        .containsExactly(
            "2024-05-01T00:00Z/2024-05-01T06:00Z anna",
            "2024-05-01T06:00Z/2024-05-01T10:00Z ben",
            "2024-05-01T10:00Z/2024-05-01T12:00Z ben+cleo",
            "2024-05-01T12:00Z/2024-05-01T14:00Z cleo",
            "2024-05-01T14:00Z/2024-05-02T00:00Z anna",
            "2024-05-02T00:00Z/2024-05-02T06:00Z dora");
  }

  @Test
  void only_a_cancelled_event_is_not_counted() {
    assertThat(
            shifts(
                calendar(
                    event(MAY_FIRST + "SUMMARY:anna\nSTATUS:CANCELLED"),
                    event(MAY_FIRST + "SUMMARY:ben\nstatus:tentative"),
                    event(MAY_FIRST + "SUMMARY:cleo\nTRANSP:TRANSPARENT"),
                    event(
                        MAY_FIRST
                            + "SUMMARY:dora\n"
                            + "BEGIN:VALARM\n"
                            + "TRIGGER:-PT5M\n"
                            + "DURATION:P9D\n"
                            + "SUMMARY:alarm\n"
                            + "END:VALARM"),
                    "BEGIN:VTODO\n" + MAY_FIRST + "SUMMARY:eli\nEND:VTODO"),
                "2024-05-01",
                "2024-05-20"))
        .containsExactly("2024-05-01T09:00Z/2024-05-01T17:00Z ben+cleo+dora");
  }

  @Test
  void lines_are_unfolded_and_names_may_be_written_small_and_zones_quoted() {
    assertThat(
            only(
                "\uFEFFbegin:vcalendar\n"
                    + "begin:vevent\n"
                    + "dtstart;tzid=\"Europe/Ber\n"
                    + " lin\":20240501T0\n"
                    + "\t90000\n"
                    + "dtend;tzid=europe/berlin:20240501T170000\n"
                    + "summary:an\n"
                    + " na\n"
                    + "end:vevent\n"
                    + "end:vcalendar"))
        .isEqualTo(
            new Assignment(
                Instant.parse("2024-05-01T07:00:00Z"),
                Instant.parse("2024-05-01T15:00:00Z"),
                "anna",
                0));
  }

  @Test
  void what_names_no_zone_is_in_the_calendars_else_the_schedules() {
    String event =
        event("DTSTART:20240501T090000", "DTEND:20240501T170000", "SUMMARY:anna")
            + "\n"
            + event("DTSTART;VALUE=DATE:20240503", "SUMMARY:ben");
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");

    assertThat(
            shifts(
                IcalReader.read(calendar("X-WR-TIMEZONE:Europe/Berlin", event), tokyo),
                tokyo,
                "2024-05-01",
                "2024-05-09"))
        .containsExactly(
            "2024-05-01T07:00Z/2024-05-01T15:00Z anna", "2024-05-02T22:00Z/2024-05-03T22:00Z ben");
    assertThat(shifts(IcalReader.read(calendar(event), tokyo), tokyo, "2024-05-01", "2024-05-09"))
        .containsExactly(
            "2024-05-01T00:00Z/2024-05-01T08:00Z anna", "2024-05-02T15:00Z/2024-05-03T15:00Z ben");
  }

  @Test
  void a_local_time_that_is_skipped_or_shown_twice_is_read_as_rfc_5545_says() {
    assertThat(local("America/New_York", "20070311T023000", "20070311T050000"))
        .isEqualTo("2007-03-11T07:30:00Z/2007-03-11T09:00:00Z");
    assertThat(local("America/New_York", "20071104T013000", "20071104T050000"))
        .isEqualTo("2007-11-04T05:30:00Z/2007-11-04T10:00:00Z");
    assertThat(local("Australia/Lord_Howe", "20241006T021500", "20241006T030000"))
        .isEqualTo("2024-10-05T15:45:00Z/2024-10-05T16:00:00Z");
    assertThat(local("Pacific/Apia", "20111230T120000", "20111231T130000"))
        .as("a day that never was")
        .isEqualTo("2011-12-30T22:00:00Z/2011-12-30T23:00:00Z");
  }

  @Test
  void an_end_in_another_zone_is_that_instant() {
    assertThat(
            only(calendar(
                    event(
                        "DTSTART;TZID=Europe/Berlin:20241026T200000",
                        "DTEND:20241027T013000Z",
                        "SUMMARY:anna")))
                .end())
        .isEqualTo(Instant.parse("2024-10-27T01:30:00Z"));
    assertThat(
            only(calendar(
                    event(
                        "DTSTART;TZID=Europe/Berlin:20240501T090000",
                        "DTEND;TZID=America/New_York:20240501T090000",
                        "SUMMARY:anna")))
                .end())
        .isEqualTo(Instant.parse("2024-05-01T13:00:00Z"));
    assertThat(
            only(calendar(
                    event(
                        "DTSTART;TZID=Europe/Berlin:20240501T090000",
                        "DTEND:20240501T170000",
                        "SUMMARY:anna")))
                .end())
        .as("without one it is in that of the start")
        .isEqualTo(Instant.parse("2024-05-01T15:00:00Z"));
  }

  @Test
  void days_of_a_duration_are_days_and_hours_are_hours() {
    String before = "DTSTART;TZID=Europe/Berlin:20241026T120000\nSUMMARY:anna\nDURATION:";

    assertThat(only(calendar(event(before + "P1D"))).end())
        .isEqualTo(Instant.parse("2024-10-27T11:00:00Z"));
    assertThat(only(calendar(event(before + "PT24H"))).end())
        .isEqualTo(Instant.parse("2024-10-27T10:00:00Z"));
    assertThat(only(calendar(event(before + "P1DT1H30M"))).end())
        .isEqualTo(Instant.parse("2024-10-27T12:30:00Z"));
    assertThat(only(calendar(event(before + "+P1W"))).end())
        .isEqualTo(Instant.parse("2024-11-02T11:00:00Z"));
  }

  @Test
  void a_date_without_end_is_a_day_and_a_time_without_end_is_nobodys() {
    assertThat(only(calendar(event("DTSTART;VALUE=DATE:20240501", "SUMMARY:anna"))))
        .extracting("start", "end")
        .containsExactly(
            Instant.parse("2024-05-01T00:00:00Z"), Instant.parse("2024-05-02T00:00:00Z"));
    assertThat(only(calendar(event("DTSTART:20240501", "DTEND:20240504", "SUMMARY:anna"))).end())
        .isEqualTo(Instant.parse("2024-05-04T00:00:00Z"));

    IcalReading nobody = read(calendar(event("UID:x", "DTSTART:20240501T090000Z", "SUMMARY:anna")));
    assertThat(nobody.warnings())
        .containsExactly("line 4: the event 'x' lasts no time; nobody is on call by it");
    assertThat(shifts(nobody, ZoneId.of("UTC"), "2024-05-01", "2024-05-09")).isEmpty();
  }

  @Test
  void a_zone_that_the_world_does_not_know_is_the_calendars_own() {
    String zone =
        """
        BEGIN:VTIMEZONE
        TZID:Mine
        BEGIN:STANDARD
        DTSTART:20240101T000000
        TZOFFSETFROM:+1000
        TZOFFSETTO:+1200
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20240505T080000
        TZOFFSETFROM:+1200
        TZOFFSETTO:+1000
        END:DAYLIGHT
        END:VTIMEZONE
        """
            .strip();
    String event =
        event(
            "DTSTART;TZID=Mine:20240505T070001", "DTEND;TZID=Mine:20240505T080001", "SUMMARY:anna");

    Assignment expected =
        new Assignment(
            Instant.parse("2024-05-04T19:00:01Z"),
            Instant.parse("2024-05-04T22:00:01Z"),
            "anna",
            0);
    assertThat(only(calendar(zone, event)))
        .as("7:00:01 is shown twice, 8:00:01 once")
        .isEqualTo(expected);
    assertThat(only(calendar(event, zone))).as("defined further down").isEqualTo(expected);
  }

  @Test
  void a_zone_of_its_own_goes_on_as_its_rules_say() {
    String zone =
        """
        BEGIN:VTIMEZONE
        TZID:W. Europe Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        """
            .strip();
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    for (String day :
        List.of(
            "20240330", "20240331", "20241026", "20241027", "20370329", "20600101", "20600701")) {
      String times = ":" + day + "T023000\nDTEND;TZID=%s:" + day + "T233000\nSUMMARY:anna";
      String own =
          calendar(
              zone,
              event(
                  "DTSTART;TZID=\"W. Europe Standard Time\""
                      + times.formatted("W. Europe Standard Time")));
      String iana =
          calendar(event("DTSTART;TZID=Europe/Berlin" + times.formatted("Europe/Berlin")));
      IcalReading reading = read(own);

      assertThat(reading.warnings()).isEmpty();
      assertThat(shifts(reading, berlin, "2024-01-01", "2070-01-01"))
          .isNotEmpty()
          .isEqualTo(shifts(iana, "2024-01-01", "2070-01-01"));
    }
  }

  @Test
  void a_zones_name_may_hold_what_texts_escape_and_parameters_quote() {
    String zone =
        """
        BEGIN:VTIMEZONE
        TZID:(UTC+01:00) Amsterdam\\, Berlin
        BEGIN:STANDARD
        DTSTART:16010101T000000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        """
            .strip();
    String start = "DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin\":20240501T090000";

    assertThat(only(calendar(zone, event(start, "DURATION:PT1H", "SUMMARY:anna"))).start())
        .isEqualTo(Instant.parse("2024-05-01T08:00:00Z"));
  }

  @Test
  void an_offset_is_a_zone_too() {
    String hour = ":20240501T090000\nDURATION:PT1H\nSUMMARY:anna";

    assertThat(only(calendar(event("DTSTART;TZID=EST" + hour))).start())
        .isEqualTo(Instant.parse("2024-05-01T14:00:00Z"));
    assertThat(only(calendar(event("DTSTART;TZID=\"UTC+05:30\"" + hour))).start())
        .isEqualTo(Instant.parse("2024-05-01T03:30:00Z"));
  }

  @Test
  void a_zone_with_a_makers_prefix_is_known_and_an_unknown_one_is_said_once() {
    assertThat(
            only(calendar(
                    event(
                        "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20240501T090000",
                        "DURATION:PT1H",
                        "SUMMARY:anna")))
                .start())
        .isEqualTo(Instant.parse("2024-05-01T07:00:00Z"));

    IcalReading reading =
        read(
            calendar(
                "X-WR-TIMEZONE:Europe/Berlin",
                event(
                    "DTSTART;TZID=Nowhere:20240501T090000",
                    "DTEND;TZID=Nowhere:20240501T170000",
                    "SUMMARY:anna")));
    assertThat(reading.warnings())
        .containsExactly(
            "line 6: TZID 'Nowhere' is neither a zone of IANA's nor defined by a VTIMEZONE; the"
                + " calendar's zone is used");
    assertThat(shifts(reading, ZoneId.of("UTC"), "2024-05-01", "2024-05-02"))
        .containsExactly("2024-05-01T07:00Z/2024-05-01T15:00Z anna");
  }
}
