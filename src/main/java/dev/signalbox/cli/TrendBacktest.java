package dev.signalbox.cli;

import dev.signalbox.forecast.Backtest;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Server;
import dev.signalbox.forecast.trend.TrendForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code --kind trend}: a server's row is about that metric of it which is most likely to cross the limit, of the
 * hub's own metrics where it has any, else of all. A server named {@code server/metric} (or with a colon, a bar or a
 * hash between) in the servers table asks for one metric; without a servers table there is a row for each server and
 * for each of its metrics.
 */
final class TrendBacktest {

  private static final Duration RETRAIN = Duration.ofDays(7);
  private static final String[] BETWEEN = {"/", ":", "|", "#"};
  private static final Set<String> OWN = Set.of("cpu_usage", "memory_usage", "disk_io", "disk_usage");

  private final Backtest.Grid grid;
  private final double limit;

  TrendBacktest(Backtest.Grid grid, double limit) {
    this.grid = grid;
    this.limit = limit;
  }

  void run(ForecastInput input, Consumer<Prediction> out) {
    Map<String, Server> asked = input.servers();
    TrendForecaster model = new TrendForecaster(grid.horizon(), grid.step(), limit);
    new Backtest(model, RETRAIN).run(input.facts(Map.of()).iterator(), grid, at -> answers(model, asked.keySet(), at),
        out);
  }

  private static Stream<Prediction> answers(TrendForecaster model, Collection<String> asked, Instant at) {
    return asked.isEmpty()
        ? model.servers().stream().flatMap(server -> Stream.concat(
            likeliest(model, server, at).stream(),
            model.metrics(server).stream().flatMap(metric -> model.predict(server, metric, at).stream()
                .map(prediction -> prediction.about(server + "/" + metric)))))
        : asked.stream().flatMap(name -> answer(model, name, at).stream());
  }

  private static Optional<Prediction> likeliest(TrendForecaster model, String server, Instant at) {
    Set<String> all = model.metrics(server);
    List<String> own = all.stream().filter(OWN::contains).toList();
    return (own.isEmpty() ? all : own).stream().flatMap(metric -> model.predict(server, metric, at).stream())
        .max(Comparator.comparingDouble(Prediction::probability));
  }

  private static Optional<Prediction> answer(TrendForecaster model, String name, Instant at) {
    Set<String> servers = model.servers();
    if (servers.contains(name)) {
      return likeliest(model, name, at);
    }
    for (String between : BETWEEN) {
      int cut = name.lastIndexOf(between);
      if (cut > 0 && servers.contains(name.substring(0, cut))) {
        return model.predict(name.substring(0, cut), name.substring(cut + 1), at).map(prediction ->
            prediction.about(name));
      }
    }
    return Optional.empty();
  }
}
