package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JdbcOnCallAlarmsTest {

  private final StoreFixture store = new StoreFixture();
  private final JdbcOnCallAlarms alarms = new JdbcOnCallAlarms(store.jdbc, store.clock);

  private List<String> selfCheck() {
    return store.jdbc.query("select subject, problem from self_check order by subject", (rs,
        n) -> rs.getString(1) + ": " + rs.getString(2));
  }

  @Test
  void what_is_told_is_what_the_hubs_own_rule_reads_until_it_is_over() {
    alarms.tell(Map.of("on-call db", "Nobody is on call", "on-call web", "Nobody is on call either"));
    assertThat(selfCheck()).containsExactly("on-call db: Nobody is on call", "on-call web: Nobody is on call either");

    alarms.tell(Map.of("on-call db", "Nobody is on call until noon"));
    assertThat(selfCheck()).containsExactly("on-call db: Nobody is on call until noon");

    alarms.tell(Map.of());
    assertThat(selfCheck()).isEmpty();
  }

  @Test
  void failing_rules_and_channels_are_still_in_the_view() {
    for (int i = 0; i < 3; i++) {
      store.polls.failed("down", "no such table");
    }
    store.jdbc.update("insert into channel (name, address, state, reason, since, failures) values ('slack', '',"
        + " 'misconfigured', 'token', now(), 1)");
    alarms.tell(Map.of("on-call db", "Nobody is on call"));

    assertThat(selfCheck()).containsExactly("channel slack: Nothing can be delivered: token",
        "down: The poll fails: no such table",
        "on-call db: Nobody is on call");
  }
}
