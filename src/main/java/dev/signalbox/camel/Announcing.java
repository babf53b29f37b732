package dev.signalbox.camel;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One poll of a source that announces: what is new is made, told and owed, all in the poll's own transaction. Used by
 * the poll's thread only.
 */
final class Announcing implements UnitOfWork {

  private final String rule;
  private final Polls.Parts parts;
  private final Instant now;
  private final List<Owed> owed = new ArrayList<>();
  private int made;

  Announcing(String rule, Polls.Parts parts, Instant now) {
    this.rule = rule;
    this.parts = parts;
    this.now = now;
  }

  /** Database time of this poll. */
  Instant now() {
    return now;
  }

  /**
   * Makes an announcement.
   *
   * @param document what it says in full; null if its subject is all
   * @param onCall who is on call for the route's sinks; null if the route asks
   * @return what the route is to tell; empty if it has been made before
   */
  Optional<Notice> announce(Subject what, @Nullable Document document, @Nullable OnCall onCall) {
    if (!parts.announcements().make(what, document)) {
      return Optional.empty();
    }
    made++;
    return Optional.of(new Notice(Change.announced(what), this, onCall));
  }

  @Override
  public void owe(Owed one) {
    owed.add(one);
  }

  @Override
  public OnCall onCall(String schedule) {
    return parts.onCall().now().rota().onCallOrNobody(schedule, now);
  }

  @Override
  public OnCall.Level level(String escalation, int number) {
    return parts.onCall().now().level(escalation, number, now);
  }

  /** An announcement falls to nobody. */
  @Override
  public void assign(UUID incident, OnCall onCall) {}

  @Override
  public void stumbled(Notice notice, String reason) {
    UUID id = parts.ids().get();
    String payload = RowConverters.excerpt(notice.change().subject().row());
    parts.deadLetters().bury(
        new DeadLetter(id, now, "route", rule, null, null, null, null, payload, reason, 1, "dead"));
  }

  /** Ends the poll: what was told is owed. */
  void complete() {
    parts.outbox().add(owed);
    parts.log().completed(rule, made);
  }
}
