package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The arithmetic of turns against counting them one by one from the anchor. */
class HandoffsPropertiesTest {

  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  @Property(tries = 2000)
  void even_turns_are_those_found_by_counting(
      @ForAll @IntRange(max = 10_000) int zone,
      @ForAll @IntRange(min = 1, max = 200) int hours,
      @ForAll @IntRange(max = 200_000) int anchorQuarters,
      @ForAll @IntRange(max = 20_000_000) int seconds) {
    LocalDateTime anchor = LocalDateTime.of(2007, 1, 1, 0, 0).plusMinutes(15L * anchorQuarters);
    agree(zone, new Grid.Even(anchor, Duration.ofHours(hours)), seconds);
  }

  @Property(tries = 1000)
  void monthly_turns_are_those_found_by_counting(
      @ForAll @IntRange(max = 10_000) int zone,
      @ForAll @IntRange(min = 1, max = 5) int every,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(max = 95) int quarter,
      @ForAll @IntRange(max = 400_000_000) int seconds) {
    agree(zone, new Grid.Monthly(YearMonth.of(2010, 1), every, day, LocalTime.of(quarter / 4, quarter % 4 * 15)), seconds);
  }

  private static void agree(int zone, Grid grid, long seconds) {
    Handoffs handoffs = new Handoffs(new WallClock(ZoneId.of(ZONES.get(zone % ZONES.size()))), grid);
    Instant t = handoffs.instant(0).plusSeconds(seconds);
    long counted = 0;
    while (!handoffs.instant(counted + 1).isAfter(t)) {
      counted++;
    }
    assertThat(handoffs.at(t)).isEqualTo(new Stretch<>(counted, handoffs.instant(counted + 1)));
  }
}
