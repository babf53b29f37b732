package dev.signalbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every two seconds at what is read from elsewhere, such as change calendars, and once before the first poll: a restart must
 * not tell what is planned.
 */
final class ReadingLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ReadingLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final String what;
  private final Runnable look;
  private final ScheduledExecutorService looker;
  private volatile boolean running;

  /** @param what for the log */
  ReadingLoop(String what, Runnable look) {
    this.what = what;
    this.look = look;
    this.looker = Executors.newSingleThreadScheduledExecutor(run -> {
      Thread thread = new Thread(run, "reads " + what);
      thread.setDaemon(true);
      return thread;
    });
  }

  @Override
  public void start() {
    running = true;
    look();
    looker.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      look.run();
    } catch (RuntimeException | Error e) {
      LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("the {} were not looked at", what);
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

  /** Before the routes are loaded. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 200;
  }
}
