package dev.signalbox.forecast.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the models said, and what came of it. The methods of a round work in the caller's transaction. */
public interface Ledger {

  /** The latest word; takes the place of the one before on the same server, metric and horizon. */
  void put(Collection<Forecast> forecasts);

  /** The warnings that are not judged yet, those of the simple rule too. */
  List<Warning> open();

  /** Those that are there already, unjudged, for the same model, server, metric and horizon stay as they are. */
  void publish(Collection<Warning> warnings);

  /** The model says so no more: what was published for it ends, and is judged all the same when it is due. */
  void fall(Collection<UUID> warnings);

  /** It says so again. */
  void rise(Collection<UUID> warnings);

  /** Told again, it is once there. */
  void happened(Collection<Happening> events);

  /** So many servers were watched in this week. */
  void watched(Instant now, int servers);

  /**
   * Judges what can be judged.
   *
   * @param known everything that happened until then has been told
   */
  void judge(Instant known, Instant now);

  /**
   * What a training found that the models of a stream would have warned of. Takes the place of what the training before
   * found.
   */
  void replayed(String rule, Collection<Replayed> outcomes);

  /**
   * What each model has earned so far, by its latest hundred outcomes of the last 90 days and, apart from them, its latest
   * hundred replayed ones; and what it was granted.
   */
  List<Trust> trust(Instant now);

  /** Grants, or takes away. */
  void grant(Trust trust);

  /** Forecasts of one kind or of all, the most likely first. Null means any. */
  List<Forecast> forecasts(@Nullable Kind kind, @Nullable String server, int limit, int offset);

  /** Published warnings, newest first; without those of the simple rule. */
  List<Warning> warnings(@Nullable Boolean open, int limit, int offset);

  /** What became of the published warnings, the latest verdict first; without those of the simple rule. */
  List<Warning> judged(int limit);

  Optional<Warning> warning(UUID id);

  /** What models would have warned of in the history, the latest verdict first; null means of any kind. */
  List<Replayed> replayed(@Nullable Kind kind, int limit, int offset);

  /** What came out in a time, half-open; without the simple rule. */
  Verdicts verdicts(Instant from, Instant to);

  /**
   * @param hits warnings that were found right
   * @param misses that were found wrong
   * @param surprises unplanned downtimes that no warning was about
   */
  record Verdicts(long hits, long misses, long surprises) {}

  /** The weeks since then, newest first. */
  List<Score> scores(Instant since);

  /** Forgets what nobody looks at any more: servers that are gone, warnings and events of last year. */
  void forget(Set<String> gone, Instant before);
}
