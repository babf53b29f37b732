package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RulerPropertiesTest {

  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  @Property(tries = 1500)
  void days_tile_the_line_in_every_zone_and_year(
      @ForAll @IntRange(max = 10_000) int zone, @ForAll @IntRange(min = -30, max = 25_000) int epochDay,
      @ForAll @IntRange(min = 1, max = 28) int count) {
    Ruler ruler = Ruler.of(LocalDate.ofEpochDay(epochDay), count, ZoneId.of(ZONES.get(zone % ZONES.size())));

    int end = 0;
    for (Ruler.Day day : ruler.days()) {
      assertThat(day.place().x()).isEqualTo(end);
      assertThat(day.place().width()).isPositive();
      end += day.place().width();
    }
    assertThat(end).isEqualTo(1000);
  }
}
