package dev.signalbox;

import dev.signalbox.silence.maintenance.CurrentMaintenance;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the change calendars every two seconds, and once before the first poll: a restart must not tell what is planned. */
final class MaintenanceLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final CurrentMaintenance maintenance;
  private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(run -> {
    Thread thread = new Thread(run, "maintenance");
    thread.setDaemon(true);
    return thread;
  });
  private volatile boolean running;

  MaintenanceLoop(CurrentMaintenance maintenance) {
    this.maintenance = maintenance;
  }

  @Override
  public void start() {
    running = true;
    look();
    looker.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      maintenance.look();
    } catch (RuntimeException | Error e) {
      LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("the change calendars were not looked at");
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
