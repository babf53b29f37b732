package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: the forecasts' models learn anew now, on the databases that the hub watches. */
@Command(name = "train", description = "Trains the forecasts' models now, and waits until that is done.")
final class TrainCommand extends RemoteCommand {

  private static final String PATH = "/api/forecasts";

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "600",
      description = "How long to wait at most; 0 does not wait at all. Default ${DEFAULT-VALUE}.")
  private int wait;

  @Override
  int run(Hub hub) {
    JsonNode wish = hub.post(PATH + "/training", null);
    Instant wished = Instant.parse(wish.path("wishedAt").asText());
    if (wait <= 0) {
      print(wish, "wished; the next look of the training route does it");
      return ExitCode.DONE;
    }
    long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    while (true) {
      JsonNode models = hub.get(PATH + "/models");
      if (isNewer(models, wished)) {
        print(models, text(models));
        return ExitCode.DONE;
      }
      if (System.nanoTime() - end >= 0) {
        throw Trouble.refused("not trained within %d s: see whether the rule forecast-training is polled (/rules)".formatted(wait));
      }
      pause();
    }
  }

  private static boolean isNewer(JsonNode models, Instant wished) {
    boolean some = false;
    for (JsonNode model : models) {
      some = true;
      if (Instant.parse(model.path("trainedAt").asText()).isBefore(wished)) {
        return false;
      }
    }
    return some;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.unreachable("interrupted while the hub trained");
    }
  }

  private static String text(JsonNode models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("KIND", "HOURS", "VERSION", "ROWS", "POSITIVES", "WHAT"));
    models.forEach(model -> rows.add(Show.row(model, "kind", "horizonHours", "version", "rows", "positives", "facts")));
    return Show.table(rows);
  }
}
