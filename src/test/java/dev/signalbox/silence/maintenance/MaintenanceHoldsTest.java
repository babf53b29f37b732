package dev.signalbox.silence.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.OutageClock;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.RuleFixture;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceHoldsTest {

  private final MaintenancePlan plan = MaintenancePlan.of(
      """
      - {title: Upgrade, matchers: [team=storage], start: 2026-03-10T22:00Z, end: 2026-03-10T23:30Z}
      - {title: Overlap, matchers: [server_id=db-1], start: 2026-03-10T23:00Z, end: 2026-03-10T23:40Z}
      """, "maintenance.yaml");
  private final MaintenanceHolds holds = new MaintenanceHolds(plan::between);

  private static Rule rule(OutageClock clock) {
    Rule plain = RuleFixture.rule("sla-breach");
    return new Rule(
        plain.id(), plain.description(), plain.every(), plain.key(), plain.severity(), plain.severityColumn(), plain.resolvedColumn(),
        plain.resolveAfter(), plain.repeatEvery(), plain.repeatCeiling(), plain.reopenWithin(), plain.flapping(), plain.mass(),
        plain.maxRows(), clock);
  }

  private static Subject down(String server, String since) {
    Row row = new Row(Map.of("server_id", server, "team", "storage", "start_time", Instant.parse(since), "sla_minutes", 60));
    return new Subject(UUID.randomUUID(), new AlertKey("sla-breach", server), Severity.ERROR, "t", row, List.of(), Instant.EPOCH, "/");
  }

  @Test
  void a_window_holds_what_it_is_about_until_its_end() {
    Rule rule = rule(null);
    assertThat(holds.at(rule, Instant.parse("2026-03-10T21:59:59Z")).on(down("db-2", "2026-03-10T20:00:00Z"))).isEmpty();
    assertThat(holds.at(rule, Instant.parse("2026-03-10T22:00:00Z")).on(down("db-2", "2026-03-10T20:00:00Z")))
        .map(Hold::toString).contains("in maintenance: \"Upgrade\", until 2026-03-10T23:30:00Z");
    assertThat(holds.at(rule, Instant.parse("2026-03-10T23:30:00Z")).on(down("db-2", "2026-03-10T22:10:00Z"))).isEmpty();
  }

  /** 60 minutes are allowed; the window is 90 minutes long, from 22:00 to 23:30. */
  @ParameterizedTest(name = "down since {0}, at {1}: held {2}")
  @CsvSource({
    "2026-03-10T22:10:00Z, 2026-03-10T23:30:00Z, true,  begun within, nothing has counted",
    "2026-03-10T22:10:00Z, 2026-03-11T00:30:00Z, true,  60 minutes are not more than 60",
    "2026-03-10T22:10:00Z, 2026-03-11T00:30:01Z, false, now they are",
    "2026-03-10T21:30:00Z, 2026-03-10T23:45:00Z, true,  30 before and 15 after",
    "2026-03-10T21:30:00Z, 2026-03-11T00:01:00Z, false, 30 before and 31 after",
    "2026-03-10T20:30:00Z, 2026-03-10T23:30:00Z, false, it was over the limit before",
    "2026-03-10T23:35:00Z, 2026-03-11T00:00:00Z, false, the window was over: the query alone decides",
  })
  void the_clock_stands_still_if_the_rule_says_so(String since, Instant at, boolean held, String why) {
    Subject subject = down("db-2", since);
    assertThat(holds.at(rule(new OutageClock("start_time", "sla_minutes")), at).on(subject).isPresent()).as(why).isEqualTo(held);
    assertThat(holds.at(rule(null), at).on(subject)).as("maintenance counts").isEmpty();
  }

  @Test
  void windows_that_overlap_count_once() {
    Instant at = Instant.parse("2026-03-10T23:50:00Z");
    // db-1 down since 21:05: 55 before, 100 in both windows together, 10 after
    assertThat(holds.at(rule(new OutageClock("start_time", "sla_minutes")), at).on(down("db-1", "2026-03-10T21:05:00Z"))).isEmpty();
    assertThat(holds.at(rule(new OutageClock("start_time", "sla_minutes")), at).on(down("db-1", "2026-03-10T21:10:00Z")))
        .map(Hold::detail).contains("its clock stood still in \"Overlap\", less than 60 min have counted");
  }

  @Test
  void the_limit_may_be_a_number_and_a_row_without_a_start_is_not_held() {
    Instant at = Instant.parse("2026-03-10T23:45:00Z");
    assertThat(holds.at(rule(new OutageClock("start_time", "10")), at).on(down("db-2", "2026-03-10T22:10:00Z"))).isEmpty();
    assertThat(holds.at(rule(new OutageClock("start_time", "20")), at).on(down("db-2", "2026-03-10T22:10:00Z"))).isPresent();
    assertThat(holds.at(rule(new OutageClock("begun", "20")), at).on(down("db-2", "2026-03-10T22:10:00Z"))).isEmpty();
  }
}
