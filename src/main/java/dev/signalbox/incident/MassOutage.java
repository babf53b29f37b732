package dev.signalbox.incident;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether what one poll finds is one outage of much of what its rule watches, and what belongs to it. Until that is known
 * openings are withheld, so many at the most as fit into memory; what is beyond that is held as if it were an outage, and
 * told by the next poll if it is none.
 */
final class MassOutage {

  /** The outage's own key; a row may have it too. */
  static final String KEY = "mass outage";

  private static final int MOST_WITHHELD = 5_000;
  private static final int NAMED = 10;

  enum Verdict {
    TOLD,
    HELD,
    WITHHELD
  }

  private final Rule rule;
  private final @Nullable Outage outage;
  private final Instant now;
  private final Hold hold;
  private final Deque<Opening> withheld = new ArrayDeque<>();
  private final List<Spell> lately = new ArrayList<>();
  private final List<String> named = new ArrayList<>();
  private final int membersBefore;
  private long population;
  private int opened;
  private int joined;
  private int membersThere;
  private int membersEnded;
  private Severity worst = Severity.INFO;

  MassOutage(Rule rule, Map<String, Spell> spells, Optional<Outage> outage, Instant now) {
    this.rule = rule;
    this.outage = outage.orElse(null);
    this.now = now;
    Instant began = outage.map(one -> one.spell().openedAt()).orElse(now);
    this.hold = new Hold(Reason.PART_OF_OUTAGE, "mass outage of " + began.truncatedTo(ChronoUnit.SECONDS));
    this.membersBefore = this.outage == null ? 0 : (int) spells.values().stream().filter(MassOutage::isMember).count();
  }

  void population(long population) {
    this.population = population;
  }

  Hold hold() {
    return hold;
  }

  @Nullable Outage outage() {
    return outage;
  }

  private static boolean isMember(Spell spell) {
    return spell.held() != null && spell.held().hold().reason() == Reason.PART_OF_OUTAGE;
  }

  /** It was not called off, neither by a person nor in the rule. */
  boolean inForce() {
    return outage != null && rule.mass().on() && outage.spell().status() != Status.RESOLVED;
  }

  private long fewest() {
    return rule.mass().fewest(population);
  }

  /** What opens when most of an outage is over long since is trouble of its own. */
  private boolean joins() {
    return inForce() && (membersBefore + joined) * 2L > fewest();
  }

  Verdict on(Opening opening) {
    if (!rule.mass().on() || population <= 0) {
      return Verdict.TOLD;
    }
    opened++;
    if (joins()) {
      return join(opening);
    }
    if (outage != null) {
      return Verdict.TOLD;
    }
    if (withheld.size() >= MOST_WITHHELD) {
      return join(opening);
    }
    note(opening.incident().alert().key(), opening.incident().severity());
    withheld.add(opening);
    return Verdict.WITHHELD;
  }

  private Verdict join(Opening opening) {
    joined++;
    note(opening.incident().alert().key(), opening.incident().severity());
    return Verdict.HELD;
  }

  private void note(String key, Severity severity) {
    if (named.size() < NAMED) {
      named.add(key);
    }
    worst = severity.worseThan(worst) ? severity : worst;
  }

  /** Whether a spell stays part of the outage, whatever else might hold it. */
  boolean holds(Spell spell) {
    return inForce() && isMember(spell);
  }

  /** The row of a spell is there. */
  void there(Spell spell, Severity severity, boolean held) {
    if (holds(spell)) {
      membersThere++;
      note(spell.key(), severity);
    } else if (rule.mass().on() && outage == null && !held && spell.began().isAfter(now.minus(rule.mass().within()))) {
      lately.add(spell);
      note(spell.key(), severity);
    }
  }

  void ended(Spell spell) {
    membersEnded += isMember(spell) ? 1 : 0;
  }

  /** All rows are read: it is an outage that did not exist before. */
  boolean breaksOut() {
    return outage == null && rule.mass().on() && population > 0 && opened + lately.size() >= fewest();
  }

  /** What was told before the outage was known for one. */
  List<Spell> toldLately() {
    return lately;
  }

  /** The next that was withheld; null when there are no more. */
  @Nullable Opening next() {
    return withheld.poll();
  }

  boolean anyThere() {
    return membersThere + joined > 0;
  }

  boolean over() {
    return outage != null && (!inForce() || membersBefore - membersEnded + joined <= 0);
  }

  int affected() {
    return outage == null ? opened + lately.size() : outage.affected() + joined;
  }

  boolean grew() {
    return joined > 0;
  }

  /** As if it were a row. */
  Observation observation() {
    int there = outage == null ? affected() : membersThere + joined;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("affected", affected());
    row.put("still_there", there);
    row.put("population", population);
    row.put("share", "%d %%".formatted(Math.round(100.0 * affected() / Math.max(1, population))));
    row.put("among_them", List.copyOf(named));
    String title = "Mass outage: %d of %d, %s".formatted(affected(), population, rule.description());
    return new Observation(new AlertKey(rule.id(), KEY), worst, false, new Row(row), title);
  }
}
