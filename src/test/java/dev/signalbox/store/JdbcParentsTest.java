package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdbcParentsTest {

  private final StoreFixture store = new StoreFixture();
  private final JdbcParents parents = new JdbcParents(store.jdbc);

  @Test
  void what_is_open_is_down() {
    store.opened("sw-1", "slack", "ops");
    assertThat(parents.down("server", Set.of(), Set.of("sw-1", "sw-2"))).isEqualTo(Map.of("sw-1", "down"));
    assertThat(parents.down("server", Set.of("down"), null)).isEqualTo(Map.of("sw-1", "down"));
    assertThat(parents.down("server", Set.of("other"), Set.of("sw-1"))).isEmpty();
    assertThat(parents.down("server", Set.of(), Set.of("sw-2"))).isEmpty();
  }

  @Test
  void what_is_back_counts_as_down_until_the_rule_has_looked_once_more() {
    Incident incident = store.opened("sw-1", "slack", "ops");
    polled();
    store.incidents.write(List.of(new Move.End(incident.id(), Reason.ROW_GONE, store.clock.instant())));
    assertThat(parents.down("server", Set.of("down"), Set.of("sw-1"))).containsKey("sw-1");
    polled();
    assertThat(parents.down("server", Set.of("down"), Set.of("sw-1"))).isEmpty();
  }

  @Test
  void a_rule_whose_file_is_gone_holds_nothing_back() {
    store.opened("sw-1", "slack", "ops");
    store.transaction.executeWithoutResult(status -> store.polls.begin("down", "Down", Duration.ofSeconds(30)));
    assertThat(parents.down("server", Set.of("down"), null)).containsKey("sw-1");
    store.polls.expect(List.of("switch-down"));
    assertThat(parents.down("server", Set.of("down"), null)).as("renamed").isEmpty();
    assertThat(parents.down("server", Set.of(), Set.of("sw-1"))).isEmpty();
  }

  @Test
  void a_warning_says_that_something_is_down_only_if_its_rule_is_named() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.jdbc.update("update incident set severity = 'warning' where id = ?", incident.id());
    assertThat(parents.down("server", Set.of(), Set.of("db-1"))).isEmpty();
    assertThat(parents.down("server", Set.of("down"), Set.of("db-1"))).containsKey("db-1");
  }

  private void polled() {
    store.clock.tick(Duration.ofSeconds(30));
    store.transaction.executeWithoutResult(status -> {
      store.polls.begin("server", "Server", Duration.ofSeconds(30));
      store.polls.completed("server", 1);
    });
    store.clock.tick(Duration.ofSeconds(1));
  }
}
