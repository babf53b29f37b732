package dev.signalbox;

import dev.signalbox.camel.RouteSender;
import dev.signalbox.camel.SlackResponder;
import dev.signalbox.camel.TicketDesk;
import dev.signalbox.camel.TicketOrder;
import dev.signalbox.camel.TicketWatch;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.jira.JiraHook;
import dev.signalbox.channel.pagerduty.PagerDutyHook;
import dev.signalbox.channel.servicenow.ServiceNowHook;
import dev.signalbox.channel.slack.ResponseUrl;
import dev.signalbox.channel.slack.SlackHook;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Groups;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Tickets;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.inbound.Acquaintance;
import dev.signalbox.inbound.Answers;
import dev.signalbox.inbound.Familiar;
import dev.signalbox.inbound.Inbox;
import dev.signalbox.inbound.IncidentResponse;
import dev.signalbox.inbound.Listener;
import dev.signalbox.inbound.Response;
import dev.signalbox.inbound.Wishes;
import dev.signalbox.ladder.Timers;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.store.JdbcForeignNames;
import dev.signalbox.store.JdbcInbox;
import dev.signalbox.store.JdbcWatchLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** From other systems' webhooks to the incidents. A hook without a secret turns every call away. */
@Configuration(proxyBeanMethods = false)
class HookConfiguration {

  @Bean
  Hook slackHook(SlackSettings settings) {
    return new SlackHook(settings.signingSecret());
  }

  @Bean
  Hook pagerDutyHook(@Value("${signalbox.pagerduty.webhook-secret:}") Secret secret) {
    return new PagerDutyHook(secret);
  }

  @Bean
  Hook jiraHook(@Value("${signalbox.jira.webhook-secret:}") Secret secret) {
    return new JiraHook(secret);
  }

  @Bean
  Hook serviceNowHook(@Value("${signalbox.servicenow.webhook-secret:}") Secret secret) {
    return new ServiceNowHook(secret);
  }

  @Bean
  Inbox inbox(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    return new JdbcInbox(jdbc, transaction, clock);
  }

  @Bean
  TicketOrder ticketOrder(
      @Value("${signalbox.tickets}") String systems, Map<String, Channel> channels, Deliveries deliveries, Outbox outbox,
      CurrentPlan onCall, TransactionTemplate transaction, Clock clock) {
    Optional<Channel> first = Optional.ofNullable(channels.get(systems.split(",")[0].strip()));
    return new TicketOrder(first, deliveries, outbox, onCall, transaction, clock);
  }

  @Bean
  Wishes wishes(Timers timers, TicketOrder order, Clock clock) {
    return new ButtonWishes(timers, order, clock);
  }

  @Bean
  Answers answers(
      RouteSender sender, @Value("${signalbox.slack.response-urls:" + ResponseUrl.SLACK + "}") String home, MeterRegistry meters) {
    return new SlackResponder(
        sender, home, result -> meters.counter("signalbox.hook.calls", "hook", "slack", "result", result).increment());
  }

  /** @param buttons for whom Slack's buttons do something */
  @Bean
  Response response(
      @Value("${signalbox.slack.buttons-for:everybody}") String buttons, IncidentStore incidents, Deliveries deliveries, Tickets tickets, TicketDesk desk, CurrentPlan onCall, Wishes wishes,
      Groups groups, Audience audience, JdbcTemplate jdbc, Clock clock) {
    if (!List.of("everybody", "people").contains(buttons)) {
      throw new IllegalStateException(
          "signalbox.slack.buttons-for is '%s': write everybody, or people for those of people.yaml".formatted(buttons));
    }
    Response response = new IncidentResponse(
        incidents, deliveries, tickets, desk, onCall, wishes,
        (ids, note) -> groups.acknowledged(ids, note, audience.of(ChangeKind.ACKNOWLEDGED)), clock);
    Set<String> choosy = buttons.equals("people") ? Set.of("slack") : Set.of();
    return new Acquaintance(new JdbcForeignNames(jdbc), new Familiar(choosy, onCall, response));
  }

  @Bean
  HookReading hookReading(Inbox inbox, List<Hook> hooks, Response response, Answers answers) {
    return new HookReading(new Listener(inbox, hooks, response, answers), inbox);
  }

  /** Named in routes/rules/ticket-watch.camel.yaml. */
  @Bean
  TicketWatch ticketWatch(TicketDesk desk, Response response, Tickets tickets, JdbcTemplate jdbc, Clock clock) {
    return new TicketWatch(desk, response, tickets, new JdbcWatchLog(jdbc, clock), clock);
  }

  @Bean
  TicketDesk ticketDesk(RouteSender sender, List<Channel> channels, Clock clock) {
    return new TicketDesk(sender, channels, clock);
  }
}
