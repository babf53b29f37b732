package dev.signalbox;

import dev.signalbox.camel.Mishaps;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.escalation.lint.OnCallWatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The thread on which the rota is looked at; an edit is seen within two seconds after it was read. */
final class OnCallRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OnCallRounds.class);
  private static final long SECONDS = 2;

  private final OnCallWatch watch;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "on-call-rounds"));
  private volatile boolean running;
  private Set<String> told = Set.of();

  OnCallRounds(OnCallWatch watch) {
    this.watch = watch;
  }

  @Override
  public void start() {
    running = true;
    looker.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      watch.lookIfDue();
      watch.latest().ifPresent(this::tell);
    } catch (RuntimeException e) {
      if (!running) {
        return; // the store is closing under a last look
      }
      LOG.atError().addKeyValue("reason", Mishaps.reason(e))
          .log("the rota could not be looked at; the last findings stay");
    }
  }

  /** Once for each thing that is wrong, however its sentence changes with time. */
  private void tell(OnCallAccount account) {
    Map<String, OnCallFinding> faults = new LinkedHashMap<>();
    account.faults().forEach(fault -> faults.putIfAbsent(fault.kind().label() + " " + fault.subject(), fault));
    faults.forEach((what, fault) -> {
      if (!told.contains(what)) {
        LOG.warn("{}", fault);
      }
    });
    told = Set.copyOf(faults.keySet());
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

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
