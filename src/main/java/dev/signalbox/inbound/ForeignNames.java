package dev.signalbox.inbound;

import java.util.Optional;
import java.util.UUID;

/** How other systems call our incidents, where they choose the names themselves. */
public interface ForeignNames {

  /** Nothing happens if that is known, or if there is no such incident. */
  void learn(String channel, String name, UUID incident);

  Optional<UUID> incident(String channel, String name);
}
