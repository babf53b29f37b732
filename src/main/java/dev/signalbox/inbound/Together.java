package dev.signalbox.inbound;

import java.util.Collection;
import java.util.UUID;

/** The messages about many incidents. */
@FunctionalInterface
public interface Together {

  /**
   * Tells every place that is told of these incidents together, once somebody takes care of all that are open there.
   *
   * @param note who, one line
   */
  void acknowledged(Collection<UUID> incidents, String note);
}
