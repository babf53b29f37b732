package dev.signalbox.forecast.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the models remember, beyond the process. The methods of a round work in the caller's transaction. */
public interface Memory {

  /**
   * Takes a stream for a process, or goes on with it.
   *
   * @param lease for how long nobody else may
   * @return empty while another process has it
   */
  Optional<Position> take(String rule, UUID process, Instant now, Duration lease);

  /**
   * How far a stream was read.
   *
   * @param changedHands another process read it meanwhile, or nobody ever did: what is in memory is not it
   * @param readTo null before the first time
   * @param replayFrom what is kept of the servers is complete up to here
   */
  record Position(boolean changedHands, @Nullable Instant readTo, @Nullable Instant replayFrom) {}

  void advance(String rule, Instant readTo, Instant replayFrom);

  /** Every server that is kept. */
  void states(String rule, Consumer<State> each);

  /** Those of these servers that are kept. */
  void states(String rule, Collection<String> servers, Consumer<State> each);

  void keep(String rule, Collection<State> states);

  void drop(String rule, Collection<String> servers);

  /** @param upto its last sample */
  record State(String server, Instant upto, byte[] bytes) {}

  /** The newest model of each kind and horizon. */
  List<Model> models(String rule);

  /** The newest models of every rule, for people: without their bytes. */
  List<Model> models();

  /** Adds it as the next version and forgets all but the last five; returns it with its version. */
  Model add(Model model);

  /**
   * What was learnt at one time.
   *
   * @param version 0 until it is added
   * @param trainedAt it knows nothing later
   * @param from the oldest that it has seen
   * @param positives how many of the rows ended in what it predicts
   * @param facts for people
   * @param bytes empty: there was too little to learn from
   */
  record Model(
      String rule, Kind kind, Duration horizon, int version, Instant trainedAt, Instant from, int rows, int positives,
      String facts, Optional<byte[]> bytes) {}

  /** Somebody wants every stream trained, or one. Wishing twice is wishing once. */
  void wish(@Nullable String rule, Instant now);

  /**
   * Takes down that a server is to be learnt anew, in every stream, and ends its anomaly's warning, of which nobody knows then
   * what would have come. Said again before it is done, the latest counts.
   *
   * @return whether there is a stream that will do it
   */
  boolean normal(Normal said);

  /** What is to be learnt anew in a stream, the latest of each server. */
  List<Normal> normals(String rule);

  /** It has been. */
  void learnt(String rule, Collection<String> servers, Instant now);

  /** What was said lately, for people: the latest first. */
  List<Normal> normals(int limit);

  /** Since when training is wished; empty if it is not, or has been done since. */
  Optional<Instant> wished(String rule);
}
