package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The best of several runs, so that a busy machine does not fail the build. */
class SpeedTest {

  private static final Instant NOW = Instant.parse("2034-03-28T00:00:00Z");

  private final Schedule large = Schedules.of(large());

  @Test
  void who_of_a_large_schedule_takes_under_20_microseconds_ten_years_after_its_start() {
    Duration best = bestOf(30, () -> {
      int names = 0;
      for (int i = 0; i < 1000; i++) {
        names += large.who(NOW.plusSeconds(i * 7919L)).size();
      }
      return names;
    });

    assertThat(best.dividedBy(1000)).isLessThan(Duration.ofNanos(20_000));
  }

  @Test
  void the_shifts_of_a_year_take_under_20_milliseconds() {
    Duration best = bestOf(20, () -> large.shifts(NOW, NOW.plus(Duration.ofDays(365))).size());

    assertThat(best).isLessThan(Duration.ofMillis(20));
  }

  private static Duration bestOf(int runs, java.util.function.IntSupplier work) {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      assertThat(work.getAsInt()).isPositive();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
    }
    System.out.printf("best of %d: %d µs%n", runs, best.toNanos() / 1000);
    return best;
  }

  /** Five layers, twenty participants, 200 overrides. */
  private static String large() {
    List<String> people = IntStream.range(0, 20).mapToObj(i -> "person" + i).toList();
    String rotation = ", start: 2024-01-01T09:00, participants: " + people + "}";
    String overrides = IntStream.range(0, 200).mapToObj(i -> LocalDate.of(2034, 1, 1).plusDays(2L * i))
        .map(day -> "  - {start: %sT10:00, end: %sT16:30, type: add, participant: extra}\n".formatted(day, day))
        .collect(Collectors.joining());
    return "schedule: large\ntimezone: Europe/Berlin\nlayers:\n"
        + "  - {priority: 1, rotation: {type: weekly" + rotation + "}\n"
        + "  - {priority: 1, rotation: {type: monthly" + rotation + "}\n"
        + "  - {priority: 1, rotation: {type: daily" + rotation + ", restrictions: [{start: \"22:00\", end: \"06:00\"}]}\n"
        + "  - {priority: 1, rotation: {type: hourly, every: 12" + rotation + "}\n"
        + "  - {priority: 1, timezone: America/New_York, rotation: {type: daily" + rotation
        + ", restrictions: [{days: [monday, friday], start: \"09:00\", end: \"17:00\"},"
        + " {start_day: friday, start: \"17:00\", end_day: monday, end: \"09:00\"}]}\n"
        + "overrides:\n" + overrides
        + "unavailable: [{participant: person3, start: 2034-03-01, end: 2034-04-01}]\nfallback: boss\n";
  }
}
