package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whether a window is open, and until when, against writing out all its openings for a month around. */
class WindowPropertiesTest {

  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  @Property(tries = 2000)
  void a_window_is_open_as_written_out(@ForAll long seed) {
    Random random = new Random(seed);
    WallClock clock = new WallClock(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
    LocalTime start = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
    LocalTime end = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
    int length = end.isAfter(start) ? random.nextInt(7) : 1 + random.nextInt(7);
    EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
    Window window = new Window(clock, days, start, length, end);
    Instant t = nearAChange(clock, random).plusSeconds(random.nextInt(400_000) - 200_000);

    LocalDate today = LocalDate.ofInstant(t, ZoneOffset.UTC);
    List<Interval> openings = LongStream.range(-15, 15).mapToObj(today::plusDays)
        .filter(day -> days.contains(day.getDayOfWeek()))
        .map(day -> new Interval(clock.first(day.atTime(start)), clock.last(day.plusDays(length).atTime(end))))
        .toList();
    boolean open = openings.stream().anyMatch(opening -> opening.contains(t));

    Stretch<Boolean> answer = Window.anyOpen(List.of(window), t);
    assertThat(answer.value()).as("%s at %s", window, t).isEqualTo(open);
    assertThat(answer.until()).isAfter(t);
    assertThat(openings.stream().anyMatch(opening -> opening.contains(answer.until().minusSeconds(1)))).isEqualTo(open);
  }

  private static Instant nearAChange(WallClock clock, Random random) {
    Instant somewhere = Instant.parse("1985-01-01T00:00:00Z").plusSeconds(random.nextInt(45 * 365) * 86_400L);
    ZoneOffsetTransition change = clock.zone().getRules().previousTransition(somewhere);
    return change == null ? somewhere : change.getInstant();
  }
}
