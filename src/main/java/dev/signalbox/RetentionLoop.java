package dev.signalbox;

import dev.signalbox.camel.Mishaps;
import dev.signalbox.store.JdbcRetention;
import dev.signalbox.store.JdbcRetention.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The thread that forgets. Not a route: there is nothing to say in it but three lengths, which are settings. */
final class RetentionLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionLoop.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration AFTER_START = Duration.ofMinutes(1);

  private final JdbcRetention retention;
  private final RetentionProperties kept;
  private final Clock clock;
  private final ScheduledExecutorService forgetter =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "retention"));
  private volatile boolean running;

  RetentionLoop(JdbcRetention retention, RetentionProperties kept, Clock clock) {
    this.retention = retention;
    this.kept = kept;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    if (!kept.every().isZero()) {
      long first = Math.min(AFTER_START.toMillis(), kept.every().toMillis());
      forgetter.scheduleWithFixedDelay(this::round, first, kept.every().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Dead letters first: what waits among them keeps its delivery, and a delivery its incident. */
  private void round() {
    Instant now = clock.instant();
    Map<String, Step> steps = new LinkedHashMap<>();
    steps.put("dead letters", retention.deadLetters(now.minus(kept.events())));
    steps.put("deliveries", retention.deliveries(now.minus(kept.deliveries())));
    steps.put("incidents", retention.incidents(now.minus(kept.events())));
    steps.put("comments", retention.comments(now.minus(kept.events())));
    steps.put("groups", retention.groups(now.minus(kept.events())));
    steps.put("reports", retention.reports(now.minus(kept.events())));
    steps.forEach(this::forget);
  }

  private void forget(String what, Step step) {
    if (!running) {
      return;
    }
    try {
      int batches = JdbcRetention.exhaust(() -> running ? step.purge() : 0, PAUSE);
      if (batches > 0) {
        LOG.atInfo().addKeyValue("what", what).addKeyValue("batches", batches).log("forgot what is old");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (running) { // else the store is closing under it
        LOG.atWarn().addKeyValue("what", what).addKeyValue("reason", Mishaps.reason(e)).log("could not forget what is old");
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    forgetter.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
