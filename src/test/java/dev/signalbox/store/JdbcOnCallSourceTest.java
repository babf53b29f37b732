package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.TestPostgres;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.calendar.CalendarFiles;
import dev.signalbox.oncall.calendar.OnCallSource;
import dev.signalbox.oncall.calendar.OnCallSourceContract;
import dev.signalbox.oncall.calendar.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class JdbcOnCallSourceTest extends OnCallSourceContract {

  private static final String QUERY = "SELECT who AS participant, starts AS start, ends AS end, level FROM rota";

  private final DataSource watched = TestPostgres.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(watched);
  private DataSource database = watched;
  private String source = "";

  @TempDir private Path routes;

  @BeforeEach
  void prepare() {
    jdbc.execute("create table rota (who text, starts timestamptz, ends timestamptz, level int)");
    query(QUERY);
  }

  private void query(String sql) {
    try {
      Files.createDirectories(routes.resolve("sql"));
      Files.writeString(routes.resolve("sql/rota.sql"), sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected OnCallSource source() {
    return new JdbcOnCallSource(new CalendarFiles(routes),
        name -> Optional.of(database).filter(it -> name.equals("source") || name.equals("hr")));
  }

  @Override
  protected String kept() {
    return "sql: 'file:routes/sql/rota.sql'" + source;
  }

  @Override
  protected void hold(List<Entry> entries) {
    jdbc.update("delete from rota");
    jdbc.batchUpdate("insert into rota values (?, ?, ?, ?)", entries.stream().map(one ->
        new Object[] {one.who(), Timestamp.from(one.start()), Timestamp.from(one.end()), one.level()}).toList());
  }

  @Override
  protected void holdRubbish() {
    query("SELECT 1 AS participant");
  }

  @Override
  protected void goAway() {
    database = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:9/watched?password=canary", "reader", "canary");
  }

  @Override
  protected List<String> secrets() {
    return List.of("canary", "127.0.0.1", "jdbc", routes.toString());
  }

  @Override
  protected boolean knowsLevels() {
    return true;
  }

  @Test
  void names_of_columns_are_read_in_any_case_and_more_columns_do_no_harm() {
    query("SELECT 42 AS other, who AS \"PARTICIPANT\", starts AS \"Start\", ends AS \"END\" FROM rota");

    assertThat(read(entry("2026-03-02T08", "2026-03-09T08", "anna", 5)).assignments())
        .containsExactly(
            new Assignment(Instant.parse("2026-03-02T08:00:00Z"), Instant.parse("2026-03-09T08:00:00Z"), "anna", 0));
  }

  /** Berlin's clock shows no 02:30 on 29 March, and 02:30 twice on 25 October. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "timestamp '2026-03-02 09:00', timestamp '2026-03-09 09:00', 2026-03-02T08:00:00Z, 2026-03-09T08:00:00Z",
    "timestamp '2026-03-29 02:30', timestamp '2026-04-01 09:00:00.5', 2026-03-29T01:00:00Z, 2026-04-01T07:00:00Z",
    "timestamptz '2026-03-02 09:00+05', timestamptz '2026-03-09 09:00Z', 2026-03-02T04:00:00Z, 2026-03-09T09:00:00Z",
    "date '2026-03-02', date '2026-03-09', 2026-03-01T23:00:00Z, 2026-03-08T23:00:00Z",
    "text '2026-03-02T09:00', text '2026-03-09T09:00+00:00', 2026-03-02T08:00:00Z, 2026-03-09T09:00:00Z",
    "timestamptz '2026-03-02 08:00Z', null::timestamptz, 2026-03-02T08:00:00Z, 2026-05-01T00:00:00Z",
    "timestamptz '-infinity', timestamp 'infinity', 2026-02-01T00:00:00Z, 2026-05-01T00:00:00Z"
  })
  void times_without_a_zone_are_on_the_wall_of_the_schedule(String start, String end, Instant from, Instant to) {
    query("SELECT 'anna' AS participant, %s AS start, %s AS end".formatted(start, end));

    Reading reading = read();

    assertThat(reading.assignments()).containsExactly(new Assignment(from, to, "anna", 0));
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void a_row_that_cannot_be_read_is_a_warning() {
    query(
        """
        SELECT * FROM (VALUES ('anna', 'yesterday', '2026-03-09T08:00Z', '0'), ('ben', '2026-03-09', '2026-03-02', '0'),
          ('cleo', '2026-03-02', '2026-03-09', 'high'), ('dora', '2026-03-02', '2026-03-09', null))
          rota (participant, start, "end", level)""");

    Reading reading = read();

    assertThat(reading.assignments()).extracting(Assignment::participant).containsExactly("dora");
    assertThat(reading.warnings()).containsExactly(
        "row 1 has a time that cannot be read; left out",
        "row 2 ends before it starts; left out",
        "row 3 has the level -1; levels are 0 to 9; left out");
  }

  @Test
  void the_window_may_be_used_by_the_query() {
    query(QUERY + " WHERE starts < :to AND ends > :from AND who <> ':to'::text -- :nothing");

    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", "anna"), entry("2020-03-02T08", "2020-03-09T08", "old"));
    assertThat(reading.assignments()).extracting(Assignment::participant).containsExactly("anna");

    query(QUERY + " WHERE who = :who");
    assertThat(failure().reason()).contains(":from and :to");
  }

  @Test
  void a_history_of_years_does_not_count_but_too_many_rows_do() {
    query("SELECT 'anna' AS participant, timestamptz '2000-01-01' + n * interval '1 hour' AS start, "
        + "timestamptz '2000-01-01' + (n + 1) * interval '1 hour' AS end FROM generate_series(1, 150000) n");
    assertThat(read().assignments()).as("hours until 2017").isEmpty();

    query("SELECT 'anna' AS participant, date '2000-01-01' AS start, date '2000-01-02' AS end "
        + "FROM generate_series(1, 200001)");
    assertThat(failure().reason()).contains("200000 rows");
  }

  @Test
  void a_query_that_writes_is_refused_by_the_database() {
    hold(List.of(entry("2026-03-02T08", "2026-03-09T08", "anna")));
    query("WITH gone AS (DELETE FROM rota RETURNING *) "
        + "SELECT who AS participant, starts AS start, ends AS end FROM gone");

    assertThat(failure().reason()).contains("25006");
    assertThat(jdbc.queryForObject("select count(*) from rota", Integer.class)).isOne();
  }

  @Test
  void another_database_may_be_named_and_an_unknown_one_is_told() {
    source = ", source: hr";
    assertThat(read(entry("2026-03-02T08", "2026-03-09T08", "anna")).assignments()).hasSize(1);

    source = ", source: store";
    assertThat(failure().reason()).contains("no database 'store'");
  }

  @Test
  void mistakes_in_the_query_are_told_by_their_number_and_not_by_their_values() {
    query("SELECT * FROM canary");
    assertThat(failure().reason()).contains("42P01");

    query("SELECT 'canary'::timestamptz AS start, 'x' AS participant, 'y' AS end");
    assertThat(failure().reason()).contains("22007");

    query("SELECT who AS participant, starts AS start FROM rota");
    assertThat(failure().reason()).contains("no column 'end'");
  }

  @Test
  void the_connection_goes_back_as_it_came() throws Exception {
    read(entry("2026-03-02T08", "2026-03-09T08", "anna"));

    assertThat(jdbc.queryForObject(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in%'",
        Integer.class)).isZero();
  }

  @Test
  void a_missing_file_is_told() throws IOException {
    Files.delete(routes.resolve("sql/rota.sql"));

    assertThat(failure().reason()).contains("no such file");
  }
}
