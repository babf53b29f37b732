package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How incidents begin in one poll: new, again, held back, withheld until it is known whether it is a mass outage, adopted. */
final class Openings {

  private final Rule rule;
  private final Supplier<Map<String, Former>> recent;
  private final Holds.InForce holds;
  private final MassOutage outage;
  private final Instant now;
  private final Supplier<UUID> ids;
  private final Moves moves;
  private @Nullable Map<String, Former> formers;

  /** @param recent asked once at the most, and only if a row is new */
  Openings(
      Rule rule,
      Supplier<Map<String, Former>> recent,
      Holds.InForce holds,
      MassOutage outage,
      Instant now,
      Supplier<UUID> ids,
      Moves moves) {
    this.rule = rule;
    this.recent = recent;
    this.holds = holds;
    this.outage = outage;
    this.now = now;
    this.ids = ids;
    this.moves = moves;
  }

  /** A row that is there and belongs to no spell. */
  Optional<Change> open(Observation observation) {
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
    Incident again = observation.incident(former.incident(), Status.OPEN, observation.severity(), former.openedAt(), now);
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
    Incident begun = observation.incident(ids.get(), Status.OPEN, observation.severity(), now, now);
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
    Optional<Hold> hold = holds.on(opening.incident().subject().beginning(now));
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

  /** It is an outage: the incident that stands for all of it, and what was withheld or told lately as part of it. */
  Optional<Change> breakOut() {
    Observation observation = outage.observation();
    Incident begun = observation.incident(ids.get(), Status.OPEN, observation.severity(), now, now);
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
  List<Change> withheld(int most) {
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

  /** What was over before anybody watched. */
  void adopt(Observation observation) {
    Incident incident = observation.incident(ids.get(), Status.RESOLVED, observation.severity(), now, now);
    moves.add(new Move.Open(incident, observation.row().fingerprint(), now, Reason.ADOPTED));
  }
}
