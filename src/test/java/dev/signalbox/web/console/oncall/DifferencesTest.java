package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private static final Schedule DAYS = Schedules.of("""
      schedule: s
      timezone: UTC
      layers:
        - rotation: {type: daily, start: 2026-08-01T09:00, participants: [anna, ben]}
      """);

  private static final Interval TWO_DAYS =
      new Interval(Instant.parse("2026-08-01T12:00:00Z"), Instant.parse("2026-08-03T12:00:00Z"));

  private static List<String> of(Replacement.Kind kind, List<String> names, List<String> replaces) {
    Schedule after = DAYS.with(List.of(new Replacement(TWO_DAYS, kind, names, replaces)));
    return Differences.between(DAYS, after, TWO_DAYS).stream()
        .map(one -> one.during().start() + " " + one.before() + " " + one.after())
        .toList();
  }

  @Test
  void only_where_the_people_differ() {
    assertThat(of(Replacement.Kind.REPLACE, List.of("cleo"), List.of("ben")))
        .containsExactly("2026-08-02T09:00:00Z [ben] [cleo]");
  }

  @Test
  void one_for_each_change_of_people_before_or_after() {
    assertThat(of(Replacement.Kind.SET, List.of("anna"), List.of()))
        .containsExactly("2026-08-02T09:00:00Z [ben] [anna]");
    assertThat(of(Replacement.Kind.SET, List.of("cleo"), List.of())).containsExactly(
        "2026-08-01T12:00:00Z [anna] [cleo]", "2026-08-02T09:00:00Z [ben] [cleo]",
        "2026-08-03T09:00:00Z [anna] [cleo]");
    assertThat(of(Replacement.Kind.REMOVE, List.of(), List.of("anna"))).containsExactly(
        "2026-08-01T12:00:00Z [anna] []", "2026-08-03T09:00:00Z [anna] []");
  }

  @Test
  void none_where_nothing_changes() {
    assertThat(of(Replacement.Kind.REPLACE, List.of("cleo"), List.of("zoe"))).isEmpty();
  }
}
