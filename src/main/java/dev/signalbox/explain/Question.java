package dev.signalbox.explain;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked: of one alert, at one instant.
 *
 * @param incident the alert's latest that had opened by then; it may have been over by then too
 */
public record Question(AlertKey alert, Instant at, Optional<Incident> incident) {

  /** Whether the incident had ended by the instant asked for. */
  boolean over() {
    return incident.map(Incident::resolvedAt).filter(end -> !end.isAfter(at)).isPresent();
  }
}
