package dev.signalbox;

import dev.signalbox.camel.Fallback;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds for urgent notices that wait for a channel in trouble. Several hubs may look at once. */
final class FallbackLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FallbackLoop.class);

  private final Fallback fallback;
  private final Duration look;
  private final Runnable wake;
  private volatile @Nullable ScheduledExecutorService looker;

  /** @param wake tells the dispatchers that something new is owed */
  FallbackLoop(Fallback fallback, Duration look, Runnable wake) {
    this.fallback = fallback;
    this.look = look;
    this.wake = wake;
  }

  @Override
  public void start() {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work, "fallback");
      thread.setDaemon(true);
      return thread;
    });
    executor.scheduleWithFixedDelay(this::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    looker = executor;
  }

  private void look() {
    try {
      if (fallback.look()) {
        wake.run();
      }
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("the store does not say which notices wait for a channel");
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
