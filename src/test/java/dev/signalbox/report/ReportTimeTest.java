package dev.signalbox.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTimeTest {

  private final ReportTime eight = ReportTime.of("08:00", "Europe/Berlin", "daily");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-27T06:59:59Z,",
    "2026-11-27T07:00:00Z, 2026-11-27",
    "2026-11-27T22:59:59Z, 2026-11-27",
    "2026-11-27T23:00:00Z,",
    // in summer
    "2026-07-01T05:59:59Z,",
    "2026-07-01T06:00:00Z, 2026-07-01",
    // the day that has 23 hours, and the one that has 25
    "2027-03-28T05:59:59Z,",
    "2027-03-28T06:00:00Z, 2027-03-28",
    "2026-10-25T06:59:59Z,",
    "2026-10-25T07:00:00Z, 2026-10-25",
  })
  void it_is_due_from_its_time_until_midnight(Instant now, LocalDate date) {
    assertThat(eight.due(now).orElse(null)).isEqualTo(date);
  }

  @Test
  void a_time_that_the_clocks_skip_is_due_when_they_have_moved_on() {
    ReportTime skipped = ReportTime.of("02:30", "Europe/Berlin", "daily");
    assertThat(skipped.instant(LocalDate.parse("2027-03-28"))).isEqualTo("2027-03-28T01:30:00Z");
    assertThat(skipped.due(Instant.parse("2027-03-28T01:29:59Z"))).isEmpty();
    assertThat(skipped.due(Instant.parse("2027-03-28T01:30:00Z"))).isPresent();
  }

  @Test
  void a_time_that_the_clocks_show_twice_is_due_the_first_time_and_one_report_of_that_date() {
    ReportTime twice = ReportTime.of("02:30", "Europe/Berlin", "daily");
    assertThat(twice.due(Instant.parse("2026-10-25T00:29:59Z"))).isEmpty();
    assertThat(twice.due(Instant.parse("2026-10-25T00:30:00Z"))).contains(LocalDate.parse("2026-10-25"));
    assertThat(twice.due(Instant.parse("2026-10-25T01:30:00Z"))).contains(LocalDate.parse("2026-10-25"));
  }

  @Test
  void days_are_names_and_ranges() {
    assertThat(ReportTime.of("08:00", "UTC", "mon-fri").days()).isEqualTo(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    assertThat(ReportTime.of("08:00", "UTC", " Sat-mon , thu ").days())
        .containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.THURSDAY);
    assertThat(ReportTime.of("08:00", "UTC", "daily").days()).hasSize(7);
    ReportTime weekdays = ReportTime.of("08:00", "Asia/Tokyo", "mon-fri");
    assertThat(weekdays.due(Instant.parse("2026-11-27T23:30:00Z"))).as("it is Saturday in Tokyo").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8:00, UTC, daily, at is '8:00'; write a time of day such as 08:00",
    "24:00, UTC, daily, at is '24:00'; write a time of day such as 08:00",
    "08:00, Europe/Nowhere, daily, zone is 'Europe/Nowhere'; write a time zone such as Europe/Berlin",
    "08:00, UTC, monday-fri, 'days is ''monday-fri''; write daily, mon-fri, or mon,thu'",
    "08:00, UTC, '', 'days is ''''; write daily, mon-fri, or mon,thu'",
  })
  void what_is_no_time_is_said_with_its_key_and_a_remedy(String at, String zone, String days, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> ReportTime.of(at, zone, days)).withMessage(message);
  }
}
