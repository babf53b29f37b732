package dev.signalbox.silence;

import dev.signalbox.incident.Holds;
import dev.signalbox.incident.Rule;
import java.time.Instant;
import java.util.List;

/** Silences as a reason not to tell; of several that match the oldest is named. */
public final class SilenceHolds implements Holds {

  private final Silences silences;

  public SilenceHolds(Silences silences) {
    this.silences = silences;
  }

  @Override
  public InForce at(Rule rule, Instant now) {
    List<Silence> concerned = silences.inForce(now).stream().filter(one -> one.matchers().concern(rule.id())).toList();
    return candidate ->
        concerned.stream().filter(one -> one.matchers().matches(candidate)).map(Silence::hold).findFirst();
  }
}
