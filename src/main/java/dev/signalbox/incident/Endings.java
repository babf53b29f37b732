package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How spells end whose row is not there: at once, after the rule's patience, or after the quiet that a flapping one needs. */
final class Endings {

  private final Rule rule;
  private final MassOutage outage;
  private final Instant now;
  private final Moves moves;
  private final List<Ended> ended = new ArrayList<>();

  Endings(Rule rule, MassOutage outage, Instant now, Moves moves) {
    this.rule = rule;
    this.outage = outage;
    this.now = now;
    this.moves = moves;
  }

  /** @param saidOver whether its row was there and said so */
  void missing(Spell spell, boolean saidOver) {
    if (held(spell)) {
      hold(spell);
    } else if (saidOver) {
      end(spell, Reason.ROW_SAYS_RESOLVED);
    } else if (spell.missed() + 1 >= rule.resolveAfter()) {
      end(spell, Reason.ROW_GONE);
    } else {
      moves.add(new Move.Missed(spell.incident(), spell.missed() + 1));
    }
  }

  /** Whether the end of a spell waits until it has been quiet for a while. */
  private boolean held(Spell spell) {
    return spell.flapping().flaps() && spell.status() != Status.RESOLVED && !spell.flapping().settled(rule.flapping(), now);
  }

  private void hold(Spell spell) {
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

  private void end(Spell spell, Reason reason) {
    outage.ended(spell);
    moves.add(new Move.End(spell.incident(), reason, now));
    if (spell.status() != Status.RESOLVED) {
      ended.add(new Ended(spell.incident(), reason, null, patience(spell)));
    }
  }

  void endOutage() {
    Spell spell = outage.outage().spell();
    String affected = outage.affected() + " were affected";
    moves.add(new Move.End(spell.incident(), Reason.OUTAGE_OVER, now, affected));
    if (spell.status() != Status.RESOLVED) {
      ended.add(new Ended(spell.incident(), Reason.OUTAGE_OVER, affected));
    }
  }

  /** Only what is open again as the same incident takes back that it was over. */
  private Duration patience(Spell spell) {
    return rule.reopenWithin().compareTo(rule.flapping().patience()) < 0
        ? Duration.ZERO
        : rule.flapping().waits(Duration.between(spell.began(), now), spell.flapping().opens(), rule.every());
  }

  /** The incidents that ended so far. */
  List<Ended> ended() {
    return ended;
  }
}
