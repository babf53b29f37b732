package dev.signalbox.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What the store would remember between two polls. */
final class SpellMemory {
  final Map<String, Spell> spells = new LinkedHashMap<>();
  final Map<String, Former> formers = new HashMap<>();
  final Map<UUID, Row> rows = new HashMap<>();
  final Set<String> everSeen = new TreeSet<>();
  final List<String> adopted = new ArrayList<>();
  List<Move> lastMoves = List.of();
  Outage outage;
  final List<String> titles = new ArrayList<>();
  final Map<UUID, UUID> parents = new HashMap<>();

  Reconciler reconciler(Rule rule, boolean first, Holds.InForce holds, Instant now) {
    Instant since = Reconciler.remembersSince(rule, now);
    Map<String, Former> recent = new HashMap<>(formers);
    recent.values().removeIf(former -> !former.resolvedAt().isAfter(since));
    return new Reconciler(rule, Map.copyOf(spells), () -> recent, Optional.ofNullable(outage), first, holds, now, UUID::randomUUID);
  }

  Set<String> known(Set<String> keys) {
    return new TreeSet<>(keys.stream().filter(everSeen::contains).toList());
  }

  Row evidence(String key) {
    return rows.get(spells.get(key).incident());
  }

  /** H held, U released, T told. */
  String holdMoves() {
    StringBuilder moves = new StringBuilder();
    for (Move move : lastMoves) {
      boolean held = move instanceof Move.Hold || move instanceof Move.Open open && open.incident().held() != null;
      held |= move instanceof Move.Reopen again && again.incident().held() != null;
      moves.append(held ? "H" : move instanceof Move.Release ? "U" : move instanceof Move.Tell ? "T" : "");
    }
    return moves.toString();
  }

  void change(String key, Status status, Instant snoozedUntil) {
    spells.computeIfPresent(key, (any, s) -> new Spell(
        s.incident(), key, status, s.severity(), s.fingerprint(), s.missed(), s.repeats(), s.nextRepeatAt(), snoozedUntil,
        s.openedAt(), s.held(), s.told(), s.flapping()));
  }

  void apply(List<Move> moves) {
    lastMoves = moves;
    for (Move move : moves) {
      if (move instanceof Move.Open open) {
        open(open);
      } else if (move instanceof Move.Reopen r) {
        formers.remove(r.incident().alert().key());
        begin(r.incident(), r.fingerprint(), r.nextRepeatAt(), r.flapping());
      } else if (move instanceof Move.Flap f) {
        replace(f.incident(), s -> flapping(s, f.flapping()));
      } else if (move instanceof Move.Refresh r) {
        rows.put(r.incident(), r.row());
        replace(r.incident(), s -> with(s, r.severity(), r.fingerprint(), 0, r.repeats(), r.nextRepeatAt(), s.held(), s.told()));
      } else if (move instanceof Move.Missed m) {
        replace(m.incident(), s -> with(s, s.severity(), s.fingerprint(), m.missed(), s.repeats(), s.nextRepeatAt(), s.held(), s.told()));
      } else if (move instanceof Move.Hold h) {
        replace(h.incident(), s -> with(s, s.severity(), s.fingerprint(), s.missed(), s.repeats(), s.nextRepeatAt(), h.held(), s.told()));
      } else if (move instanceof Move.Release r) {
        replace(r.incident(), s -> with(s, s.severity(), s.fingerprint(), s.missed(), s.repeats(), s.nextRepeatAt(), null, s.told()));
      } else if (move instanceof Move.Tell t) {
        rows.put(t.incident().id(), t.incident().row());
        replace(t.incident().id(), s -> with(s, t.incident().severity(), t.fingerprint(), 0, s.repeats(), t.nextRepeatAt(), s.held(), true));
      } else if (move instanceof Move.Outbreak o) {
        Incident incident = o.incident();
        outage = new Outage(
            new Spell(
                incident.id(), incident.alert().key(), Status.OPEN, incident.severity(), o.fingerprint(), 0, 0, o.nextRepeatAt(), null,
                incident.openedAt(), incident.held(), incident.toldAt() != null, Flapping.NONE),
            0);
        titles.add(incident.title());
      } else if (move instanceof Move.Attach attach) {
        spells.values().stream()
            .filter(s -> s.held() != null && s.held().hold().reason() == Reason.PART_OF_OUTAGE)
            .forEach(s -> parents.put(s.incident(), attach.outage()));
        outage = new Outage(outage.spell(), parents.size());
      } else if (move instanceof Move.End end && outage != null && end.incident().equals(outage.spell().incident())) {
        outage = null;
      } else if (move instanceof Move.End end) {
        Spell s = spells.remove(of(end.incident()).key());
        formers.put(s.key(), new Former(s.incident(), s.openedAt(), end.at(), s.flapping().calm()));
      }
    }
  }

  private Spell of(UUID incident) {
    return spells.values().stream().filter(spell -> spell.incident().equals(incident)).findFirst().orElseThrow();
  }

  private void open(Move.Open open) {
    String key = open.incident().alert().key();
    everSeen.add(key);
    if (open.reason() == Reason.ADOPTED) {
      adopted.add(key);
      return;
    }
    begin(open.incident(), open.fingerprint(), open.nextRepeatAt(), Flapping.NONE);
  }

  private void begin(Incident incident, long fingerprint, Instant nextRepeatAt, Flapping flapping) {
    String key = incident.alert().key();
    rows.put(incident.id(), incident.row());
    spells.put(key, new Spell(
        incident.id(), key, Status.OPEN, incident.severity(), fingerprint, 0, 0, nextRepeatAt, null, incident.openedAt(),
        incident.held(), incident.toldAt() != null, flapping));
  }

  private void replace(UUID incident, UnaryOperator<Spell> change) {
    spells.replaceAll((key, s) -> s.incident().equals(incident) ? change.apply(s) : s);
    if (outage != null && outage.spell().incident().equals(incident)) {
      outage = new Outage(change.apply(outage.spell()), outage.affected());
    }
  }

  private static Spell flapping(Spell s, Flapping flapping) {
    return new Spell(
        s.incident(), s.key(), s.status(), s.severity(), s.fingerprint(), 0, s.repeats(), s.nextRepeatAt(), s.snoozedUntil(),
        s.openedAt(), s.held(), s.told(), flapping);
  }

  private static Spell with(
      Spell s, Severity severity, long fingerprint, int missed, int repeats, Instant nextRepeatAt, Held held, boolean told) {
    return new Spell(
        s.incident(), s.key(), s.status(), severity, fingerprint, missed, repeats, nextRepeatAt, s.snoozedUntil(), s.openedAt(),
        held, told, s.flapping());
  }
}
