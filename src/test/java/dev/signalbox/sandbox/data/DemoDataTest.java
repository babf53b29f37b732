package dev.signalbox.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class DemoDataTest {

  private static final Instant NOW = Instant.now(); // the queries use the database's clock
  private static JdbcTemplate source;

  @BeforeAll
  static void generate() {
    Databases.Fresh database = Databases.fresh("demo");
    long started = System.nanoTime();
    DemoData.prepare(database.dataSource(), NOW);
    System.out.printf("demo data generated in %.2f s%n", (System.nanoTime() - started) / 1e9);
    source = new JdbcTemplate(database.dataSource());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "SELECT server_id, COUNT(*) AS downtime_count FROM downtime_logs WHERE start_time >= NOW() - INTERVAL '1 day' GROUP BY server_id HAVING COUNT(*) > 3",
    "SELECT * FROM downtime_logs WHERE downtime_duration_minutes > 60 AND sla_tracking = TRUE",
    "SELECT * FROM downtime_logs WHERE start_time < NOW() - INTERVAL '2 hours' AND resolved = FALSE AND sla_tracking = TRUE",
    "SELECT server_id, cpu_usage, memory_usage FROM server_metrics WHERE cpu_usage > 90 OR memory_usage > 90 ORDER BY timestamp DESC LIMIT 10"
  })
  void each_query_of_the_mission_finds_something(String query) {
    assertThat(source.queryForList(query)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeated-downtime", "sla-breach", "resource-pressure"})
  void each_shipped_rule_has_something_to_say_at_once_but_not_too_much(String rule) throws Exception {
    List<Map<String, Object>> rows = source.queryForList(Files.readString(Path.of("routes/sql/" + rule + ".sql")));
    assertThat(rows).hasSizeBetween(2, 20);
  }

  @Test
  void there_is_a_plausible_past() {
    assertThat(count("SELECT count(*) FROM servers")).isEqualTo(200);
    assertThat(count("SELECT count(DISTINCT team) FROM servers")).isBetween(3L, 8L);
    assertThat(count("SELECT count(*) FROM downtime_logs")).isBetween(3000L, 8000L);
    assertThat(count("SELECT count(*) FROM server_metrics")).isEqualTo(200 * 2017);
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE start_time < now() - interval '80 days'")).isPositive();
    assertThat(count("SELECT count(*) FROM downtime_logs d LEFT JOIN servers s USING (server_id) WHERE s.server_id IS NULL")).isZero();
  }

  @Test
  void what_is_over_has_an_end_and_a_duration_and_what_is_open_has_neither() {
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE resolved <> (end_time IS NOT NULL)")).isZero();
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE resolved <> (downtime_duration_minutes IS NOT NULL)")).isZero();
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE start_time > now() OR end_time > now()")).isZero();
    assertThat(count("SELECT count(*) FROM downtime_logs WHERE NOT resolved")).isEqualTo(9);
  }

  @Test
  void no_server_is_down_twice_at_a_time_in_the_past() {
    assertThat(count(
        """
        SELECT count(*) FROM downtime_logs a JOIN downtime_logs b ON a.server_id = b.server_id AND a.id < b.id
        WHERE a.start_time < b.end_time AND b.start_time < a.end_time
          AND a.start_time < now() - interval '2 days' AND b.start_time < now() - interval '2 days'
        """)).isZero();
  }

  @Test
  void the_same_seed_and_instant_make_the_same_rows() {
    Databases.Fresh again = Databases.fresh("demo");
    DemoData.prepare(again.dataSource(), NOW);
    String digest =
        """
        SELECT md5(string_agg(d::text, '' ORDER BY id)) || (SELECT sum(cpu_usage * 3 + memory_usage * 5 + disk_io * 7 + disk_usage) FROM server_metrics)
        FROM downtime_logs d
        """;
    assertThat(new JdbcTemplate(again.dataSource()).queryForObject(digest, String.class))
        .isEqualTo(source.queryForObject(digest, String.class));
  }

  @Test
  void some_disks_will_be_full_before_long() {
    Set<Object> filling = source.queryForList(
            """
            SELECT server_id FROM server_metrics GROUP BY server_id
            HAVING (max(disk_usage) - min(disk_usage)) / 7 > 1 AND max(disk_usage) < 99
            """)
        .stream().map(row -> row.get("server_id")).collect(Collectors.toSet());
    assertThat(filling).hasSizeBetween(4, 40);
  }

  private static long count(String query) {
    Long count = source.queryForObject(query, Long.class);
    return count == null ? -1 : count;
  }
}
