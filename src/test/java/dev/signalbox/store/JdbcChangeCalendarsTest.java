package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.maintenance.ChangeSource;
import dev.signalbox.silence.maintenance.CurrentMaintenance;
import dev.signalbox.silence.maintenance.MaintenancePlan;
import dev.signalbox.silence.maintenance.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change calendar that cannot be read is trouble of the hub; its view knows only the database's own clock. */
class JdbcChangeCalendarsTest {

  private static final MaintenancePlan CALENDAR =
      MaintenancePlan.of("- {title: Changes, sql: \"file:routes/sql/c.sql\", refresh: 5m}", "maintenance.yaml");

  private final StoreFixture store = new StoreFixture();
  private MaintenancePlan plan = CALENDAR;
  private boolean broken;
  private List<Window> windows = List.of();

  private CurrentMaintenance hub() {
    return new CurrentMaintenance(
        () -> plan,
        (calendar, during) -> {
          if (broken) {
            throw new ChangeSource.Failure("the database 'source' does not answer the query");
          }
          return new ChangeSource.Reading(windows, List.of());
        },
        new JdbcChangeCalendars(store.jdbc, store.clock),
        new CurrentMaintenance.Listener() {
          @Override
          public void read(String calendar, int windows, List<String> warnings) {}

          @Override
          public void failed(String calendar, String reason, int failures) {}
        },
        store.clock);
  }

  private List<String> trouble() {
    return store.jdbc.queryForList("select subject || ': ' || problem from self_check", String.class);
  }

  private void look(CurrentMaintenance hub, Duration later) {
    store.clock.tick(later);
    hub.look();
  }

  @Test
  void one_that_was_never_read_is_trouble_after_three_failures_and_until_it_is_read() {
    store.clock.set(Instant.now().toString());
    CurrentMaintenance hub = hub();
    broken = true;
    look(hub, Duration.ZERO);
    look(hub, Duration.ofSeconds(30));
    assertThat(trouble()).isEmpty();
    look(hub, Duration.ofSeconds(30));
    assertThat(trouble()).containsExactly(
        "change calendar Changes: The change calendar cannot be read, none of its changes holds anything: "
            + "the database 'source' does not answer the query");
    broken = false;
    look(hub, Duration.ofSeconds(30));
    assertThat(trouble()).isEmpty();
  }

  @Test
  void one_that_was_read_is_trouble_when_its_copy_is_older_than_three_refreshes() {
    store.clock.set(Instant.now().minus(Duration.ofMinutes(10)).toString());
    CurrentMaintenance hub = hub();
    hub.look();
    broken = true;
    for (int i = 0; i < 4; i++) {
      look(hub, Duration.ofMinutes(5));
    }
    assertThat(trouble()).as("ten minutes old").isEmpty();
    store.jdbc.update("update change_calendar set since = since - interval '6 minutes', read_at = read_at - interval '6 minutes'");
    assertThat(trouble()).containsExactly(
        "change calendar Changes: The change calendar is stale, its last copy is in use: "
            + "the database 'source' does not answer the query");
  }

  private Window change() {
    Instant now = store.clock.instant();
    return new Window(
        "Fan \"swap\"",
        Matchers.parse(List.of("server_id=db-1", "team=\"storage ops\"", "region!=eu", "rule=~\"sla-.*\"")),
        new Interval(now.minusSeconds(60), now.plusSeconds(3600)));
  }

  /** It must not page through a change because its calendar is away, too. */
  @Test
  void after_a_restart_the_last_good_copy_is_in_force_until_the_calendar_is_read_again() {
    windows = List.of(change());
    Instant readAt = store.clock.instant();
    hub().look();
    broken = true;
    CurrentMaintenance restarted = hub();
    look(restarted, Duration.ofMinutes(10));

    Instant now = store.clock.instant();
    assertThat(restarted.between(now, now.plusSeconds(1))).isEqualTo(windows);
    assertThat(restarted.calendars()).singleElement().satisfies(one -> {
      assertThat(one.readAt()).isEqualTo(readAt);
      assertThat(one.error()).contains("does not answer");
    });
    broken = false;
    windows = List.of();
    look(restarted, Duration.ofSeconds(30));
    assertThat(restarted.between(now, now.plusSeconds(60))).isEmpty();
  }

  @Test
  void a_calendar_that_is_read_from_elsewhere_has_no_copy() {
    windows = List.of(change());
    hub().look();
    broken = true;
    plan = MaintenancePlan.of("- {title: Changes, sql: \"file:routes/sql/other.sql\", refresh: 5m}", "maintenance.yaml");
    CurrentMaintenance restarted = hub();
    restarted.look();

    assertThat(restarted.between(store.clock.instant(), store.clock.instant().plusSeconds(1))).isEmpty();
  }

  @Test
  void what_another_version_wrote_and_nobody_understands_is_read_anew() {
    windows = List.of(change());
    hub().look();
    store.jdbc.update("update change_calendar set copy = '[{\"half\": 1}]'");
    CurrentMaintenance restarted = hub();
    restarted.look();

    assertThat(restarted.between(store.clock.instant(), store.clock.instant().plusSeconds(1))).isEqualTo(windows);
  }

  @Test
  void what_left_the_file_is_no_trouble() {
    store.clock.set(Instant.now().toString());
    broken = true;
    CurrentMaintenance hub = hub();
    for (int i = 0; i < 3; i++) {
      look(hub, Duration.ofSeconds(30));
    }
    assertThat(trouble()).hasSize(1);
    plan = MaintenancePlan.of("[]", "maintenance.yaml");
    hub.look();
    assertThat(trouble()).isEmpty();
  }
}
