package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PoolsTest {

  @Test
  void slow_watched_databases_leave_the_store_its_connections() {
    try (HikariDataSource store = StoreConfiguration.pool("jdbc:postgresql://localhost/none", "", new Secret(""), 10, 2)) {
      assertThat(store.getMaximumPoolSize()).isEqualTo(10 + 2 * SourceConfiguration.POLLS_AT_ONCE);
    }
  }

  @Test
  void a_hub_that_vanishes_is_missed_after_a_minute() {
    try (HikariDataSource store = StoreConfiguration.pool(TestPostgres.emptyUrl(), "postgres", new Secret(""), 1, 0)) {
      JdbcTemplate jdbc = new JdbcTemplate(store);
      assertThat(jdbc.queryForObject(
          """
          select current_setting('tcp_keepalives_idle')::int
            + current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int""", Integer.class))
          .isEqualTo(60);
    }
  }

  @Test
  void a_watched_database_behind_a_network_that_is_gone_does_not_hold_a_poll_for_ever() {
    var source = new SourceConfiguration.Source("jdbc:postgresql://localhost/none", "hub", "");
    try (HikariDataSource pool = SourceConfiguration.pool("source", source)) {
      assertThat(pool.getDataSourceProperties()).containsEntry("socketTimeout", "900").containsEntry("tcpKeepAlive", "true");
    }
    var other = new SourceConfiguration.Source("jdbc:clickhouse://localhost/none", "hub", "");
    try (HikariDataSource pool = SourceConfiguration.pool("other", other)) {
      assertThat(pool.getDataSourceProperties()).as("its driver has other words for it").isEmpty();
    }
  }
}
