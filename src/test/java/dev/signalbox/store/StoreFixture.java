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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store of its own for a test. */
public final class StoreFixture {

  public final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  public final DataSource dataSource;
  public final JdbcTemplate jdbc;
  public final TransactionTemplate transaction;
  public final JdbcOutbox outbox;
  public final JdbcIncidentStore incidents;
  public final JdbcGroups groups;
  public final JdbcTimers timers;
  public final JdbcDuty duty;
  public final JdbcAnnouncements announcements;
  public final JdbcHubFacts hubFacts;
  public final JdbcReports reports;
  public final JdbcDeliveries deliveries;
  public final JdbcChannelLog channels;
  public final JdbcPollLog polls;
  public final DeadLetters deadLetters;

  public StoreFixture() {
    this(TestPostgres.store());
  }

  private StoreFixture(DataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.outbox = new JdbcOutbox(jdbc, clock);
    this.incidents = new JdbcIncidentStore(
      jdbc, transaction, outbox, kind -> kind == ChangeKind.ACKNOWLEDGED ? Set.of("slack", "pagerduty", "jira") : Set.of(), clock,
      Duration.ofHours(2));
    this.groups = new JdbcGroups(jdbc, transaction, outbox, clock);
    this.timers = new JdbcTimers(jdbc);
    this.duty = new JdbcDuty(jdbc);
    this.announcements = new JdbcAnnouncements(jdbc);
    this.hubFacts = new JdbcHubFacts(jdbc);
    this.reports = new JdbcReports(jdbc);
    this.deliveries = new JdbcDeliveries(jdbc, clock);
    this.channels = new JdbcChannelLog(jdbc, clock);
    this.polls = new JdbcPollLog(jdbc, clock);
    this.deadLetters = new JdbcDeadLetters(jdbc, transaction, clock);
  }

  /** For a test of one thread with very many statements: a connection for each would be most of its time. */
  public static StoreFixture onOneConnection() {
    try {
      return new StoreFixture(new SingleConnectionDataSource(TestPostgres.store().getConnection(), true));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

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
