package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Incident;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbcRowColumnsTest {

  private final StoreFixture store = new StoreFixture();

  @Test
  void the_columns_of_a_rule_are_those_of_its_latest_row() {
    Incident incident = store.opened("srv-1", "jira", "");
    String rule = incident.alert().rule();
    new JdbcPollLog(store.jdbc, store.clock).begin(rule, "", Duration.ofSeconds(30));

    assertThat(new JdbcRowColumns(store.jdbc).latest()).containsEntry(rule, incident.row().columns().keySet());
  }
}
