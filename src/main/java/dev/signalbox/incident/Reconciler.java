package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

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
  private final boolean firstPoll;
  private final MassOutage outage;
  private final Moves moves = new Moves();
  private final Sightings sightings;
  private final Openings openings;
  private final Continuations continuations;
  private final Endings endings;
  private int namelessBefore;
  private int unclear;

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
    this.firstPoll = firstPoll;
    this.outage = new MassOutage(rule, spells, running, now);
    this.sightings = new Sightings(rule, spells);
    this.openings = new Openings(rule, recent, holds, outage, now, ids, moves);
    this.continuations = new Continuations(rule, holds, outage, now, moves);
    this.endings = new Endings(rule, outage, now, moves);
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

  /** Nobody has polled the rule for a while; before the first row. */
  public void after(Absence absence) {
    continuations.after(absence);
  }

  /**
   * How many rows without a key there were when the last poll knew of each open incident whether its row was there; before
   * the first row. So many belong to none of them.
   */
  public void namelessBefore(int rows) {
    namelessBefore = rows;
  }

  /**
   * Takes one row. Of several rows with the same key the first counts, and a row that is not over outweighs those that
   * are.
   *
   * @return what the rule's places should be told about it now
   * @throws IllegalArgumentException if the row cannot be read, with the reason; it changes nothing
   * @throws KeyMissing if the query does not return the column of the key
   * @throws TooManyRows if the poll is larger than the rule allows
   */
  public Optional<Change> observe(Row row) {
    return sightings.see(row).flatMap(observation -> {
      Spell spell = spells.get(observation.alert().key());
      return spell == null ? openings.open(observation) : continuations.again(spell, observation);
    });
  }

  /** What a row is about; empty if nobody can say. */
  public Optional<String> key(Row row) {
    try {
      return Optional.of(Observation.key(rule, row));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Rows that are over and belong to no spell, waiting for {@link #judgeOver}. */
  public Set<String> undecided() {
    return sightings.undecided();
  }

  /**
   * Decides on rows that are over: those of incidents long closed say nothing new; on a rule's first poll the others are
   * adopted; later they are news that came and went between two polls.
   *
   * @param known which of {@link #undecided} the rule has had an incident for
   */
  public List<Change> judgeOver(Set<String> known) {
    List<Change> changes = new ArrayList<>();
    for (Observation observation : sightings.unknown(known)) {
      if (firstPoll) {
        openings.adopt(observation);
      } else {
        openings.open(observation).ifPresent(changes::add);
      }
    }
    return changes;
  }

  /**
   * Decides, when every row was read, whether it is an outage of much of what the rule watches.
   *
   * @return what the rule's places should be told of the outage
   */
  public Optional<Change> judgeOutage() {
    if (outage.breaksOut()) {
      return openings.breakOut();
    }
    if (!outage.inForce() || !outage.anyThere()) {
      return Optional.empty();
    }
    Observation observation = outage.observation();
    Spell spell = outage.outage().spell();
    if (outage.grew()) {
      moves.add(new Move.Attach(spell.incident(), observation.alert().rule(), observation.title()));
    }
    return continuations.again(spell, observation);
  }

  /** What was withheld until it was known that it is no outage, a few at a time; empty when there is no more. */
  public List<Change> withheld(int most) {
    return openings.withheld(most);
  }

  /**
   * Ends the poll: whatever was not seen is missing. Unless there are more rows without a key than before: one of them may be
   * the row that is missing, so no incident is over for want of its row until they are gone.
   *
   * @return the incidents that ended
   */
  public List<Ended> finish() {
    if (!sightings.undecided().isEmpty()) {
      throw new IllegalStateException(
          "%d rows are undecided: call judgeOver first".formatted(sightings.undecided().size()));
    }
    boolean blind = sightings.nameless() > namelessBefore;
    for (Spell spell : spells.values()) {
      if (sightings.there(spell.key())) {
        continue;
      }
      boolean saidOver = sightings.saidOver(spell.key());
      if (saidOver || !blind) {
        endings.missing(spell, saidOver);
      } else {
        unclear++;
      }
    }
    if (outage.over()) {
      endings.endOutage();
    }
    return endings.ended();
  }

  /** What is to be written since the last call. */
  public List<Move> moves() {
    return moves.take();
  }

  /** Rows without a key. */
  public int nameless() {
    return sightings.nameless();
  }

  /** Incidents of which {@link #finish} could not tell whether their row is gone or has lost its key. */
  public int unclear() {
    return unclear;
  }

  public int rows() {
    return sightings.rows();
  }

  /** The rows are none of the rule's: taken for what they are, every incident of the rule would be over. It changes nothing. */
  public static final class KeyMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyMissing(Rule rule, String column, Row row) {
      super(
          "rule %s: the query returns no column '%s', which is its key; it returns %s. Name it so in the query, or correct the parameter key"
              .formatted(rule.id(), column, String.join(", ", row.columns().keySet())));
    }
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
