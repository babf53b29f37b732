package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Document;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JdbcRetentionTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Instant OLD = NOW.minus(Duration.ofDays(100));

  private final StoreFixture store = new StoreFixture();
  private final JdbcRetention retention = new JdbcRetention(store.jdbc, 2);

  @Test
  void what_is_over_and_old_goes_with_all_that_belongs_to_it_in_batches() throws Exception {
    for (int i = 0; i < 5; i++) {
      UUID id = incident("db-" + i, OLD, true);
      delivery(id, "opened", "sent", OLD);
      store.jdbc.update("insert into timeline (incident, at, event, actor, reason) values (?, now(), 'opened', 'x', 'x')", id);
      store.jdbc.update("""
          insert into ticket (incident, channel, reference, category, created_at, changed_at, seen_at)
          values (?, 'jira', 'OPS-1', 'done', now(), now(), now())""", id);
      new JdbcTickets(store.jdbc, store.clock).heard("jira", "10" + i, id);
    }
    incident("db-9", NOW.minus(Duration.ofDays(89)), true);

    assertThat(exhaust(retention.incidents(before()))).as("two at a time").isEqualTo(3);
    assertThat(keys()).containsExactly("db-9");
    assertThat(count("timeline") + count("ticket") + count("ticket_comment") + count("delivery")).isZero();
  }

  @Test
  void comments_of_before_go_by_their_age() throws Exception {
    store.jdbc.update("insert into ticket_comment (channel, comment, heard_at) values ('jira', '1', ?), ('jira', '2', ?)",
        java.sql.Timestamp.from(OLD), java.sql.Timestamp.from(NOW));
    exhaust(retention.comments(before()));
    assertThat(store.jdbc.queryForList("select comment from ticket_comment", String.class)).containsExactly("2");
  }

  @Test
  void what_is_open_or_not_over_for_its_rule_stays_whatever_its_age() throws Exception {
    UUID open = incident("open", OLD, false);
    delivery(open, "opened", "sent", OLD);
    UUID byHand = incident("by-hand", OLD, true);
    store.jdbc.update("update incident set gone_at = null where id = ?", byHand);
    delivery(byHand, "opened", "sent", OLD);

    assertThat(exhaust(retention.deliveries(before()))).isZero();
    assertThat(exhaust(retention.incidents(before()))).isZero();
    assertThat(keys()).containsExactly("by-hand", "open");
    assertThat(count("delivery")).isEqualTo(2);
  }

  @Test
  void a_place_that_must_still_hear_the_end_keeps_its_beginning() throws Exception {
    UUID waiting = incident("waiting", OLD, true);
    delivery(waiting, "opened", "sent", OLD);
    delivery(waiting, "resolved", "pending", OLD.plusSeconds(1));
    UUID told = incident("told", OLD, true);
    delivery(told, "opened", "sent", OLD);
    delivery(told, "resolved", "sent", OLD.plusSeconds(1));

    assertThat(exhaust(retention.deliveries(before()))).isEqualTo(1);
    assertThat(exhaust(retention.incidents(before()))).isEqualTo(1);
    assertThat(keys()).containsExactly("waiting");
    assertThat(store.jdbc.queryForList("select kind from delivery order by seq", String.class)).containsExactly("opened", "resolved");
  }

  @Test
  void deliveries_that_stay_do_not_keep_the_others_from_going() throws Exception {
    UUID open = incident("open", OLD, false);
    UUID over = incident("over", OLD, true);
    for (int i = 0; i < 7; i++) {
      delivery(i < 3 ? open : over, "repeated", "sent", OLD.plusSeconds(i));
    }
    exhaust(retention.deliveries(before()));
    assertThat(count("delivery")).isEqualTo(3);
  }

  @Test
  void what_waits_as_a_dead_letter_keeps_its_delivery_and_its_incident_until_the_letter_is_old_itself() throws Exception {
    UUID id = incident("dead", OLD, true);
    UUID delivery = delivery(id, "opened", "dead", OLD);
    store.jdbc.update("""
        insert into dead_letter (id, at, source, delivery, incident, payload, reason, attempts)
        values (gen_random_uuid(), ?::timestamptz, 'delivery', ?, ?, '', '', 1)""", NOW.minus(Duration.ofDays(80)).toString(), delivery, id);

    exhaust(retention.deadLetters(before()));
    exhaust(retention.deliveries(before()));
    exhaust(retention.incidents(before()));
    assertThat(count("delivery")).isOne();
    assertThat(keys()).containsExactly("dead");

    exhaust(retention.deadLetters(NOW));
    exhaust(retention.deliveries(before()));
    exhaust(retention.incidents(before()));
    assertThat(count("dead_letter") + count("delivery") + count("incident")).isZero();
  }

  @Test
  void what_is_forgotten_is_no_news_when_its_rule_still_returns_it() throws Exception {
    incident("db-1", OLD, true);
    exhaust(retention.incidents(before()));
    assertThat(store.incidents.known("down", List.of("db-1", "db-2"))).containsExactly("db-1");
  }

  @Test
  void what_somebody_holds_is_passed_over_and_nobody_waits() throws Exception {
    incident("held", OLD, true);
    incident("free", OLD.plusSeconds(1), true);
    store.transaction.executeWithoutResult(status -> {
      store.jdbc.queryForList("select id from incident where key = 'held' for update");
      try {
        CompletableFuture.runAsync(() -> retention.incidents(before()).purge())
            .get(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    assertThat(keys()).containsExactly("held");
  }

  @Test
  void of_an_announcement_the_pages_go_and_the_name_stays() throws Exception {
    store.clock.set(OLD.toString());
    Subject subject = new Subject(
        UUID.randomUUID(), new AlertKey("daily-report", "2026-08-19"), Severity.INFO, "Report", new Row(Map.of()), List.of(), OLD, "/reports");
    Document document = new Document("text", "html", List.of(new Document.Enclosure("a.csv", "text/csv", null, new byte[] {1})));
    assertThat(store.announcements.make(subject, document)).isTrue();
    assertThat(store.announcements.document(subject.id())).isPresent();

    assertThat(exhaust(retention.reports(before()))).isEqualTo(1);
    assertThat(store.announcements.document(subject.id())).isEmpty();
    assertThat(count("enclosure")).isZero();
    assertThat(store.announcements.make(subject, document)).as("told once").isFalse();
  }

  private static Instant before() {
    return NOW.minus(Duration.ofDays(90));
  }

  private static int exhaust(JdbcRetention.Step step) throws InterruptedException {
    return JdbcRetention.exhaust(step, Duration.ZERO);
  }

  private UUID incident(String key, Instant resolved, boolean over) {
    UUID id = UUID.randomUUID();
    store.jdbc.update("""
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, resolved_at, gone_at, next_repeat_at)
        values (?, 'down', ?, ?, 'error', 't', '{}', 1, ?::timestamptz, ?::timestamptz, ?::timestamptz, now())""",
        id, key, over ? "resolved" : "open", resolved.toString(), over ? resolved.toString() : null, over ? resolved.toString() : null);
    return id;
  }

  private UUID delivery(UUID incident, String kind, String status, Instant created) {
    UUID id = UUID.randomUUID();
    store.jdbc.update("""
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at, created_at)
        values (?, ?, 'down', 'slack', 'ops', ?, 'x', 2, ?::timestamptz, '{}', ?, now(), ?::timestamptz)""",
        id, incident, kind, created.toString(), status, created.toString());
    return id;
  }

  private List<String> keys() {
    return store.jdbc.queryForList("select key from incident order by key", String.class);
  }

  private int count(String table) {
    return store.jdbc.queryForObject("select count(*) from " + table, Integer.class);
  }
}
