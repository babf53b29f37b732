package dev.signalbox.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DemoLifeTest {

  private static Databases.Fresh original;

  private final Steered clock = new Steered();
  private JdbcTemplate source;
  private DemoLife life;

  private static final class Steered extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void generate() {
    if (original == null) {
      original = Databases.fresh("life");
      DemoData.prepare(original.dataSource(), clock.instant());
    }
    Databases.Fresh database = Databases.copyOf(original);
    source = new JdbcTemplate(database.dataSource());
    life = DemoLife.frozen(database.dataSource(), clock);
  }

  private void pass(Duration time) throws SQLException {
    for (long second = 0; second <= time.toSeconds(); second += 5) {
      life.live();
      clock.now = clock.now.plusSeconds(5);
    }
  }

  @Test
  void within_ten_minutes_servers_fail_and_come_back() throws Exception {
    long before = count("SELECT max(id) FROM downtime_logs");
    pass(Duration.ofMinutes(10));
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE id > " + before)).isBetween(10L, 30L);
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE resolved AND id > " + before)).isBetween(5L, 25L);
  }

  @Test
  void what_was_open_at_the_start_ends_in_time() throws Exception {
    long before = count("SELECT max(id) FROM downtime_logs");
    pass(Duration.ofMinutes(92));
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE NOT resolved AND id <= " + before)).isZero();
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE resolved AND downtime_duration_minutes IS NULL")).isZero();
  }

  @Test
  void every_server_is_measured_every_half_minute() throws Exception {
    long before = count("SELECT count(*) FROM server_metrics");
    pass(Duration.ofMinutes(2));
    assertThat(count("SELECT count(*) FROM server_metrics") - before).isEqualTo(200 * 5);
    assertThat(life.pressed()).isSubsetOf(source.queryForList(
        "SELECT DISTINCT server_id FROM server_metrics WHERE (cpu_usage > 90 OR memory_usage > 90)", String.class));
  }

  @Test
  void after_a_pause_the_missing_samples_of_some_hours_are_made_up() {
    clock.now = clock.now.plus(Duration.ofHours(30));
    DemoData.prepare(source.getDataSource(), clock.instant());
    assertThat(count("SELECT count(*) FROM server_metrics")).isEqualTo(200 * (2017 + 6 * 12 + 1));
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE NOT resolved")).as("old and new trouble").isEqualTo(18);
  }

  @Test
  void a_restart_within_minutes_adds_next_to_nothing() {
    clock.now = clock.now.plus(Duration.ofMinutes(7));
    DemoData.prepare(source.getDataSource(), clock.instant());
    assertThat(count("SELECT count(*) FROM server_metrics")).isEqualTo(200 * (2017 + 1));
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE NOT resolved")).isEqualTo(9);
  }

  private long count(String query) {
    Long count = source.queryForObject(query, Long.class);
    return count == null ? -1 : count;
  }
}
