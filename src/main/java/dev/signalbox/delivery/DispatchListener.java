package dev.signalbox.delivery;

/** Hears what the dispatchers do; for logs and metrics. Must not throw. */
public interface DispatchListener {

  void settled(Settlement settlement, Outcome outcome);

  /** Outcomes came too late: somebody else holds those claims. */
  void fenced(String channel, int count);

  /** The store did not answer; the dispatcher goes on trying. */
  void storeUnreachable(String channel, Throwable failure);
}
