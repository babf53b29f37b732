package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of one poll with the spells that the poll before left: rows in, changes out. One instance per poll,
 * used by one thread: {@link #observe} for every row, {@link #judgeOver} now and then, {@link #judgeOutage} when there are no
 * more rows and {@link #withheld} until it is empty, {@link #finish} once, and only if
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
  private final Supplier<Map<String, Former>> recent;
  private final boolean firstPoll;
  private final Holds.InForce holds;
  private final MassOutage outage;
  private final Instant now;
  private final Supplier<UUID> ids;

  private final Set<String> seen = new HashSet<>();
  private final Map<String, Observation> over = new LinkedHashMap<>();
  private final Set<String> saidOver = new HashSet<>();
  private @Nullable Map<String, Former> formers;
  private List<Move> moves = new ArrayList<>();
  private int rows;

  /**
   * @param spells by key, as {@link IncidentStore#spells} answered
   * @param recent asked once at the most, and only if a row is new: {@link IncidentStore#formers} since {@link
   *     #remembersSince}
   * @param running the rule's mass outage, as {@link IncidentStore#outage} answered
   * @param firstPoll whether the rule has never completed a poll: rows that are over already are then adopted
   * @param holds what is held back during this poll
   * @param now database time
   */
  public Reconciler(
      Rule rule,
      Map<String, Spell> spells,
      Supplier<Map<String, Former>> recent,
      Optional<Outage> running,
      boolean firstPoll,
      Holds.InForce holds,
      Instant now,
      Supplier<UUID> ids) {
    this.rule = rule;
    this.spells = spells;
    this.recent = recent;
    this.firstPoll = firstPoll;
    this.holds = holds;
    this.outage = new MassOutage(rule, spells, running, now);
    this.now = now;
    this.ids = ids;
  }

  /** How far back a poll looks for the last incident of a row that is new. */
  public static Instant remembersSince(Rule rule, Instant now) {
    Duration longest = rule.reopenWithin().compareTo(rule.flapping().window()) > 0 ? rule.reopenWithin() : rule.flapping().window();
    return now.minus(longest);
  }

  /** How many there are of what the rule watches; before the first row. 0: nobody knows. */
  public void population(long population) {
    outage.population(population);
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
   * @return the incidents that ended
   */
  public List<Ended> finish() {
    if (!over.isEmpty()) {
      throw new IllegalStateException("%d rows are undecided: call judgeOver first".formatted(over.size()));
    }
    List<Ended> ended = new ArrayList<>();
    for (Spell spell : spells.values()) {
      if (seen.contains(spell.key())) {
        continue;
      }
      if (held(spell)) {
        hold(spell, ended);
      } else if (saidOver.contains(spell.key())) {
        end(spell, Reason.ROW_SAYS_RESOLVED, ended);
      } else if (spell.missed() + 1 >= rule.resolveAfter()) {
        end(spell, Reason.ROW_GONE, ended);
      } else {
        moves.add(new Move.Missed(spell.incident(), spell.missed() + 1));
      }
    }
    if (outage.over()) {
      endOutage(ended);
    }
    return ended;
  }

  private void endOutage(List<Ended> ended) {
    Spell spell = outage.outage().spell();
    String affected = outage.affected() + " were affected";
    moves.add(new Move.End(spell.incident(), Reason.OUTAGE_OVER, now, affected));
    if (spell.status() != Status.RESOLVED) {
      ended.add(new Ended(spell.incident(), Reason.OUTAGE_OVER, affected));
    }
  }

  /** Whether the end of a spell waits until it has been quiet for a while. */
  private boolean held(Spell spell) {
    return spell.flapping().flaps() && spell.status() != Status.RESOLVED && !spell.flapping().settled(rule.flapping(), now);
  }

  private void hold(Spell spell, List<Ended> ended) {
    Flapping flapping = spell.flapping();
    if (flapping.quietSince() == null) {
      moves.add(new Move.Flap(spell.incident(), flapping.gone(now), "gone", Reason.FLAPPING, null, now));
    } else if (flapping.quiet(rule.flapping(), now)) {
      String told = flapping.told(now);
      outage.ended(spell);
      moves.add(new Move.End(spell.incident(), Reason.QUIET, now, told));
      ended.add(new Ended(spell.incident(), Reason.QUIET, told));
    }
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
    Former former = former(observation.alert().key());
    if (former == null) {
      return begin(observation, Reason.FIRST_NOTIFICATION, incident -> List.of());
    }
    Flapping flapping = former.flapping().opened(rule.flapping(), former.openedAt(), now);
    if (former.resolvedAt().isAfter(now.minus(rule.reopenWithin()))) {
      return reopen(former, observation, flapping);
    }
    Reason reason = flapping.flaps() ? Reason.FLAPPING : Reason.FIRST_NOTIFICATION;
    return begin(observation, reason, incident ->
        List.of(new Move.Flap(
            incident.id(), flapping, flapping.flaps() ? "flapping" : null, reason, flapping.told(now), now)));
  }

  private @Nullable Former former(String key) {
    if (formers == null) {
      formers = recent.get();
    }
    return formers.get(key);
  }

  private Optional<Change> reopen(Former former, Observation observation, Flapping flapping) {
    Incident again = incident(former.incident(), observation, Status.OPEN, observation.severity(), former.openedAt());
    Reason reason = flapping.flaps() ? Reason.FLAPPING : Reason.CAME_BACK;
    String note = flapping.flaps()
        ? "It comes and goes, %s: from now on neither is told, its end when it has been quiet for %s"
            .formatted(flapping.told(now), words(rule.flapping().hold()))
        : "It is back, %s after it was resolved".formatted(words(Duration.between(former.resolvedAt(), now)));
    Instant next = now.plus(rule.repeatEvery());
    return decide(new Opening(
        again,
        incident -> List.of(
            new Move.Reopen(incident, incident.row().fingerprint(), next, reason, flapping, note, now)),
        new Change(ChangeKind.REOPENED, reason, again.subject(), now, note)));
  }

  private static String words(Duration duration) {
    return duration.toSeconds() < 60 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
  }

  /** @param more what is written with the opening */
  private Optional<Change> begin(Observation observation, Reason reason, Function<Incident, List<Move>> more) {
    Incident begun = incident(ids.get(), observation, Status.OPEN, observation.severity(), now);
    Instant next = now.plus(rule.repeatEvery());
    return decide(new Opening(
        begun,
        incident -> {
          List<Move> written = new ArrayList<>(more.apply(incident));
          written.add(0, new Move.Open(incident, incident.row().fingerprint(), next, reason));
          return written;
        },
        new Change(ChangeKind.OPENED, reason, begun.subject(), now)));
  }

  private Optional<Change> decide(Opening opening) {
    Optional<Hold> hold = holds.on(opening.incident().subject());
    if (hold.isPresent()) {
      write(opening, hold);
      return Optional.empty();
    }
    return switch (outage.on(opening)) {
      case TOLD -> {
        write(opening, Optional.empty());
        yield Optional.of(opening.change());
      }
      case HELD -> {
        write(opening, Optional.of(outage.hold()));
        yield Optional.empty();
      }
      case WITHHELD -> Optional.empty();
    };
  }

  private void write(Opening opening, Optional<Hold> hold) {
    Incident incident = opening.incident();
    moves.addAll(opening.moves().apply(hold.map(one -> incident.heldBack(new Held(one, now))).orElse(incident)));
  }

  /**
   * Decides, when every row was read, whether it is an outage of much of what the rule watches.
   *
   * @return what the rule's places should be told of the outage
   */
  public Optional<Change> judgeOutage() {
    if (outage.breaksOut()) {
      return breakOut();
    }
    if (!outage.inForce() || !outage.anyThere()) {
      return Optional.empty();
    }
    Observation observation = outage.observation();
    Spell spell = outage.outage().spell();
    if (outage.grew()) {
      moves.add(new Move.Attach(spell.incident(), rule.id(), observation.title()));
    }
    return again(spell, observation);
  }

  private Optional<Change> breakOut() {
    Observation observation = outage.observation();
    Incident begun = incident(ids.get(), observation, Status.OPEN, observation.severity(), now);
    Optional<Hold> hold = holds.on(begun.subject());
    Incident incident = hold.map(one -> begun.heldBack(new Held(one, now))).orElse(begun);
    moves.add(new Move.Outbreak(incident, observation.row().fingerprint(), now.plus(rule.repeatEvery())));
    for (Opening next = outage.next(); next != null; next = outage.next()) {
      write(next, Optional.of(outage.hold()));
    }
    outage.toldLately().forEach(spell -> moves.add(new Move.Hold(spell.incident(), new Held(outage.hold(), now), now)));
    moves.add(new Move.Attach(incident.id(), rule.id(), observation.title()));
    return hold.isPresent()
        ? Optional.empty()
        : Optional.of(new Change(ChangeKind.OPENED, Reason.MASS_OUTAGE, incident.subject(), now));
  }

  /** What was withheld until it was known that it is no outage, a few at a time; empty when there is no more. */
  public List<Change> withheld(int most) {
    List<Change> changes = new ArrayList<>();
    while (changes.size() < most) {
      Opening next = outage.next();
      if (next == null) {
        break;
      }
      write(next, Optional.empty());
      changes.add(next.change());
    }
    return changes;
  }

  private void adopt(Observation observation) {
    Incident incident = incident(ids.get(), observation, Status.RESOLVED, observation.severity(), now);
    moves.add(new Move.Open(incident, observation.row().fingerprint(), now, Reason.ADOPTED));
  }

  /** Of a flapping incident the row is back, or it has stayed for so long that it no longer flaps. */
  private void flap(Spell spell) {
    Flapping flapping = spell.flapping();
    if (flapping.quietSince() != null) {
      Flapping back = flapping.opened(rule.flapping(), spell.openedAt(), now);
      moves.add(new Move.Flap(spell.incident(), back, "back", Reason.FLAPPING, null, now));
    } else if (flapping.settled(rule.flapping(), now)) {
      moves.add(new Move.Flap(spell.incident(), flapping.calm(), "settled", Reason.SETTLED, flapping.told(now), now));
    }
  }

  private Optional<Change> again(Spell spell, Observation observation) {
    flap(spell);
    if (spell.status() == Status.RESOLVED) {
      refresh(spell, observation, spell.severity());
      return Optional.empty();
    }
    // as its row tells it, not as it was told: a silence of warnings does not hold what became critical
    Incident incident = incident(spell.incident(), observation, spell.status(), observation.severity(), spell.openedAt());
    Optional<Hold> hold = outage.holds(spell) ? Optional.of(outage.hold()) : holds.on(incident.subject());
    outage.there(spell, observation.severity(), hold.isPresent());
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
    // places that heard of it when it was open before must not take it for another one
    ChangeKind kind = spell.flapping().opens() > 1 ? ChangeKind.REOPENED : ChangeKind.OPENED;
    return new Change(kind, Reason.HOLD_ENDED, incident.subject(), now);
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

  private void end(Spell spell, Reason reason, List<Ended> ended) {
    outage.ended(spell);
    moves.add(new Move.End(spell.incident(), reason, now));
    if (spell.status() != Status.RESOLVED) {
      ended.add(new Ended(spell.incident(), reason, null));
    }
  }

  private Incident incident(UUID id, Observation observation, Status status, Severity severity, Instant openedAt) {
    return new Incident(
        id,
        observation.alert(),
        status,
        severity,
        observation.title(),
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
