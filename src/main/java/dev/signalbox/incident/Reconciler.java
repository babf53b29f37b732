package dev.signalbox.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.UUID;

/**
 * Compares the rows of one poll with the spells that the poll before left: rows in, changes out. One instance per poll,
 * used by one thread: {@link #observe} for every row, {@link #judgeOver} now and then, {@link #finish} once, and only if
 * every row was read; a poll that broke off must be thrown away whole, because a missing row means "over".
 *
 * <p>What is held back is on record but not told: neither that it opened, nor reminders, nor that it became worse. That is
 * looked at again in each poll, so what is still there when the hold ends is told then, with what it missed.
 *
 * <p>What has to be written comes out of {@link #moves}, what has to be told is returned. The ends of incidents are not
 * returned: they are told to whoever heard of the beginning, whatever the rule says today.
 */
public final class Reconciler {

  private final Rule rule;
  private final Map<String, Spell> spells;
  private final boolean firstPoll;
  private final Holds.InForce holds;
  private final Instant now;
  private final Supplier<UUID> ids;

  private final Set<String> seen = new HashSet<>();
  private final Map<String, Observation> over = new LinkedHashMap<>();
  private final Set<String> saidOver = new HashSet<>();
  private List<Move> moves = new ArrayList<>();
  private int rows;

  /**
   * @param spells by key, as {@link IncidentStore#spells} answered
   * @param firstPoll whether the rule has never completed a poll: rows that are over already are then adopted
   * @param holds what is held back during this poll
   * @param now database time
   */
  public Reconciler(
      Rule rule, Map<String, Spell> spells, boolean firstPoll, Holds.InForce holds, Instant now, Supplier<UUID> ids) {
    this.rule = rule;
    this.spells = spells;
    this.firstPoll = firstPoll;
    this.holds = holds;
    this.now = now;
    this.ids = ids;
  }

  /**
   * Takes one row. Of several rows with the same key the first counts, and a row that is not over outweighs those that
   * are.
   *
   * @return what the rule's places should be told about it now
   * @throws IllegalArgumentException if the row cannot be read, with the reason; it changes nothing
   * @throws TooManyRows if the poll is larger than the rule allows
   */
  public Optional<Change> observe(Row row) {
    rows++;
    if (rows > rule.maxRows()) {
      throw new TooManyRows(rule);
    }
    String key = Observation.key(rule, row);
    if (seen.contains(key)) {
      return Optional.empty();
    }
    Spell spell = spells.get(key);
    Observation observation = read(key, row);
    if (observation.over()) {
      if (spell != null) {
        saidOver.add(key);
      } else {
        over.putIfAbsent(key, observation);
      }
      return Optional.empty();
    }
    seen.add(key);
    return spell == null ? open(observation) : again(spell, observation);
  }

  private Observation read(String key, Row row) {
    try {
      return Observation.of(rule, key, row);
    } catch (IllegalArgumentException e) {
      seen.add(key); // the row is broken, not gone: its incident stays as it is
      throw e;
    }
  }

  /** Rows that are over and belong to no spell, waiting for {@link #judgeOver}. */
  public Set<String> undecided() {
    return over.keySet();
  }

  /**
   * Decides on rows that are over: those of incidents long closed say nothing new; on a rule's first poll the others are
   * adopted; later they are news that came and went between two polls.
   *
   * @param known which of {@link #undecided} the rule has had an incident for
   */
  public List<Change> judgeOver(Set<String> known) {
    List<Change> changes = new ArrayList<>();
    for (Observation observation : over.values()) {
      String key = observation.alert().key();
      if (seen.contains(key) || known.contains(key)) {
        continue;
      }
      seen.add(key);
      if (firstPoll) {
        adopt(observation);
      } else {
        open(observation).ifPresent(changes::add);
      }
    }
    over.clear();
    return changes;
  }

  /**
   * Ends the poll: whatever was not seen is missing.
   *
   * @return the incidents that ended, with the reason
   */
  public Map<UUID, Reason> finish() {
    if (!over.isEmpty()) {
      throw new IllegalStateException("%d rows are undecided: call judgeOver first".formatted(over.size()));
    }
    Map<UUID, Reason> ended = new HashMap<>();
    for (Spell spell : spells.values()) {
      if (seen.contains(spell.key())) {
        continue;
      }
      if (saidOver.contains(spell.key())) {
        end(spell, Reason.ROW_SAYS_RESOLVED, ended);
      } else if (spell.missed() + 1 >= rule.resolveAfter()) {
        end(spell, Reason.ROW_GONE, ended);
      } else {
        moves.add(new Move.Missed(spell.incident(), spell.missed() + 1));
      }
    }
    return ended;
  }

  /** What is to be written since the last call. */
  public List<Move> moves() {
    List<Move> taken = moves;
    moves = new ArrayList<>();
    return taken;
  }

  public int rows() {
    return rows;
  }

  private Optional<Change> open(Observation observation) {
    Incident incident = incident(ids.get(), observation, Status.OPEN, observation.severity(), now);
    Optional<Hold> hold = holds.on(incident.subject());
    Incident opened = hold.map(it -> incident.heldBack(new Held(it, now))).orElse(incident);
    moves.add(
        new Move.Open(opened, observation.row().fingerprint(), now.plus(rule.repeatEvery()), Reason.FIRST_NOTIFICATION));
    return hold.isPresent()
        ? Optional.empty()
        : Optional.of(new Change(ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, opened.subject(), now));
  }

  private void adopt(Observation observation) {
    Incident incident = incident(ids.get(), observation, Status.RESOLVED, observation.severity(), now);
    moves.add(new Move.Open(incident, observation.row().fingerprint(), now, Reason.ADOPTED));
  }

  private Optional<Change> again(Spell spell, Observation observation) {
    if (spell.status() == Status.RESOLVED) {
      refresh(spell, observation, spell.severity());
      return Optional.empty();
    }
    // as its row tells it, not as it was told: a silence of warnings does not hold what became critical
    Incident incident = incident(spell.incident(), observation, spell.status(), observation.severity(), spell.openedAt());
    Optional<Hold> hold = holds.on(incident.subject());
    note(spell, hold);
    boolean quiet = hold.isPresent() || !spell.told() && snoozed(spell);
    if (quiet) {
      refresh(spell, observation, spell.told() ? spell.severity() : observation.severity());
      return Optional.empty();
    }
    return spell.told() ? remind(spell, observation) : Optional.of(tell(spell, incident));
  }

  private void note(Spell spell, Optional<Hold> hold) {
    Held was = spell.held();
    if (hold.isEmpty()) {
      if (was != null) {
        moves.add(new Move.Release(spell.incident(), was, now));
      }
    } else if (was == null) {
      moves.add(new Move.Hold(spell.incident(), new Held(hold.get(), now), now));
    } else if (!was.hold().equals(hold.get())) {
      moves.add(new Move.Hold(spell.incident(), was.under(hold.get()), now));
    }
  }

  private Change tell(Spell spell, Incident incident) {
    moves.add(new Move.Tell(incident, incident.row().fingerprint(), now.plus(rule.repeatEvery()), now));
    return new Change(ChangeKind.OPENED, Reason.HOLD_ENDED, incident.subject(), now);
  }

  private Optional<Change> remind(Spell spell, Observation observation) {
    boolean worse = observation.severity().worseThan(spell.severity());
    boolean reminder = spell.status() == Status.OPEN && !snoozed(spell) && !now.isBefore(spell.nextRepeatAt());
    if (!worse && !reminder) {
      refresh(spell, observation, spell.severity());
      return Optional.empty();
    }
    Reason reason = worse ? Reason.SEVERITY_ROSE : Reason.REPEAT_INTERVAL_ELAPSED;
    Severity severity = worse ? observation.severity() : spell.severity();
    int repeats = spell.repeats() + 1;
    Instant next = now.plus(rule.pauseAfter(repeats));
    moves.add(
        new Move.Refresh(
            spell.incident(), observation.row(), observation.row().fingerprint(), severity, repeats, next, reason, now));
    Incident incident = incident(spell.incident(), observation, spell.status(), severity, spell.openedAt());
    ChangeKind kind = worse ? ChangeKind.WORSENED : ChangeKind.REPEATED;
    return Optional.of(new Change(kind, reason, incident.subject(), now));
  }

  private void refresh(Spell spell, Observation observation, Severity severity) {
    long fingerprint = observation.row().fingerprint();
    if (fingerprint != spell.fingerprint() || severity != spell.severity()) {
      moves.add(
          new Move.Refresh(
              spell.incident(), observation.row(), fingerprint, severity, spell.repeats(), spell.nextRepeatAt(), null, now));
    } else if (spell.missed() > 0) {
      moves.add(new Move.Missed(spell.incident(), 0));
    }
  }

  private boolean snoozed(Spell spell) {
    return spell.snoozedUntil() != null && now.isBefore(spell.snoozedUntil());
  }

  private void end(Spell spell, Reason reason, Map<UUID, Reason> ended) {
    moves.add(new Move.End(spell.incident(), reason, now));
    if (spell.status() != Status.RESOLVED) {
      ended.put(spell.incident(), reason);
    }
  }

  private Incident incident(UUID id, Observation observation, Status status, Severity severity, Instant openedAt) {
    return new Incident(
        id,
        observation.alert(),
        status,
        severity,
        rule.description() + ": " + observation.alert().key(),
        observation.row(),
        openedAt,
        null,
        null,
        status == Status.RESOLVED ? now : null,
        null,
        0,
        null,
        null,
        null,
        status == Status.RESOLVED ? null : now);
  }

  /** A poll so large that something must be wrong with the query; it changes nothing. */
  public static final class TooManyRows extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyRows(Rule rule) {
      super(
          "rule %s: the query returned more than %d rows; narrow it, or raise its parameter maxRows"
              .formatted(rule.id(), rule.maxRows()));
    }
  }
}
