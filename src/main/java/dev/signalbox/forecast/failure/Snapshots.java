package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.learn.Examples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Rows of the past with what came of them. A row waits until its horizon is over. Of rows that ended in an outage, and
 * of the others, so many are kept; beyond that a random share which shrinks as there are more, and counts for more.
 */
final class Snapshots {

  private static final class Shot {
    final Dossier server;
    final long at;
    final float[] row;
    boolean hit;
    double weight = 1;

    Shot(Dossier server, long at, float[] row) {
      this.server = server;
      this.at = at;
      this.row = row;
    }
  }

  /** A random share of all that was put in, at most so many. */
  private final class Kept {
    private final int most;
    private List<Shot> shots = new ArrayList<>();
    private double share = 1;

    Kept(int most) {
      this.most = most;
    }

    void add(Shot shot) {
      if (random.nextDouble() >= share) {
        return;
      }
      shot.weight = 1 / share;
      shots.add(shot);
      if (shots.size() > most) {
        share /= 2;
        shots = new ArrayList<>(shots.stream().filter(each -> random.nextBoolean()).toList());
        shots.forEach(each -> each.weight *= 2);
      }
    }
  }

  private final long horizon;
  private final SplittableRandom random;
  private final Deque<Shot> waiting = new ArrayDeque<>();
  private final Map<Dossier, Deque<Shot>> open = new HashMap<>();
  private final Kept hits;
  private final Kept misses;

  /** @param most rows to keep; a third of them may have ended in an outage */
  Snapshots(long horizon, int most, long seed) {
    this.horizon = horizon;
    random = new SplittableRandom(seed);
    hits = new Kept(most / 3);
    misses = new Kept(most - most / 3);
  }

  void take(Dossier server, long at, float[] row) {
    Shot shot = new Shot(server, at, row);
    waiting.addLast(shot);
    open.computeIfAbsent(server, added -> new ArrayDeque<>()).addLast(shot);
  }

  /** An unplanned outage: every waiting row of the server whose horizon reaches it is a hit. */
  void failed(Dossier server, long at) {
    Deque<Shot> shots = open.get(server);
    if (shots != null) {
      for (Shot shot : shots) {
        shot.hit |= shot.at < at && at <= shot.at + horizon;
      }
    }
  }

  /** Settles the rows whose horizon is over. */
  void settle(long now) {
    while (!waiting.isEmpty() && waiting.peekFirst().at + horizon < now) {
      Shot shot = waiting.removeFirst();
      open.get(shot.server).removeFirst();
      (shot.hit ? hits : misses).add(shot);
    }
  }

  int size() {
    return hits.shots.size() + misses.shots.size();
  }

  int hits() {
    return hits.shots.size();
  }

  /** Settled rows in order of time. */
  Examples examples(Layout layout) {
    Examples examples = new Examples(layout.width());
    Stream.concat(hits.shots.stream(), misses.shots.stream())
        .sorted(Comparator.comparingLong(shot -> shot.at))
        .forEach(shot -> examples.add(layout.padded(shot.row), shot.hit, shot.weight));
    return examples;
  }
}
