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

/**
 * Reads what other systems told, soon after they did, with a thread for each: a ticket system that does not answer keeps no
 * acknowledgement from Slack waiting. Several hubs on one store share the work.
 */
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
    ScheduledExecutorService executor =
        Executors.newScheduledThreadPool(listener.hooks().size(), work -> new Thread(work, "hooks"));
    listener.hooks().forEach(hook ->
        executor.scheduleWithFixedDelay(() -> guarded(() -> listener.drain(hook)), 0, IDLE_MILLIS, TimeUnit.MILLISECONDS));
    executor.scheduleWithFixedDelay(() -> guarded(() -> inbox.forget(REPEATED_WITHIN)), 1, 60, TimeUnit.MINUTES);
    reader = executor;
  }

  /** The store may be away for a while; what was received waits there. Whatever is thrown here would end the reading for good. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
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
