package dev.signalbox;

import dev.signalbox.camel.Fallback;
import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.camel.OnCallSettings;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.webhook.WebhookChannel;
import dev.signalbox.document.Closest;
import dev.signalbox.ticket.TicketMappings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Refuses to start if a rule leads to a channel that nothing configures: at night it would be too late. */
@Component
final class ChannelCheck implements SmartInitializingSingleton {

  private final Path routes;
  private final Environment settings;
  private final Map<String, Channel> channels;
  private final OnCallFiles onCall;
  private final OnCallSettings onCallSettings;
  private final PagerDutySettings pagerDuty;
  private final FolderFiles<TicketMappings> mappings;

  ChannelCheck(
      @Value("${signalbox.routes}") Path routes,
      Environment settings,
      Map<String, Channel> channels,
      OnCallFiles onCall,
      OnCallSettings onCallSettings,
      PagerDutySettings pagerDuty,
      FolderFiles<TicketMappings> mappings) {
    this.routes = routes;
    this.settings = settings;
    this.channels = channels;
    this.onCall = onCall;
    this.onCallSettings = onCallSettings;
    this.pagerDuty = pagerDuty;
    this.mappings = mappings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> problems = new ArrayList<>();
    Map<String, SinkScan.Use> rules = new TreeMap<>();
    SinkScan scan = SinkScan.of(routes, text -> resolve(text, settings));
    scan.uses().stream().filter(use -> !use.channel().isEmpty())
        .forEach(use -> rules.putIfAbsent(use.channel(), use));
    rules.forEach((name, use) -> {
      String rule = use.place();
      Channel channel = channels.get(name);
      if (channel == null) {
        problems.add(name.startsWith(WebhookChannel.PREFIX)
            ? "%s leads to %s, but signalbox.webhooks.%s.url is not set%s".formatted(
                rule, name, name.substring(WebhookChannel.PREFIX.length()), Closest.hint(name, channels.keySet()))
            : "%s leads to the channel '%s', which does not exist; there are %s".formatted(rule, name, channels.keySet()));
      } else {
        channel.missingSettings().forEach(setting ->
            problems.add("%s leads to %s, but %s is not set".formatted(rule, name, setting)));
      }
    });
    SinkCheck sinks = new SinkCheck(channels, pagerDuty, mappings::get);
    scan.uses().forEach(use -> problems.addAll(sinks.problems(use)));
    scan.uses().stream().filter(SinkScan.Use::asPreferred).findFirst()
        .ifPresent(use -> problems.addAll(PeopleCheck.problems(use.rule(), onCall.plan(), channels)));
    String fallback = settings.getProperty("signalbox.delivery.fallback", "");
    if (!fallback.isBlank()) {
      problems.addAll(sinks.fallback("signalbox.delivery.fallback", Fallback.Place.of(fallback)));
    }
    if (onCallSettings.lastResort() != null) {
      channels.get("mail").missingSettings().forEach(
          setting -> problems.add("signalbox.on-call.last-resort leads to mail, but %s is not set".formatted(setting)));
    }
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
  }

  /** Camel's {@code {{name:default}}} with Spring's settings. */
  static String resolve(String text, Environment settings) {
    return settings.resolvePlaceholders(text.replace("{{", "${").replace("}}", "}"));
  }
}
