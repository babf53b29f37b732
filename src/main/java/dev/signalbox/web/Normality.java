package dev.signalbox.web;

import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.forecast.watch.Normal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes down that a server is normal as it is; the one set of rules for API and console. */
public final class Normality {

  /** A first round reads no more than that either. */
  private static final Duration FARTHEST = Duration.ofDays(14);

  private final Memory memory;
  private final Clock clock;

  public Normality(Memory memory, Clock clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /** @param since null for now: then it learns from what is to come, and says nothing until it has seen enough */
  public Normal said(String server, @Nullable Instant since, String by, @Nullable String note) {
    Instant now = clock.instant();
    Instant from = since == null ? now : since;
    if (from.isAfter(now) || from.isBefore(now.minus(FARTHEST))) {
      throw Refusal.badInput("since %s is not within the last %d days", from, FARTHEST.toDays());
    }
    Normal said = new Normal(server, from, by, note, now, null);
    if (!memory.normal(said)) {
      throw Refusal.badInput("no forecasting route has begun yet, so nothing was learnt that could be forgotten");
    }
    return said;
  }
}
