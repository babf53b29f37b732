package dev.signalbox;

import dev.signalbox.oncall.calendar.CalendarRefresh;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the calendars every two seconds, from before the first poll until after the last. A start waits five seconds
 * for the first readings and no longer: what is not read by then is answered by the copy in the store, or by the
 * fallback.
 */
final class CalendarLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CalendarLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CalendarRefresh calendars;
  private final CalendarLog log;
  private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(run -> {
    Thread thread = new Thread(run, "calendars");
    thread.setDaemon(true);
    return thread;
  });
  private volatile boolean running;

  CalendarLoop(CalendarRefresh calendars, CalendarLog log) {
    this.calendars = calendars;
    this.log = log;
  }

  @Override
  public void start() {
    running = true;
    CompletableFuture<Void> first = CompletableFuture.allOf(look().toArray(CompletableFuture[]::new));
    try {
      first.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      LOG.atWarn().log("a calendar takes long to read; the hub starts with the copy it has");
    } catch (ExecutionException e) {
      LOG.atWarn().addKeyValue("reason", e.getCause().getClass().getSimpleName()).log("a reading could not be kept");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    look();
    looker.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<CompletableFuture<Void>> look() {
    try {
      List<CompletableFuture<Void>> begun = calendars.look();
      log.show(calendars.all());
      return begun;
    } catch (RuntimeException | Error e) {
      LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName())
          .log("the store does not say how the calendars do; the last copies answer");
      return List.of();
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
