package dev.signalbox;

import dev.signalbox.camel.Fallback;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.mail.MailAddress;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.document.Closest;
import dev.signalbox.ticket.TicketMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a rule's sink names beside its channel: services, mappings, fallbacks. At night it would be too late to find out. */
final class SinkCheck {

  private static final Set<String> TICKETS = Set.of("jira", "servicenow");

  private final Map<String, Channel> channels;
  private final PagerDutySettings pagerDuty;
  private final Function<String, Optional<TicketMappings>> mappings;

  /** @param mappings of a channel */
  SinkCheck(Map<String, Channel> channels, PagerDutySettings pagerDuty, Function<String, Optional<TicketMappings>> mappings) {
    this.channels = channels;
    this.pagerDuty = pagerDuty;
    this.mappings = mappings;
  }

  /** One sentence for each name that leads nowhere. A placeholder that nothing sets is not judged. */
  List<String> problems(SinkScan.Use use) {
    List<String> problems = new ArrayList<>();
    String service = use.parameter("service");
    if (use.channel().equals("pagerduty") && !service.isEmpty() && !pagerDuty.hasKey(service)) {
      problems.add("%s: the service '%s' has no routing key%s; set signalbox.pagerduty.routing-keys.%s, or leave service out for the hub's own key"
          .formatted(use.place(), service, Closest.hint(service, pagerDuty.routingKeys().keySet()), service));
    }
    String fallback = use.parameter("fallback");
    if (!fallback.isEmpty()) {
      problems.addAll(fallback("%s: fallback".formatted(use.place()), Fallback.Place.of(fallback)));
    }
    String mapping = use.parameter("mapping");
    if (!mapping.isEmpty() && TICKETS.contains(use.channel())) {
      Set<String> known = mappings.apply(use.channel()).orElse(TicketMappings.NONE).byName().keySet();
      if (!known.contains(mapping)) {
        problems.add("%s: there is no mapping '%s' in tickets/%s.yaml%s; write it there, or leave mapping out for 'default'"
            .formatted(use.place(), mapping, use.channel(), Closest.hint(mapping, known)));
      }
    }
    return problems;
  }

  /** @param who names it */
  List<String> fallback(String who, Fallback.Place place) {
    Channel channel = channels.get(place.channel());
    if (channel == null) {
      return List.of("%s names the channel '%s', which does not exist%s; there are %s, with an address as in mail:ops@example.com"
          .formatted(who, place.channel(), Closest.hint(place.channel(), channels.keySet()), channels.keySet()));
    }
    List<String> problems = new ArrayList<>();
    channel.missingSettings().forEach(setting -> problems.add("%s leads to %s, but %s is not set".formatted(who, place.channel(), setting)));
    if (place.channel().equals("pagerduty") && !place.address().isEmpty() && !pagerDuty.hasKey(place.address())) {
      problems.add("%s names the service '%s' of PagerDuty, which has no routing key; set signalbox.pagerduty.routing-keys.%s"
          .formatted(who, place.address(), place.address()));
    }
    boolean mail = place.channel().equals("mail") && !MailAddress.isOne(place.address());
    if (mail || place.channel().equals("slack") && place.address().isEmpty()) {
      problems.add("%s says not where on %s; for example mail:ops@example.com or slack:ops-backup".formatted(who, place.channel()));
    }
    return problems;
  }
}
