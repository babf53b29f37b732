package dev.signalbox.cli;

import dev.signalbox.forecast.Backtest;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Server;
import dev.signalbox.forecast.failure.FailureForecaster;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** {@code --kind failure}: one model over all servers, trained again every four weeks. */
final class FailureBacktest {

  private static final long SEED = 1;
  private static final Duration RETRAIN = Duration.ofDays(28);

  private FailureBacktest() {}

  static void run(Backtest.Grid grid, ForecastInput input, Consumer<Prediction> out) {
    Map<String, Server> servers = input.servers();
    FailureForecaster model = new FailureForecaster(grid.horizon(), grid.step(), SEED);
    new Backtest(model, RETRAIN).run(
        input.facts(servers).iterator(), grid,
        at -> servers.keySet().stream().flatMap(server -> model.predict(server, at).stream()), out);
  }
}
