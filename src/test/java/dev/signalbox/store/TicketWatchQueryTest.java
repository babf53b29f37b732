package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.incident.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The query of the rule ticket-watch, on the hub's own store. Its clock is the database's, so times are given from now. */
class TicketWatchQueryTest {

  private final StoreFixture store = new StoreFixture();
  private final JdbcTickets tickets = new JdbcTickets(store.jdbc, store.clock);

  @BeforeEach
  void empty() {
    store.jdbc.update("delete from ticket");
    store.jdbc.update("delete from ticket_watch");
  }

  private Incident ticket(String reference, Category category, Duration created, Duration changed) {
    Incident incident = store.opened(reference, "jira", "");
    Instant now = store.jdbc.queryForObject("select now()", java.sql.Timestamp.class).toInstant();
    tickets.saw(new Ticket(
        incident.id(), "jira", reference, null, Ticket.Look.of(category, ""), now.minus(created), now.minus(changed), now));
    return incident;
  }

  /** As the shipped rule asks, where nothing is set. */
  private List<Map<String, Object>> rows() throws IOException {
    String query = new ObjectMapper(new YAMLFactory()).readTree(Path.of("routes/rules/ticket-watch.camel.yaml").toFile())
        .at("/0/route/from/parameters/query").asText();
    return store.jdbc.queryForList(query.replaceAll("\\{\\{[^:}]+:([^}]*)}}", "$1"));
  }

  @Test
  void a_ticket_is_overdue_when_it_is_new_for_an_hour_or_not_done_for_a_day() throws IOException {
    ticket("OPS-1", Category.NEW, Duration.ofMinutes(59), Duration.ofMinutes(59));
    ticket("OPS-2", Category.NEW, Duration.ofMinutes(61), Duration.ofMinutes(61));
    ticket("OPS-3", Category.IN_PROGRESS, Duration.ofHours(23), Duration.ofHours(22));
    ticket("OPS-4", Category.IN_PROGRESS, Duration.ofHours(25), Duration.ofHours(1));
    ticket("OPS-5", Category.DONE, Duration.ofHours(25), Duration.ofHours(25));
    Incident over = ticket("OPS-6", Category.NEW, Duration.ofHours(2), Duration.ofHours(2));
    store.incidents.resolve(over.id(), "anna", null);

    assertThat(rows()).extracting(row -> row.get("subject") + ": " + row.get("problem") + ", " + row.get("severity"))
        .containsExactlyInAnyOrder(
            "OPS-2 new: jira OPS-2 is still new after 1 hour, error", "OPS-4 open: jira OPS-4 is not done after 24 hours, critical");
  }

  @Test
  void how_long_is_too_long_and_whom_to_ask_then_are_the_rule_s() {
    ticket("OPS-1", Category.NEW, Duration.ofMinutes(31), Duration.ofMinutes(31));
    ticket("OPS-2", Category.IN_PROGRESS, Duration.ofHours(5), Duration.ofHours(1));

    assertThat(store.jdbc.queryForList("select * from overdue_ticket('30m', 1, '4h', 3)"))
        .extracting(row -> row.get("problem") + ", level " + row.get("level"))
        .containsExactlyInAnyOrder(
            "jira OPS-1 is still new after 30 minutes, level 1", "jira OPS-2 is not done after 4 hours, level 3");
  }

  @Test
  void a_system_that_cannot_be_read_is_trouble_of_its_own() throws IOException {
    JdbcWatchLog log = new JdbcWatchLog(store.jdbc, store.clock);
    assertThat(log.begin("jira", Duration.ofMinutes(5))).contains(store.clock.instant());
    assertThat(log.begin("jira", Duration.ofMinutes(5))).as("another hub").isEmpty();
    for (int i = 0; i < 5; i++) {
      log.failed("jira", "HTTP 410");
    }
    assertThat(rows()).extracting(row -> row.get("problem")).containsExactly("Tickets of jira cannot be read: HTTP 410");

    log.begin("jira", Duration.ofMinutes(5));
    store.clock.tick(Duration.ofMinutes(1));
    log.read("jira", store.clock.instant());
    assertThat(rows()).isEmpty();
    assertThat(log.begin("jira", Duration.ofMinutes(5))).contains(store.clock.instant());
  }
}
