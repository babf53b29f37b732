package dev.signalbox.camel;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Outbox.News;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.ladder.Escalation;
import dev.signalbox.ladder.Sweep;
import dev.signalbox.oncall.OnCall;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * One look at the timers: the levels that are due are entered, told and owed, all in the look's own transaction. Used by
 * its thread only.
 */
final class Climbing implements UnitOfWork {

  private final String rule;
  private final Polls.Parts parts;
  private final Instant now;
  private final Sweep sweep;
  private final List<News> news = new ArrayList<>();
  private final List<Owed> owed = new ArrayList<>();
  private int entered;

  Climbing(String rule, Polls.Parts parts, Instant now) {
    this.rule = rule;
    this.parts = parts;
    this.now = now;
    this.sweep = new Sweep(parts.timers(), parts.outbox(), parts.audience(), parts.onCall(), parts.holds(), now);
  }

  /** What the route is to tell, read as it is asked for. */
  Iterator<Notice> notices() {
    sweep.begin();
    return new Iterator<>() {
      private final Deque<Escalation> found = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        if (found.isEmpty()) {
          flush(); // the reader looks one ahead: what its last notice owes comes with the next
          found.addAll(sweep.next());
        }
        return !found.isEmpty();
      }

      @Override
      public Notice next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return notice(found.remove());
      }
    };
  }

  private Notice notice(Escalation escalation) {
    entered++;
    Change change = escalation.change();
    news.add(new News(
        change.subject().id(), change.reason(), change.at(), change.note(), Context.onCall(escalation.onCall())));
    return new Notice(change, this, escalation.onCall());
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

  @Override
  public OnCall.Level level(Change change, String escalation, int number, String since) {
    return parts.onCall().now().level(escalation, number, now);
  }

  /** It stays with whom it fell to: who is asked to help has not taken it yet. */
  @Override
  public void assign(UUID incident, OnCall onCall) {}

  @Override
  public void stumbled(Notice notice, String reason) {
    String payload = RowConverters.excerpt(notice.change().subject().row());
    UUID incident = notice.change().subject().id();
    parts.deadLetters().bury(new DeadLetter(
        parts.ids().get(), now, "route", rule, null, null, null, incident, payload, reason, 1, "dead"));
  }

  void complete() {
    flush();
    parts.log().completed(rule, entered);
  }

  /** Places that know hear of it first, and so are not told once more as new ones. */
  private void flush() {
    parts.outbox().tell(news, ChangeKind.ESCALATED, parts.audience().of(ChangeKind.ESCALATED));
    parts.outbox().add(owed);
    news.clear();
    owed.clear();
  }
}
