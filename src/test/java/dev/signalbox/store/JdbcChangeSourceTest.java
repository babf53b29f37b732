package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.TestPostgres;
import dev.signalbox.oncall.Interval;
import dev.signalbox.silence.maintenance.ChangeCalendar;
import dev.signalbox.silence.maintenance.ChangeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcChangeSourceTest {

  private static final Interval YEAR = new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

  @TempDir Path routes;
  private final DataSource watched = TestPostgres.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(watched);

  @BeforeEach
  void changes() {
    jdbc.execute("create table changes (begins timestamptz, ends timestamptz, wall_begins timestamp, wall_ends timestamp, title text, server_id text, team text)");
  }

  private ChangeSource.Reading read(String sql, String source) throws IOException {
    Files.createDirectories(routes.resolve("sql"));
    Files.writeString(routes.resolve("sql/changes.sql"), sql);
    ChangeSource calendars = new JdbcChangeSource(
        new WatchedQuery(routes, name -> name.equals("source") ? Optional.of(watched) : Optional.empty()));
    return calendars.read(
        new ChangeCalendar("Changes", "file:routes/sql/changes.sql", source, ZoneId.of("Europe/Berlin"), Duration.ofMinutes(5)), YEAR);
  }

  @Test
  void every_other_column_says_what_the_change_is_about() throws IOException {
    jdbc.update("insert into changes values ('2026-03-10T22:00Z', '2026-03-10T23:00Z', null, null, 'CHG-1 upgrade', 'db-1', null)");
    jdbc.update("insert into changes values ('2026-03-11T22:00Z', '2026-03-11T23:00Z', null, null, null, null, 'storage')");
    jdbc.update("insert into changes values ('2020-03-11T22:00Z', '2020-03-11T23:00Z', null, null, 'long ago', 'db-1', null)");

    ChangeSource.Reading reading =
        read("select begins as start, ends as \"end\", title, server_id, team from changes where ends > :from order by begins", "source");

    assertThat(reading.windows()).extracting(one -> one.title() + " | " + one.matchers() + " | " + one.during().start()).containsExactly(
        "CHG-1 upgrade | server_id=db-1 | 2026-03-10T22:00:00Z", "Changes | team=storage | 2026-03-11T22:00:00Z");
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void times_without_a_zone_are_on_the_wall_of_the_calendars_zone() throws IOException {
    jdbc.update("insert into changes values (null, null, '2026-10-25T02:00', '2026-10-25T03:00', 'night', 'db-1', null)");

    assertThat(read("select wall_begins as start, wall_ends as \"end\", title, server_id from changes", "source").windows())
        .extracting(one -> one.during())
        .containsExactly(new Interval(Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T02:00:00Z")));
  }

  @Test
  void a_row_that_cannot_be_used_is_left_out_and_said() throws IOException {
    jdbc.update("insert into changes values ('2026-03-10T23:00Z', '2026-03-10T22:00Z', null, null, 'backwards', 'db-1', null)");
    jdbc.update("insert into changes values ('2026-03-10T22:00Z', null, null, null, 'endless', 'db-1', null)");
    jdbc.update("insert into changes values ('2026-03-10T22:00Z', '2026-03-10T23:00Z', null, null, 'about nothing', null, null)");

    ChangeSource.Reading reading = read("select begins as start, ends as \"end\", title, server_id from changes", "source");

    assertThat(reading.windows()).isEmpty();
    assertThat(reading.warnings()).hasSize(3).anyMatch(it -> it.contains("its end is null")).anyMatch(it -> it.contains("there is no matcher"));
  }

  @Test
  void what_fails_says_why_without_the_query() {
    assertThatThrownBy(() -> read("select begins as start, title from changes", "source"))
        .isInstanceOf(ChangeSource.Failure.class).hasMessageStartingWith("the query has no column 'end'");
    assertThatThrownBy(() -> read("select nonsense", "source")).hasMessage("the database does not understand the query (SQL state 42703)");
    assertThatThrownBy(() -> read("select 1", "cmdb")).hasMessage("there is no database 'cmdb' among signalbox.sources");
  }
}
