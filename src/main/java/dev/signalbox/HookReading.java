package dev.signalbox;

import dev.signalbox.inbound.Inbox;
import dev.signalbox.inbound.Listener;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reads what other systems told, soon after they did. Several hubs on one store share the work. */
final class HookReading implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(HookReading.class);
  private static final long IDLE_MILLIS = 500;
  private static final Duration REPEATED_WITHIN = Duration.ofDays(8);

  private final Listener listener;
  private final Inbox inbox;
  private volatile @Nullable ScheduledExecutorService reader;

  HookReading(Listener listener, Inbox inbox) {
    this.listener = listener;
    this.inbox = inbox;
  }

  @Override
  public void start() {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "hooks"));
    executor.scheduleWithFixedDelay(() -> guarded(this::drain), 0, IDLE_MILLIS, TimeUnit.MILLISECONDS);
    executor.scheduleWithFixedDelay(() -> guarded(() -> inbox.forget(REPEATED_WITHIN)), 1, 60, TimeUnit.MINUTES);
    reader = executor;
  }

  private void drain() {
    while (listener.drain() > 0) {
      // until nothing waits
    }
  }

  /** The store may be away for a while; what was received waits there. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("failure", e.getClass().getSimpleName()).log("received calls could not be read; trying again");
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService executor = reader;
    if (executor != null) {
      executor.shutdown();
    }
    reader = null;
  }

  @Override
  public boolean isRunning() {
    return reader != null;
  }
}
