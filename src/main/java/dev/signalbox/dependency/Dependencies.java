package dev.signalbox.dependency;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Holds back what stands behind something that is down. When that is back, it is held for one more poll of its own rule, so
 * that nobody hears of what recovers a moment later. What opens waits a little, because its rule may be polled before the
 * rule that finds what it stands behind.
 */
public final class Dependencies implements Holds {

  private final Supplier<Collection<Topology>> topologies;
  private final Parents parents;

  /** @param topologies as they are now */
  public Dependencies(Supplier<Collection<Topology>> topologies, Parents parents) {
    this.topologies = topologies;
    this.parents = parents;
  }

  /** One topology during one poll. */
  private record Look(Topology topology, Map<String, String> down, Instant now) {

    Optional<Hold> on(Subject incident) {
      List<String> before = topology.before(incident);
      Optional<Hold> behind =
          before.stream().filter(down::containsKey).findFirst()
              .map(name -> new Hold(Reason.BEHIND_PARENT, "%s (%s)".formatted(topology.called(name), down.get(name))));
      boolean waits = !before.isEmpty() && now.isBefore(incident.since().plus(topology.patience()));
      return behind.isPresent() || !waits
          ? behind : Optional.of(new Hold(Reason.BEHIND_PARENT, "is %s down?".formatted(topology.called(before.get(0)))));
    }
  }

  @Override
  public InForce at(Rule rule, Instant now) {
    List<Look> looks = topologies.get().stream().map(topology -> new Look(topology, down(rule.id(), topology), now)).toList();
    return incident -> looks.stream().flatMap(look -> look.on(incident).stream()).findFirst();
  }

  private Map<String, String> down(String rule, Topology topology) {
    Set<String> names = topology.names();
    return parents.down(rule, topology.rules(), topology.columns().isEmpty() ? names : null);
  }
}
