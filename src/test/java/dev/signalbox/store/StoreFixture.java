package dev.signalbox.store;

import dev.signalbox.SettableClock;
import dev.signalbox.TestPostgres;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store of its own for a test. */
public final class StoreFixture {

  public final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  public final DataSource dataSource = TestPostgres.store();
  public final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
  public final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  public final JdbcOutbox outbox = new JdbcOutbox(jdbc, clock);
  public final JdbcIncidentStore incidents = new JdbcIncidentStore(
      jdbc, transaction, outbox, kind -> kind == ChangeKind.ACKNOWLEDGED ? Set.of("slack", "pagerduty", "jira") : Set.of(), clock,
      Duration.ofHours(2));
  public final JdbcGroups groups = new JdbcGroups(jdbc, transaction, outbox, clock);
  public final JdbcTimers timers = new JdbcTimers(jdbc);
  public final JdbcDuty duty = new JdbcDuty(jdbc);
  public final JdbcAnnouncements announcements = new JdbcAnnouncements(jdbc);
  public final JdbcHubFacts hubFacts = new JdbcHubFacts(jdbc);
  public final JdbcReports reports = new JdbcReports(jdbc);
  public final JdbcDeliveries deliveries = new JdbcDeliveries(jdbc, clock);
  public final JdbcChannelLog channels = new JdbcChannelLog(jdbc, clock);
  public final JdbcPollLog polls = new JdbcPollLog(jdbc, clock);
  public final DeadLetters deadLetters = new JdbcDeadLetters(jdbc, transaction, clock);

  /** Opens an incident and owes it to a place, as a poll does. */
  public Incident opened(String key, String channel, String address) {
    Incident incident = incident(key, Severity.ERROR);
    transaction.executeWithoutResult(
        status -> {
          incidents.write(List.of(new Move.Open(incident, 1, clock.instant().plus(Duration.ofHours(4)), Reason.FIRST_NOTIFICATION)));
          owe(incident, ChangeKind.OPENED, channel, address);
        });
    return incident;
  }

  Incident incident(String key, Severity severity) {
    return new Incident(
        UUID.randomUUID(),
        new AlertKey("down", key),
        Status.OPEN,
        severity,
        "Something is wrong: " + key,
        new Row(Map.of("server_id", key)),
        clock.instant(),
        null,
        null,
        null,
        null,
        0,
        null,
        null);
  }

  void owe(Incident incident, ChangeKind kind, String channel, String address) {
    Reason reason = kind == ChangeKind.OPENED ? Reason.FIRST_NOTIFICATION : Reason.REPEAT_INTERVAL_ELAPSED;
    outbox.add(List.of(new Owed(new Change(kind, reason, incident.subject(), clock.instant()), channel, address, !channel.equals("jira"), "{}")));
  }

  /** The kinds and standings of an incident's deliveries in order, for example {@code opened sent, resolved pending}. */
  public String story(Incident incident) {
    return String.join(", ", deliveries.of(incident.id()).stream().map(view -> view.kind() + " " + view.status()).toList());
  }
}
