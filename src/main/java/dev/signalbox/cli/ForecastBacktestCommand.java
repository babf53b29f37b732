package dev.signalbox.cli;

import dev.signalbox.forecast.Backtest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code forecast backtest}: reads tables, asks a model at every instant of a grid as if it were then, writes its
 * answers.
 */
@Command(
    name = "backtest",
    description = "What a model would have said in the past, from CSV files (.gz is unpacked), as CSV.")
@SuppressWarnings("NullAway.Init")
final class ForecastBacktestCommand implements Runnable {

  enum Kind { anomaly, failure, trend }

  @Option(names = "--kind", required = true, paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Kind kind;

  @Option(names = "--metrics", arity = "1..*", paramLabel = "FILE",
      description = "Columns server_id, timestamp, one for each metric, and split for anomaly; may repeat.")
  private List<Path> metrics = List.of();

  @Option(names = "--downtime", arity = "1..*", paramLabel = "FILE",
      description = "Columns server_id, start_time, and if there are end_time, cause, detail, planned; may repeat.")
  private List<Path> downtime = List.of();

  @Option(names = "--servers", arity = "1..*", paramLabel = "FILE",
      description = "Columns server_id, active_from (or first_seen), active_to (or last_seen), traits; may repeat.")
  private List<Path> servers = List.of();

  @Option(names = "--train-to", paramLabel = "T", converter = CsvTime.class,
      description = "The first training knows nothing later.")
  private @Nullable Instant trainTo;

  @Option(names = "--from", paramLabel = "T", converter = CsvTime.class, description = "The first instant of the grid.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "T", converter = CsvTime.class,
      description = "The end of the grid, not included.")
  private @Nullable Instant to;

  @Option(names = "--step-hours", paramLabel = "N",
      description = "From one instant of the grid to the next; default ${DEFAULT-VALUE}.")
  private double stepHours = 24;

  @Option(names = "--horizon-hours", paramLabel = "N",
      description = "How far a prediction looks ahead; default ${DEFAULT-VALUE}.")
  private double horizonHours = 168;

  @Option(names = "--limit", paramLabel = "N",
      description = "For trend: what a metric must not reach; default ${DEFAULT-VALUE}.")
  private double limit = 90;

  @Option(names = "--out", required = true, paramLabel = "FILE",
      description = "server_id, timestamp, probability; packed with gzip if it ends in .gz.")
  private Path out;

  @Override
  public void run() {
    ForecastInput input = new ForecastInput(metrics, downtime, servers);
    switch (kind) {
      case anomaly -> {
        needed("--metrics", metrics);
        try (PredictionFile file = new PredictionFile(out)) {
          new AnomalyBacktest(trainTo, from, to).run(input, file);
        }
      }
      case trend -> {
        needed("--metrics", metrics);
        Backtest.Grid grid = grid();
        try (PredictionFile file = new PredictionFile(out)) {
          new TrendBacktest(grid, limit).run(input, file);
        }
      }
      case failure -> {
        needed("--downtime", downtime);
        needed("--servers", servers);
        Backtest.Grid grid = grid();
        try (PredictionFile file = new PredictionFile(out)) {
          FailureBacktest.run(grid, input, file);
        }
      }
    }
  }

  private Backtest.Grid grid() {
    Instant first = needed("--from", from);
    Instant end = needed("--to", to);
    Instant learnt = needed("--train-to", trainTo);
    if (!first.isBefore(end)) {
      throw Trouble.usage("--to %s is not after --from %s; exchange them".formatted(end, first));
    }
    if (learnt.isAfter(first)) {
      throw Trouble.usage("--train-to %s is after --from %s; what is predicted may not be learnt from".formatted(
          learnt, first));
    }
    return new Backtest.Grid(
        learnt, first, end, hours("--step-hours", stepHours), hours("--horizon-hours", horizonHours));
  }

  private static Duration hours(String option, double hours) {
    if (!(hours > 0 && hours <= 87_600)) {
      throw Trouble.usage("%s '%s' must be more than 0 and at most 87600 hours".formatted(option, hours));
    }
    return Duration.ofSeconds(Math.max(1, Math.round(hours * 3600)));
  }

  private <T> T needed(String option, @Nullable T value) {
    if (value == null || value instanceof List<?> list && list.isEmpty()) {
      throw Trouble.usage("--kind %s needs %s; see signalbox forecast backtest --help".formatted(kind, option));
    }
    return value;
  }
}
