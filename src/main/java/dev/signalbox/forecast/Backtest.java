package dev.signalbox.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model in regular steps of the past, as if it were then: at each instant it has been told what was known by
 * then, and it is trained anew now and then on outcomes known by then.
 */
public final class Backtest {

  /**
   * When to ask.
   *
   * @param trainTo the time of the first training, not after {@code from}
   * @param to not asked about any more
   */
  public record Grid(Instant trainTo, Instant from, Instant to, Duration step, Duration horizon) {}

  private final Forecaster model;
  private final Duration retrain;

  /** @param retrain how long a training lasts */
  public Backtest(Forecaster model, Duration retrain) {
    this.model = model;
    this.retrain = retrain;
  }

  /**
   * @param facts in the order of time
   * @param question what to ask the model at an instant
   */
  public void run(
      Iterator<Fact> facts, Grid grid, Function<Instant, Stream<Prediction>> question, Consumer<Prediction> out) {
    Instant training = grid.trainTo();
    @Nullable Fact next = facts.hasNext() ? facts.next() : null;
    for (Instant at = grid.from(); at.isBefore(grid.to()); at = at.plus(grid.step())) {
      for (; !training.isAfter(at); training = training.plus(retrain)) {
        next = tell(facts, next, training);
        model.train(training);
      }
      next = tell(facts, next, at);
      question.apply(at).forEach(out);
    }
  }

  private @Nullable Fact tell(Iterator<Fact> facts, @Nullable Fact first, Instant until) {
    @Nullable Fact next = first;
    while (next != null && !next.at().isAfter(until)) {
      next.tell(model);
      next = facts.hasNext() ? facts.next() : null;
    }
    return next;
  }
}
