package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.trend.TrendForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which metrics rose to their limit. One that trembles there does so once an hour at most. */
final class Crossings {

  private static final Duration APART = Duration.ofHours(1);

  private final Settings settings;
  private final TrendForecaster before;
  private final Map<String, Map<String, Instant>> latest = new HashMap<>();

  /** @param before knows every metric's level before a sample */
  Crossings(Settings settings, TrendForecaster before) {
    this.settings = settings;
    this.before = before;
  }

  List<Happening> of(Sample sample) {
    List<Happening> crossings = new ArrayList<>();
    for (int i = 0; i < sample.values().length; i++) {
      String metric = sample.metrics().get(i);
      double limit = settings.limit(metric);
      if (sample.values()[i] >= limit && before.level(sample.server(), metric) < limit && isFirst(sample, metric)) {
        crossings.add(Happening.crossing(sample.server(), metric, sample.at()));
      }
    }
    return crossings;
  }

  private boolean isFirst(Sample sample, String metric) {
    Map<String, Instant> known = latest.computeIfAbsent(sample.server(), added -> new HashMap<>());
    @Nullable Instant last = known.put(metric, sample.at());
    return last == null || last.plus(APART).isBefore(sample.at());
  }

  void forget(String server) {
    latest.remove(server);
  }
}
