package dev.signalbox.camel;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Owed;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.Absence;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.Ended;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reconciler;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.Subject;
import dev.signalbox.ladder.Opening;
import dev.signalbox.ladder.Timers;
import dev.signalbox.oncall.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one rule: the rows come in one by one, what is to be told goes out one by one, and what is to be written
 * gathers here and goes to the store in batches, all in the poll's own transaction. Used by the poll's thread only.
 */
public final class Poll implements UnitOfWork {

  private static final int BATCH = 500;
  /** So many polls have to be missing for an absence. */
  private static final int MISSED = 3;

  private final Rule rule;
  private final Polls.Parts parts;
  private final Reconciler reconciler;
  private final HoldCount held;
  private final Instant now;

  private final List<Owed> owed = new ArrayList<>();
  private final Map<UUID, OnCall> assigned = new HashMap<>();
  private final Map<UUID, Timers.Start> climbing = new LinkedHashMap<>();
  private final Map<String, OnCall> onCall = new HashMap<>();
  private @Nullable OnCallPlan plan;
  private List<Move> moves = new ArrayList<>();
  private int openings;
  private boolean outageJudged;
  private @Nullable UUID underWay;

  Poll(Rule rule, Polls.Parts parts, HoldCount held, boolean first, Instant now) {
    this.rule = rule;
    this.parts = parts;
    this.held = held;
    this.now = now;
    this.reconciler =
        new Reconciler(
            rule,
            parts.incidents().spells(rule.id()),
            () -> parts.incidents().formers(rule.id(), Reconciler.remembersSince(rule, now)),
            parts.incidents().outage(rule.id()),
            first,
            parts.holds().at(rule, now),
            now,
            parts.ids());
    reconciler.namelessBefore(parts.log().nameless(rule.id()));
  }

  /** @param at null if it never was */
  void completedLast(@Nullable Instant at) {
    if (at != null && at.isBefore(now.minus(rule.every().multipliedBy(MISSED)))) {
      reconciler.after(new Absence(at, now, parts.holds().between(at, now)));
    }
  }

  /** How many there are of what the rule watches. */
  void population(long population) {
    reconciler.population(population);
  }

  /** Reads the rows as they are asked for, and hands out what is to be told. */
  Iterator<Notice> notices(Iterator<Map<String, Object>> rows) {
    return new Iterator<>() {
      private final Deque<Change> found = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        while (found.isEmpty() && rows.hasNext()) {
          read(rows.next(), found);
          if (reconciler.undecided().size() >= BATCH) {
            found.addAll(judgeOver());
          }
        }
        if (found.isEmpty() && !reconciler.undecided().isEmpty()) {
          found.addAll(judgeOver());
        }
        if (found.isEmpty()) {
          findWithheld(found);
        }
        return !found.isEmpty();
      }

      @Override
      public Notice next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Change change = found.remove();
        underWay = change.subject().id();
        return new Notice(change, Poll.this, null);
      }
    };
  }

  /** All rows are read: now it is known whether they are one outage. */
  private void findWithheld(Deque<Change> found) {
    if (!outageJudged) {
      outageJudged = true;
      reconciler.judgeOutage().ifPresent(found::add);
    }
    if (found.isEmpty()) {
      flushTold();
      found.addAll(reconciler.withheld(BATCH));
    }
  }

  private void read(Map<String, Object> columns, Deque<Change> found) {
    if (owed.size() + openings() >= BATCH) {
      flushTold();
    }
    Row row = RowConverters.row(columns);
    try {
      reconciler.observe(row).ifPresent(found::add);
    } catch (IllegalArgumentException unreadable) {
      DeadLetter letter = letter("row", RowConverters.excerpt(row), "unreadable row: " + unreadable.getMessage(), null);
      parts.deadLetters().buryRow(letter, of(row));
    }
  }

  /** What the row is about, so that it is one letter however often it is read; of those without a key the how many-th it is. */
  private String of(Row row) {
    return reconciler.key(row).orElseGet(() -> "#" + reconciler.nameless());
  }

  private int openings() {
    List<Move> more = reconciler.moves();
    moves.addAll(more);
    openings += more.size();
    return openings;
  }

  private List<Change> judgeOver() {
    return reconciler.judgeOver(parts.incidents().known(rule.id(), reconciler.undecided()));
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
    return onCall.computeIfAbsent(schedule, name -> plan().rota().onCallOrNobody(name, now));
  }

  @Override
  public OnCall.Level level(Change change, String escalation, int number, String since) {
    Optional<EscalationPolicy> policy = plan().find(escalation).filter(found -> number <= found.levels().size());
    boolean opens = change.kind() == ChangeKind.OPENED || change.kind() == ChangeKind.REOPENED;
    if (policy.isEmpty() || !opens) {
      return plan().level(escalation, number, now);
    }
    Opening opening = Opening.of(plan().ladder(policy.get()), number, change, since, stoodStill(change.subject()), now);
    climbing.putIfAbsent(change.subject().id(), opening.start());
    return plan().level(policy.get(), opening.level(), now);
  }

  /** How long the outage's own clock stood still until now. */
  private Duration stoodStill(Subject incident) {
    return Optional.ofNullable(rule.clock()).flatMap(clock -> clock.reading(incident.row()))
        .map(reading -> parts.holds().between(reading.since(), now).of(incident, reading.since()))
        .orElse(Duration.ZERO);
  }

  private OnCallPlan plan() {
    if (plan == null) {
      plan = parts.onCall().now();
    }
    return plan;
  }

  @Override
  public void assign(UUID incident, OnCall onCall) {
    assigned.putIfAbsent(incident, onCall);
  }

  @Override
  public void stumbled(Notice notice, String reason) {
    Subject subject = notice.change().subject();
    parts.deadLetters().bury(letter("route", RowConverters.excerpt(subject.row()), reason, subject.id()));
  }

  private DeadLetter letter(String source, String payload, String reason, @Nullable UUID incident) {
    return new DeadLetter(parts.ids().get(), now, source, rule.id(), null, null, null, incident, payload, reason, 1, "dead");
  }

  /** Ends the poll. Every row has been read and told; now what is missing is over. */
  void complete() {
    List<Ended> ended = reconciler.finish();
    flush();
    parts.outbox().close(ended, now);
    parts.log().nameless(rule.id(), reconciler.nameless(), reconciler.unclear());
    parts.log().completed(rule.id(), reconciler.rows());
  }

  /** Whoever reads asks for the next row before it passes on the last notice: of that it is not known yet to whom it falls. */
  private void flushTold() {
    moves.addAll(reconciler.moves());
    int told = 0;
    while (told < moves.size() && !begins(moves.get(told), underWay)) {
      told++;
    }
    List<Move> rest = new ArrayList<>(moves.subList(told, moves.size()));
    moves = moves.subList(0, told);
    Timers.Start notYet = climbing.remove(underWay);
    List<Owed> later = owed.stream().filter(one -> one.change().subject().id().equals(underWay)).toList();
    owed.removeAll(later);
    write();
    owed.addAll(later);
    moves = rest;
    openings = rest.size();
    assigned.keySet().removeIf(incident -> !incident.equals(underWay));
    if (notYet != null) {
      climbing.put(underWay, notYet);
    }
  }

  private static boolean begins(Move move, @Nullable UUID incident) {
    return move instanceof Move.Open open && open.incident().id().equals(incident)
        || move instanceof Move.Reopen reopen && reopen.incident().id().equals(incident)
        || move instanceof Move.Tell tell && tell.incident().id().equals(incident)
        || move instanceof Move.Outbreak outbreak && outbreak.incident().id().equals(incident);
  }

  private void flush() {
    moves.addAll(reconciler.moves());
    write();
    moves = new ArrayList<>();
    openings = 0;
    assigned.clear();
  }

  private void write() {
    moves.forEach(held::count);
    parts.incidents().write(moves.stream().map(this::assigned).toList());
    parts.timers().start(List.copyOf(climbing.values()));
    parts.outbox().add(owed);
    owed.clear();
    climbing.clear();
  }

  private Move assigned(Move move) {
    if (move instanceof Move.Open open) {
      return new Move.Open(assigned(open.incident()), open.fingerprint(), open.nextRepeatAt(), open.reason());
    }
    if (move instanceof Move.Outbreak outbreak) {
      return new Move.Outbreak(assigned(outbreak.incident()), outbreak.fingerprint(), outbreak.nextRepeatAt());
    }
    if (move instanceof Move.Tell tell) {
      return new Move.Tell(assigned(tell.incident()), tell.fingerprint(), tell.nextRepeatAt(), tell.at());
    }
    return move instanceof Move.Reopen reopen ? reopen.of(assigned(reopen.incident())) : move;
  }

  private Incident assigned(Incident incident) {
    OnCall to = assigned.get(incident.id());
    if (to == null) {
      return incident;
    }
    String person = to.asked().isEmpty() ? null : to.asked().get(0).name();
    return incident.assignedTo(to.schedule(), person);
  }
}
