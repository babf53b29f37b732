package dev.signalbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds for what has to be owed because time has passed. Several hubs may look at once. */
final class OutboxLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxLoop.class);

  private final String name;
  private final BooleanSupplier work;
  private final Duration every;
  private final Runnable wake;
  private volatile @Nullable ScheduledExecutorService looker;

  /**
   * @param name of the thread
   * @param work says whether something new is owed
   * @param wake tells the dispatchers so
   */
  OutboxLoop(String name, BooleanSupplier work, Duration every, Runnable wake) {
    this.name = name;
    this.work = work;
    this.every = every;
    this.wake = wake;
  }

  @Override
  public void start() {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
    executor.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    looker = executor;
  }

  private void look() {
    try {
      if (work.getAsBoolean()) {
        wake.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).addKeyValue("looker", name).log("the store does not answer whoever looks what is to be owed");
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService executor = looker;
    if (executor != null) {
      executor.shutdown();
      looker = null;
    }
  }

  @Override
  public boolean isRunning() {
    return looker != null;
  }

  /** As the dispatchers. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
