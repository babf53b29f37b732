package dev.signalbox;

import dev.signalbox.store.DatabaseClock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the hub's idea of the database's time close to it. Without this, a machine that was suspended, or whose timer runs
 * a little fast, would be wrong by more every day.
 */
final class ClockLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ClockLoop.class);
  private static final long LOOK_SECONDS = 10;

  private final DatabaseClock clock;
  private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(run -> {
    Thread thread = new Thread(run, "clock");
    thread.setDaemon(true);
    return thread;
  });
  private volatile boolean running;
  private boolean away;

  ClockLoop(DatabaseClock clock) {
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    looker.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      clock.refresh();
      away = false;
    } catch (RuntimeException | Error e) {
      if (!away) {
        LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName())
            .log("the store does not say what time it is; the clock runs on from its last answer");
      }
      away = true;
    }
  }

  @Override
  public void stop() {
    running = false;
    looker.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
