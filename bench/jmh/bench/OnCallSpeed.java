package bench;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A large schedule: five layers, twenty participants, 200 overrides, asked ten years after its rotations began. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OnCallSpeed {

  private static final Instant NOW = Instant.parse("2034-03-28T00:00:00Z");
  private static final long A_YEAR_OF_SECONDS = 366 * 86_400L;

  private Schedule schedule;
  private long asked;

  @Setup
  public void load() throws IOException {
    Path file = Files.createTempFile("schedules", ".yaml");
    Files.writeString(file, yaml());
    schedule = OnCallPlan.ofFile(file).rota().schedule("large");
    Files.delete(file);
  }

  /** One instant after another, each somewhere else in the year. */
  @Benchmark
  public SortedSet<String> who() {
    asked = (asked + 7_919L * 60) % A_YEAR_OF_SECONDS;
    return schedule.who(NOW.plusSeconds(asked));
  }

  @Benchmark
  public List<Shift> shiftsOfAYear() {
    return schedule.shifts(NOW, NOW.plus(Duration.ofDays(365)));
  }

  private static String yaml() {
    List<String> people = IntStream.range(0, 20).mapToObj(i -> "person" + i).toList();
    String rotation = ", start: 2024-01-01T09:00, participants: " + people + "}";
    String overrides = IntStream.range(0, 200).mapToObj(i -> LocalDate.of(2034, 1, 1).plusDays(2L * i))
        .map(day -> "  - {start: %sT10:00, end: %sT16:30, type: add, participant: extra}\n".formatted(day, day))
        .collect(Collectors.joining());
    return """
        schedule: large
        timezone: Europe/Berlin
        layers:
          - {priority: 1, rotation: {type: weekly%1$s}
          - {priority: 1, rotation: {type: monthly%1$s}
          - {priority: 1, rotation: {type: daily%1$s, restrictions: [{start: "22:00", end: "06:00"}]}
          - {priority: 1, rotation: {type: hourly, every: 12%1$s}
          - priority: 1
            timezone: America/New_York
            rotation: {type: daily%1$s
            restrictions:
              - {days: [monday, friday], start: "09:00", end: "17:00"}
              - {start_day: friday, start: "17:00", end_day: monday, end: "09:00"}
        overrides:
        %2$sunavailable: [{participant: person3, start: 2034-03-01, end: 2034-04-01}]
        fallback: boss
        """.formatted(rotation, overrides);
  }
}
