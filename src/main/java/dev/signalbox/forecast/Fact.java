package dev.signalbox.forecast;

import java.time.Instant;

/** Something that became known at an instant. */
public sealed interface Fact permits Sample, Server.Joined, Server.Left, Outage.Began, Outage.Ended {

  /** The server's id. */
  String server();

  /** From when on it may be known. */
  Instant at();

  /** Calls the one method of the listener that is meant. */
  void tell(Listener listener);

  /** Hears every kind of fact; what it does not care for it need not write down. */
  interface Listener {

    default void sampled(Sample sample) {}

    default void joined(Server server) {}

    default void left(Server server) {}

    /** The outage's end and cause are not known yet. */
    default void began(Outage outage) {}

    default void ended(Outage outage) {}
  }
}
