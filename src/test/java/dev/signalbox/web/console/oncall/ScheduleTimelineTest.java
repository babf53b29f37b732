package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import dev.signalbox.override.Listed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTimelineTest {

  private static final Ruler TWO_DAYS = Ruler.of(LocalDate.parse("2026-08-03"), 2, ZoneOffset.UTC);

  private final ScheduleTimeline draw = new ScheduleTimeline(
      TWO_DAYS, new WallTime(ZoneOffset.UTC),
      new Cast(Map.of("anna", new Person("anna", "Anna Lindqvist", null, null, null, null, null, null))));

  private static Schedule daytime(String more) {
    return Schedules.of("""
        schedule: s
        timezone: UTC
        layers:
          - {participants: [anna, ben], restrictions: [{start: "06:00", end: "18:00"}]}
        """ + more);
  }

  private static Listed override(String start, String end, String name) {
    Interval during = new Interval(Instant.parse(start), Instant.parse(end));
    return new Listed(new Replacement(during, Replacement.Kind.SET, List.of(name), List.of()), null);
  }

  private Row result(Schedule schedule, List<Listed> changes) {
    Interval wide = new Interval(Instant.parse("2026-08-01T00:00:00Z"), Instant.parse("2026-08-09T00:00:00Z"));
    return draw.result("On call", schedule.watches(wide.start(), wide.end()), changes, watch -> null);
  }

  private static List<Bar> bars(Row row) {
    assertThat(row.lanes()).hasSize(1);
    return row.lanes().get(0);
  }

  @Test
  void where_nobody_is_on_call_a_gap_is_drawn_with_its_exact_bounds() {
    Row row = result(daytime(""), List.of());

    assertThat(bars(row)).extracting(Bar::kind)
        .containsExactly("gap from-before", "shift", "gap", "shift", "gap goes-on");
    assertThat(bars(row).get(2)).isEqualTo(new Bar(
        new Place(375, 250), "gap", List.of(), "18:00 – 06:00",
        "nobody, Mon 3 Aug 2026 18:00 UTC – Tue 4 Aug 2026 06:00 UTC, 12 h", null));
  }

  @Test
  void the_fallback_does_not_look_like_a_shift() {
    assertThat(bars(result(daytime("fallback: zoe\n"), List.of()))).extracting(Bar::kind)
        .containsExactly("fallback from-before", "shift", "fallback", "shift", "fallback goes-on");
  }

  @Test
  void people_who_are_on_call_together_stand_below_each_other_with_their_full_names() {
    Bar together = bars(result(daytime(""), List.of())).get(1);

    assertThat(together.people()).extracting(Bar.Who::label).containsExactly("Anna Lindqvist", "ben");
    assertThat(together.people()).extracting(Bar.Who::initials).containsExactly("AL", "b");
    assertThat(result(daytime(""), List.of()).classes()).isEqualTo("result tall-2");
    assertThat(together.hint()).startsWith("Anna Lindqvist and ben, Mon 3 Aug 2026 06:00 UTC");
  }

  @Test
  void what_an_override_makes_is_marked_and_what_it_does_not_reach_is_not() {
    Listed change = override("2026-08-03T06:00:00Z", "2026-08-03T12:00:00Z", "zoe");
    Row row = result(daytime("").with(List.of(change.change())), List.of(change));

    assertThat(bars(row)).extracting(Bar::kind)
        .containsExactly("gap from-before", "changed", "shift", "gap", "shift", "gap goes-on");
    assertThat(bars(row).get(1).hint()).startsWith("zoe (override), ");
  }

  @Test
  void overrides_that_overlap_are_drawn_below_each_other_and_a_free_lane_is_used_again() {
    Row row = draw.overrides(List.of(
        override("2026-08-03T00:00:00Z", "2026-08-03T12:00:00Z", "anna"),
        override("2026-08-03T06:00:00Z", "2026-08-04T06:00:00Z", "ben"),
        override("2026-08-03T12:00:00Z", "2026-08-03T18:00:00Z", "cleo"),
        override("2026-08-09T12:00:00Z", "2026-08-09T18:00:00Z", "not shown")));

    assertThat(row.lanes()).extracting(lane -> lane.stream().map(bar -> bar.people().get(0).label()).toList())
        .containsExactly(List.of("Anna Lindqvist", "cleo"), List.of("ben"));
  }
}
