package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A day on call lasts as long as the day on the wall, in every zone that the JDK knows, and none is lost. */
class DaysOfAllZonesTest {

  private static final Instant FROM = Instant.parse("2009-01-15T00:00:00Z");
  private static final Instant TO = Instant.parse("2012-12-15T00:00:00Z");

  static Stream<String> zones() {
    return ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted();
  }

  @ParameterizedTest
  @MethodSource("zones")
  void each_day_is_24_hours_and_what_the_clock_was_moved(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    Schedule schedule = Schedules.of("""
        schedule: s
        timezone: %s
        layers: [{rotation: {type: daily, start: 2009-01-01T12:30, participants: [a, b]}}]
        """.formatted(zone));

    List<Shift> days = schedule.shifts(FROM, TO);

    Instant end = FROM;
    for (Shift day : days) {
      assertThat(day.start()).isEqualTo(end);
      end = day.end();
    }
    assertThat(end).isEqualTo(TO);
    assertThat(days.stream().skip(1).filter(day -> !atTheHandoff(day.start(), zone))).hasSizeLessThanOrEqualTo(1);
    for (Shift day : days.subList(1, days.size() - 1)) {
      long moved = rules.getOffset(day.end()).getTotalSeconds() - rules.getOffset(day.start()).getTotalSeconds();
      long seconds = Duration.between(day.start(), day.end()).toSeconds();
      // Apia and Fakaofo had no 30 December 2011: that turn begins at the jump over it
      boolean whole = atTheHandoff(day.start(), zone) && atTheHandoff(day.end(), zone);
      assertThat(seconds).as("%s", day).isEqualTo(whole ? 86_400 - moved : seconds).isBetween(1L, 27 * 3_600L);
    }
  }

  private static boolean atTheHandoff(Instant instant, String zone) {
    return LocalTime.ofInstant(instant, ZoneId.of(zone)).equals(LocalTime.of(12, 30));
  }
}
