package dev.signalbox.forecast;

import java.time.Instant;
import java.util.Optional;

/**
 * One downtime of one server.
 *
 * @param end empty while it lasts
 * @param cause free text, possibly empty; known at the end
 * @param planned maintenance: never a failure, neither as history to learn from nor as an outcome
 */
public record Outage(String server, Instant start, Optional<Instant> end, String cause, boolean planned) {

  /** The server is down from now on. A listener may not look at end and cause. */
  public record Began(Outage it) implements Fact {
    @Override
    public String server() {
      return it.server;
    }

    @Override
    public Instant at() {
      return it.start;
    }

    @Override
    public void tell(Listener listener) {
      listener.began(new Outage(it.server, it.start, Optional.empty(), "", it.planned));
    }
  }

  /** The server is back, and the cause is known. */
  public record Ended(Outage it) implements Fact {
    @Override
    public String server() {
      return it.server;
    }

    @Override
    public Instant at() {
      return it.end.orElseThrow();
    }

    @Override
    public void tell(Listener listener) {
      listener.ended(it);
    }
  }
}
