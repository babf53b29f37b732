package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import dev.signalbox.camel.Fallback.Place;
import dev.signalbox.channel.webhook.WebhookChannel;
import dev.signalbox.document.Closest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What sinks name beside mappings, as far as files alone can tell: a webhook may have settings and no file, and whether a
 * service has a key only the settings say. A hub that starts knows these, and refuses.
 */
final class SinkNames {

  private static final Set<String> CHANNELS = Set.of("slack", "mail", "pagerduty", "jira", "servicenow");

  private SinkNames() {}

  /** @param webhooks the names of those that have a file */
  static List<Finding> check(List<SinkScan.Use> uses, Set<String> webhooks) {
    Set<String> known = new TreeSet<>(CHANNELS);
    webhooks.forEach(name -> known.add(WebhookChannel.PREFIX + name));
    List<Finding> findings = new ArrayList<>();
    for (SinkScan.Use use : uses) {
      String name = use.parameter("name");
      String meant = Closest.hint(name, webhooks);
      if (use.kamelet().equals("webhook-sink") && !webhooks.contains(name) && !meant.isEmpty()) {
        findings.add(new Finding(use.rule(), use.line(), "there is no webhooks/%s.yaml%s".formatted(name, meant)));
      }
      String fallback = use.parameter("fallback");
      String channel = fallback.isEmpty() ? "" : Place.of(fallback).channel();
      if (!channel.isEmpty() && !known.contains(channel) && !channel.startsWith(WebhookChannel.PREFIX)) {
        findings.add(new Finding(use.rule(), use.line(), "fallback names the channel '%s', which does not exist%s; there are %s, with an address as in mail:ops@example.com"
            .formatted(channel, Closest.hint(channel, known), String.join(", ", known))));
      }
    }
    return findings;
  }
}
