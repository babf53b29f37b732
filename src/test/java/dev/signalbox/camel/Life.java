package dev.signalbox.camel;

import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Owed;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.FlapPolicy;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.HoldListener;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.MassPolicy;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.store.JdbcIncidentStore;
import dev.signalbox.store.JdbcTimers;
import dev.signalbox.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One rule over four servers, three of which are a mass outage; a channel, tickets, and the people of an escalation (level 1
 * anna, 15 minutes later level 2 sam) to tell. Polls, looks at the timers and the store are the real ones; rows, people and
 * time are the test's.
 */
final class Life {

  static final Duration EVERY = Duration.ofSeconds(30);
  static final String HOLD = "\"upgrade\" of mira";

  private static final OnCallPlan PLAN = plan();
  private static final Set<ChangeKind> MAILED = EnumSet.of(
      ChangeKind.OPENED, ChangeKind.REPEATED, ChangeKind.WORSENED, ChangeKind.ESCALATED, ChangeKind.REOPENED, ChangeKind.RESOLVED);
  private static final Audience AUDIENCE = kind -> MAILED.contains(kind) ? Set.of("slack", "jira", "mail") : Set.of("slack", "jira");
  private static final HoldListener QUIET = new HoldListener() {
    @Override
    public void held(String rule, Reason reason, int count) {}

    @Override
    public void released(String rule, int count) {}
  };

  final StoreFixture store;
  final Rule rule;
  /** What the query returns: a severity, or {@code over}, by server. */
  final Map<String, String> rows = new TreeMap<>();
  /** Servers of which a silence holds the news. */
  final Set<String> silenced = new HashSet<>();

  JdbcIncidentStore incidents;
  private JdbcTimers timers;

  Life(StoreFixture store, String rule) {
    this.store = store;
    this.rule = new Rule(
        rule, "Down", EVERY, List.of("server"), Severity.ERROR, "severity", "over", 1, Duration.ofHours(4), Duration.ofHours(24),
        Duration.ofHours(4), new FlapPolicy(3, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofSeconds(10)),
        new MassPolicy(0.5, Duration.ofMinutes(5), 3), 1_000, null);
    restart();
  }

  private static OnCallPlan plan() {
    try {
      return OnCallPlan.ofFile(Files.writeString(Files.createTempFile("on-call", ".yaml"), """
          schedule: primary
          timezone: UTC
          layers: [{participants: [anna]}]
          ---
          escalation: ladder
          acknowledge_expires: 2h
          levels:
            - {delay_minutes: 15, targets: [{schedule: primary}]}
            - {targets: [{user: sam}]}
          """));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another process, which knows nothing but what is in the store. */
  void restart() {
    incidents = new JdbcIncidentStore(
        store.jdbc, store.transaction, store.outbox, AUDIENCE, store.clock, Duration.ofHours(2));
    timers = new JdbcTimers(store.jdbc);
  }

  private Polls.Parts parts() {
    Holds holds = (rule, now) -> candidate -> silenced.contains(candidate.alert().key())
        ? Optional.of(new Hold(Reason.SILENCED, HOLD)) : Optional.empty();
    return new Polls.Parts(
        store.polls, incidents, holds, QUIET, store.outbox, store.announcements, AUDIENCE, store.deadLetters, timers, store.duty,
        () -> PLAN, UUID::randomUUID);
  }

  /** A poll, half a minute after whatever was before. */
  void poll() {
    poll(false);
  }

  /** A poll that reads every row and breaks off then. */
  void failedPoll() {
    poll(true);
    store.polls.failed(rule.id(), "the source went away");
  }

  private void poll(boolean fails) {
    store.clock.tick(EVERY);
    store.transaction.executeWithoutResult(status -> {
      boolean first = store.polls.begin(rule.id(), rule.description(), EVERY).orElseThrow().first();
      Poll poll = new Poll(rule, parts(), new HoldCount(rule.id(), QUIET), first, store.clock.instant());
      poll.population(4);
      Iterator<Notice> notices = poll.notices(rows.entrySet().stream().map(Life::row).iterator());
      while (notices.hasNext()) {
        tell(poll, notices.next());
      }
      if (fails) {
        status.setRollbackOnly();
      } else {
        poll.complete();
      }
    });
  }

  private static Map<String, Object> row(Map.Entry<String, String> row) {
    boolean over = row.getValue().equals("over");
    return Map.of("server", row.getKey(), "severity", over ? "error" : row.getValue(), "over", over);
  }

  private static void tell(Poll poll, Notice notice) {
    OnCall.Level level = poll.level(notice.change(), "ladder", 1, "");
    poll.owe(new Owed(notice.change(), "slack", "ops", true, "{}"));
    poll.owe(new Owed(notice.change(), "jira", "OPS", false, "{}"));
    level.people().forEach(person -> poll.owe(mail(notice, person)));
  }

  private static Owed mail(Notice notice, Person person) {
    return new Owed(notice.change(), "mail", person.name(), true, "{}");
  }

  /** A look at the timers. */
  void sweep() {
    store.transaction.executeWithoutResult(status -> {
      Climbing climbing = new Climbing("escalation", parts(), store.clock.instant());
      Iterator<Notice> notices = climbing.notices();
      while (notices.hasNext()) {
        Notice notice = notices.next();
        notice.onCall().level().people().forEach(person -> climbing.owe(mail(notice, person)));
      }
      climbing.complete();
    });
  }

  boolean hasten(UUID incident) {
    return Boolean.TRUE.equals(
        store.transaction.execute(status -> timers.hasten(incident, "anna", null, store.clock.instant())));
  }

  Optional<Incident> latest(String server) {
    return incidents.list(null, rule.id(), server, 1, 0).stream().findFirst();
  }

  Instant now() {
    return store.clock.instant();
  }

  JdbcTimers timers() {
    return timers;
  }
}
