package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.escalation.OnCallPlan;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The best of several runs in time of the processor, so that a busy machine does not fail the build. */
class LintSpeedTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  void fifty_schedules_and_escalations_over_ninety_days_take_under_a_second() {
    String escalations = IntStream.range(0, 50).mapToObj(LintSpeedTest::escalation).collect(Collectors.joining("---\n"));
    RotaFolder rota = new RotaFolder(folder).days(90)
        .schedules(IntStream.range(0, 50).mapToObj(LintSpeedTest::schedule).collect(Collectors.joining("---\n")))
        .escalations(escalations);
    OnCallPlan before = rota.plan();
    rota.before(before).escalations("# edited\n" + escalations);
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      assertThat(rota.account().findings()).isNotEmpty();
      Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
    }

    System.out.printf("50 schedules, 90 days, files read and compared: %d ms%n", best.toMillis());
    assertThat(best).isLessThan(Duration.ofSeconds(1));
  }

  private static String escalation(int i) {
    return """
        escalation: e%d
        levels:
          - {delay_minutes: 5, targets: [{schedule: s%d}]}
          - {delay_minutes: 5, targets: [{schedule: s%d}, {user: anna}]}
        """.formatted(i, i, (i + 1) % 50);
  }

  private static String schedule(int i) {
    return """
        schedule: s%d
        timezone: Europe/Berlin
        layers:
          - {rotation: {type: weekly, start: 2024-01-01T09:00, participants: [anna, ben, cleo]}}
          - {rotation: {type: hourly, every: 8, start: 2024-01-01T09:00, participants: [cleo, ben, anna]},
             restrictions: [{days: [monday, tuesday, friday], start: "08:00", end: "20:00"}]}
        overrides:
          - {start: 2026-03-10, end: 2026-03-12, participant: anna}
          - {start: 2026-03-11, end: 2026-03-13, participant: ben}
        unavailable: [{participant: anna, start: 2026-04-01, end: 2026-04-10}]
        """.formatted(i);
  }
}
