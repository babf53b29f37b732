package dev.signalbox;

import dev.signalbox.camel.Mishaps;
import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.camel.Polls;
import dev.signalbox.channel.Channel;
import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.document.LoadException;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.LivePlan;
import dev.signalbox.explain.Clue;
import dev.signalbox.handoff.HandoffNotices;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.PollLog;
import dev.signalbox.ladder.Duty;
import dev.signalbox.ladder.LadderClue;
import dev.signalbox.ladder.Outlook;
import dev.signalbox.ladder.Timers;
import dev.signalbox.oncall.Calendars;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.store.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** From the watched databases to the outbox: the beans that rules' routes name. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

  @Bean
  OnCallFiles onCallFiles(@Value("${signalbox.routes}") Path routes) {
    try {
      return new OnCallFiles(routes.resolve("on-call"));
    } catch (LoadException e) {
      throw new BadSettings(e.findings().stream().map(Object::toString).toList());
    }
  }

  @Bean
  CurrentPlan currentPlan(OnCallFiles files, Calendars calendars, Overrides overrides) {
    return new LivePlan(files::plan, calendars, overrides);
  }

  @Bean
  Polls polls(
      PollLog log,
      IncidentStore incidents,
      List<Holds> holds,
      MeterRegistry meters,
      Outbox outbox,
      Announcements announcements,
      Audience audience,
      DeadLetters deadLetters,
      Timers timers,
      Duty duty,
      CurrentPlan onCall,
      Clock clock,
      Dispatchers dispatchers) {
    Supplier<UUID> ids = () -> Ids.next(clock);
    Polls.Parts parts =
        new Polls.Parts(
            log, incidents, Holds.firstOf(holds), new HoldLog(meters), outbox, announcements, audience, deadLetters, timers,
            duty,
            onCall, ids);
    return new Polls(parts, dispatchers::wake);
  }

  @Bean
  Outlook outlook(Timers timers, CurrentPlan onCall) {
    return new Outlook(timers, onCall);
  }

  @Bean
  @Order(20)
  Clue ladderClue(Outlook outlook) {
    return new LadderClue(outlook);
  }

  @Bean
  HandoffNotices handoffNotices(
      CurrentPlan onCall, IncidentStore incidents, Deliveries deliveries, Announcements announcements, Clock clock) {
    return new HandoffNotices(onCall, incidents, deliveries, announcements, () -> Ids.next(clock));
  }

  @Bean
  Mishaps mishaps(DeadLetters deadLetters, List<Channel> channels, Clock clock) {
    Set<String> channelRoutes =
        channels.stream().flatMap(channel -> Stream.of(channel.name(), channel.name() + "-webhook")).collect(Collectors.toSet());
    return new Mishaps(deadLetters, channelRoutes, clock, () -> Ids.next(clock));
  }
}
