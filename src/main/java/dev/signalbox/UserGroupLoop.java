package dev.signalbox;

import dev.signalbox.channel.slack.UserGroups;
import dev.signalbox.escalation.CurrentPlan;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds whether somebody else is on call than Slack's user groups show. Several hubs share the work. */
final class UserGroupLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(UserGroupLoop.class);
  private static final long SECONDS = 5;

  private final UserGroups groups;
  private final CurrentPlan plan;
  private final Clock clock;
  private volatile @Nullable ScheduledExecutorService looker;

  UserGroupLoop(UserGroups groups, CurrentPlan plan, Clock clock) {
    this.groups = groups;
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public void start() {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "user-groups"));
    executor.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
    looker = executor;
  }

  private void look() {
    try {
      groups.look(plan.now().rota(), clock.instant());
    } catch (RuntimeException | Error e) {
      if (isRunning()) { // otherwise the store is closing under a last look
        LOG.atWarn().addKeyValue("failure", e.getClass().getSimpleName()).log("user groups of Slack could not be looked at; trying again");
      }
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService executor = looker;
    looker = null;
    if (executor != null) {
      executor.shutdown();
    }
  }

  @Override
  public boolean isRunning() {
    return looker != null;
  }
}
