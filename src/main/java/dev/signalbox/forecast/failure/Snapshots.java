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

/**
 * Rows of the past with what came of them. A row waits until its horizon is over; all that ended in an outage are kept, of
 * the others a random share that shrinks as there are more, and counts for more.
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

  private final long horizon;
  private final int most;
  private final SplittableRandom random;
  private final Deque<Shot> waiting = new ArrayDeque<>();
  private final Map<Dossier, Deque<Shot>> open = new HashMap<>();
  private List<Shot> misses = new ArrayList<>();
  private final List<Shot> hits = new ArrayList<>();
  private double share = 1;

  Snapshots(long horizon, int most, long seed) {
    this.horizon = horizon;
    this.most = most;
    random = new SplittableRandom(seed);
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
      if (shot.hit) {
        hits.add(shot);
      } else if (random.nextDouble() < share) {
        shot.weight = 1 / share;
        misses.add(shot);
        if (misses.size() > most) {
          halve();
        }
      }
    }
  }

  private void halve() {
    share /= 2;
    List<Shot> kept = new ArrayList<>();
    for (Shot shot : misses) {
      if (random.nextBoolean()) {
        shot.weight *= 2;
        kept.add(shot);
      }
    }
    misses = kept;
  }

  /** Settled rows in order of time. */
  Examples examples(Layout layout) {
    Examples examples = new Examples(layout.width());
    List<Shot> all = new ArrayList<>(hits);
    all.addAll(misses);
    all.sort(Comparator.comparingLong(shot -> shot.at));
    all.forEach(shot -> examples.add(layout.padded(shot.row), shot.hit, shot.weight));
    return examples;
  }
}
