package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectColumnsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "SELECT a, t.b, c AS d, \"Rack\" FROM t | a,b,d,Rack",
    "select A from t | a",
    "WITH x AS (SELECT z FROM y) SELECT x.z, count(*) AS n FROM x GROUP BY x.z | z,n",
    "SELECT DISTINCT ON (d.id) d.id, EXTRACT(EPOCH FROM now() - d.s) AS age FROM d | id,age",
    "SELECT DISTINCT id FROM t | id",
    "SELECT a, -- and, not: b FROM~ CASE WHEN x IS DISTINCT FROM y THEN ', from' ELSE 'b' END AS /* , c */ k FROM t | a,k",
    "SELECT (SELECT 1 FROM u) AS one, a[1] AS first FROM t UNION ALL SELECT b, c FROM v | one,first",
    "SELECT \"a\"\"b\" AS \"x\"\"y\" FROM t | x\"y",
  })
  void the_names_of_the_columns(String sql, String names) {
    assertThat(SelectColumns.of(sql.replace("~", "\n")).orElseThrow()).containsExactlyInAnyOrder(names.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM t", "SELECT t.*, a FROM t", "SELECT count(*) FROM t", "SELECT a::text FROM t", "SELECT a b FROM t",
    "VALUES (1)", "TABLE t", "", "SELECT 1", "SELECT 'x, y'", "SELECT"})
  void nothing_is_claimed_where_the_text_does_not_say(String sql) {
    assertThat(SelectColumns.of(sql)).isEmpty();
  }

  @Test
  void of_a_shipped_query() throws IOException {
    assertThat(SelectColumns.of(Files.readString(Path.of("routes/sql/unresolved-downtime.sql"))).orElseThrow())
        .containsExactlyInAnyOrder("server_id", "team", "region", "cause", "start_time", "overdue_since", "minutes_down", "sla_minutes");
  }
}
