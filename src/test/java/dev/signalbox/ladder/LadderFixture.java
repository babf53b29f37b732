package dev.signalbox.ladder;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.oncall.Person;
import dev.signalbox.store.JdbcTimers;
import dev.signalbox.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Incidents on ladders in a real store, whose clock the test moves; what a poll does at an opening is done here. */
final class LadderFixture {

  final StoreFixture store = new StoreFixture();
  final List<Escalation> told = new ArrayList<>();
  private JdbcTimers timers = store.timers;
  private OnCallPlan plan;
  Holds holds = Holds.NONE;

  void plan(Path folder, String yaml) {
    try {
      plan = OnCallPlan.ofFile(Files.writeString(folder.resolve("on-call.yaml"), yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return the people asked at the opening are in {@link #told}, as the first of an incident */
  UUID opens(String key, String escalation) {
    Incident incident = new Incident(
        UUID.randomUUID(), new AlertKey("down", key), Status.OPEN, Severity.ERROR, "Down: " + key,
        new Row(Map.of("server_id", key)), store.clock.instant(), null, null, null, null, 0, null, null);
    Change change = new Change(ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, incident.subject(), store.clock.instant());
    store.transaction.executeWithoutResult(status -> {
      store.incidents.write(List.of(
          new Move.Open(incident, 1, store.clock.instant().plus(Duration.ofHours(4)), Reason.FIRST_NOTIFICATION)));
      Opening opening = Opening.of(plan.ladder(escalation), 1, change, "", Duration.ZERO, store.clock.instant());
      store.timers.start(List.of(opening.start()));
      if (!opening.start().nobody()) {
        told.add(new Escalation(change, plan.rota().onCallOrNobody("", store.clock.instant())
            .with(plan.level(escalation, opening.level(), store.clock.instant()))));
      }
    });
    return incident.id();
  }

  /** Another process, which knows nothing but what is in the store. */
  void restart() {
    timers = new JdbcTimers(store.jdbc);
  }

  /** One look at the timers. */
  void sweep() {
    store.transaction.executeWithoutResult(status -> {
      Sweep sweep = new Sweep(timers, store.outbox, kind -> Set.of("slack"), () -> plan, holds, store.clock.instant());
      sweep.begin();
      for (List<Escalation> more = sweep.next(); !more.isEmpty(); more = sweep.next()) {
        told.addAll(more);
      }
    });
  }

  void after(Duration time) {
    store.clock.tick(time);
    sweep();
  }

  /** Whom the incident has asked, in order: {@code 1 anna, 2 sam+tia}. */
  String story(UUID incident) {
    return String.join(", ", told.stream().filter(one -> one.change().subject().id().equals(incident))
        .map(one -> one.onCall().level().number() + " " + String.join("+", names(one))).toList());
  }

  static List<String> names(Escalation one) {
    return one.onCall().level().people().stream().map(Person::name).sorted().toList();
  }

  Timers.Timer timer(UUID incident) {
    return store.timers.find(incident).orElseThrow();
  }
}
