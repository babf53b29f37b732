package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How spells go on while their row is there: holds that begin and end, reminders, and what became worse. */
final class Continuations {

  private final Rule rule;
  private final Holds.InForce holds;
  private final MassOutage outage;
  private final Instant now;
  private final Moves moves;
  private @Nullable Absence absence;

  Continuations(Rule rule, Holds.InForce holds, MassOutage outage, Instant now, Moves moves) {
    this.rule = rule;
    this.holds = holds;
    this.outage = outage;
    this.now = now;
    this.moves = moves;
  }

  /** Nobody looked for a while. */
  void after(Absence absence) {
    this.absence = absence;
  }

  /** @return what is told of it, if anything is */
  Optional<Change> again(Spell spell, Observation observation) {
    flap(spell);
    if (spell.status() == Status.RESOLVED) {
      refresh(spell, observation, spell.severity());
      return Optional.empty();
    }
    // as its row tells it, not as it was told: a silence of warnings does not hold what became critical
    Incident incident = observation.incident(spell.incident(), spell.status(), observation.severity(), spell.openedAt(), now);
    Optional<Hold> hold = outage.holds(spell) ? Optional.of(outage.hold()) : holds.on(incident.subject().beginning(spell.began()));
    outage.there(spell, observation.severity(), hold.isPresent());
    reckon(spell, incident, hold);
    note(spell, hold);
    boolean quiet = hold.isPresent() || !spell.told() && snoozed(spell);
    if (quiet) {
      refresh(spell, observation, spell.told() ? spell.severity() : observation.severity());
      return Optional.empty();
    }
    return spell.told() ? remind(spell, observation) : Optional.of(tell(spell, incident));
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

  private void reckon(Spell spell, Incident incident, Optional<Hold> hold) {
    if (absence == null || !spell.told()) {
      return;
    }
    Duration owed = absence.owed(incident.subject(), Optional.ofNullable(spell.held()).map(Held::hold), hold);
    if (!owed.isZero()) {
      moves.add(new Move.Rested(spell.incident(), owed, absence.since(), now));
    }
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
    Incident incident = observation.incident(spell.incident(), spell.status(), severity, spell.openedAt(), now);
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
}
