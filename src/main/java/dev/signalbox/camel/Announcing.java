package dev.signalbox.camel;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.Subject;
import dev.signalbox.ladder.Relief;
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
  private int seen;

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

  /** Where the shift has changed, what is open is handed over. */
  void relieve() {
    new Relief(parts.duty(), parts.outbox(), parts.audience(), Context::onCall).look(parts.onCall().now().rota(), now);
  }

  @Override
  public void owe(Owed one) {
    owed.add(one);
  }

  @Override
  public boolean heard(UUID incident, String channel, String address) {
    return parts.outbox().heard(incident, channel, address);
  }

  @Override
  public OnCall onCall(String schedule) {
    return parts.onCall().now().rota().onCallOrNobody(schedule, now);
  }

  /** An announcement climbs nothing. */
  @Override
  public OnCall.Level level(Change change, String escalation, int number, String since) {
    return parts.onCall().now().level(escalation, number, now);
  }

  /** An announcement falls to nobody. */
  @Override
  public void assign(UUID incident, OnCall onCall) {}

  @Override
  public void stumbled(Notice notice, String reason) {
    Subject told = notice.change().subject();
    bury(parts.ids().get(), "route", RowConverters.excerpt(told.row()), reason, told.id());
  }

  /** Keeps what cannot be used for a person to look at; the same id again is the same letter. */
  void bury(UUID id, String source, String payload, String reason) {
    bury(id, source, payload, reason, null);
  }

  private void bury(UUID id, String source, String payload, String reason, @Nullable UUID announcement) {
    parts.deadLetters().bury(
        new DeadLetter(id, now, source, rule, null, null, null, announcement, payload, reason, 1, "dead"));
  }

  /** Ends the poll: what was told is owed. */
  void complete() {
    parts.outbox().add(owed);
    parts.log().completed(rule, Math.max(seen, made));
  }

  /** How much it looked at, where that is more than it announced. */
  void saw(int rows) {
    seen = rows;
  }
}
