package dev.signalbox.forecast;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A server and the time that it is watched.
 *
 * @param activeTo when it was taken out of service; known only from then on
 * @param traits what it is (cluster, model, size …), as text; numbers are recognised as such
 */
public record Server(String id, Instant activeFrom, Optional<Instant> activeTo, Map<String, String> traits) {

  public Server {
    traits = Map.copyOf(traits);
  }

  /** It is in service from now on. */
  public record Joined(Server it) implements Fact {
    @Override
    public String server() {
      return it.id;
    }

    @Override
    public Instant at() {
      return it.activeFrom;
    }

    @Override
    public void tell(Listener listener) {
      listener.joined(it);
    }
  }

  /** It is out of service from now on. */
  public record Left(Server it) implements Fact {
    @Override
    public String server() {
      return it.id;
    }

    @Override
    public Instant at() {
      return it.activeTo.orElseThrow();
    }

    @Override
    public void tell(Listener listener) {
      listener.left(it);
    }
  }
}
