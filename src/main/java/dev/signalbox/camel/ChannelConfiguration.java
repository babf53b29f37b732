package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.jira.JiraChannel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.servicenow.ServiceNowChannel;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.channel.webhook.WebhookPlan;
import dev.signalbox.channel.webhook.WebhookSettings;
import dev.signalbox.ticket.TicketMappings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.servicenow.ServiceNowComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The channels, their settings, and the beans that {@code routes/channels} names. Settings are plain records, bound here, so
 * that the channels' packages know nothing of Spring; a secret binds by its constructor. A channel's bean has the channel's
 * name: sinks look it up by that.
 */
@Configuration(proxyBeanMethods = false)
public class ChannelConfiguration {

  @Bean
  SlackSettings slackSettings(Environment environment) {
    return bind(environment, "signalbox.slack", SlackSettings.class);
  }

  @Bean
  PagerDutySettings pagerDutySettings(Environment environment) {
    return bind(environment, "signalbox.pagerduty", PagerDutySettings.class);
  }

  @Bean
  JiraSettings jiraSettings(Environment environment) {
    return bind(environment, "signalbox.jira", JiraSettings.class);
  }

  @Bean
  ServiceNowSettings serviceNowSettings(Environment environment) {
    return bind(environment, "signalbox.servicenow", ServiceNowSettings.class);
  }

  @Bean
  MailSettings mailSettings(Environment environment) {
    return bind(environment, "signalbox.mail", MailSettings.class);
  }

  @Bean
  OnCallSettings onCallSettings(Environment environment) {
    return bind(environment, "signalbox.on-call", OnCallSettings.class);
  }

  /** With everything unset where nothing is configured. */
  static <T> T bind(Environment environment, String prefix, Class<T> type) {
    return Binder.get(environment).bindOrCreate(prefix, Bindable.of(type));
  }

  @Bean("slack")
  Channel slackChannel(SlackSettings settings) {
    return new SlackChannel(settings);
  }

  @Bean("pagerduty")
  Channel pagerDutyChannel(PagerDutySettings settings) {
    return new PagerDutyChannel(settings);
  }

  @Bean("jira")
  Channel jiraChannel(JiraSettings settings, FolderFiles<TicketMappings> mappings) {
    return new JiraChannel(settings, () -> mappings.get("jira").orElse(TicketMappings.NONE));
  }

  @Bean("servicenow")
  Channel serviceNowChannel(ServiceNowSettings settings, FolderFiles<TicketMappings> mappings) {
    return new ServiceNowChannel(settings, () -> mappings.get("servicenow").orElse(TicketMappings.NONE));
  }

  @Bean("mail")
  Channel mailChannel(MailSettings settings) {
    return new MailChannel(settings);
  }

  @Bean
  FolderFiles<TicketMappings> ticketMappings(Environment environment) {
    return TicketFiles.of(Path.of(environment.getProperty("signalbox.routes", "routes")));
  }

  /** One channel for each webhook, which nobody but files and settings names. */
  @Bean
  static WebhookChannels webhookChannels() {
    return new WebhookChannels();
  }

  @Bean
  FolderFiles<WebhookPlan> webhookFiles(Environment environment) {
    return Webhooks.files(Path.of(environment.getProperty("signalbox.routes", "routes")));
  }

  @Bean("webhooks")
  Webhooks webhooks(FolderFiles<WebhookPlan> files, Environment environment) {
    return new Webhooks(files, webhookSettings(environment).keySet(),
        name -> bind(environment, "signalbox.webhooks." + name, WebhookSettings.class));
  }

  /** Of all webhooks that have settings, by name. */
  public static Map<String, WebhookSettings> webhookSettings(Environment environment) {
    return Binder.get(environment).bind("signalbox.webhooks", Bindable.mapOf(String.class, WebhookSettings.class)).orElseGet(Map::of);
  }

  @Bean
  Credentials credentials(SlackSettings slack, JiraSettings jira) {
    return new Credentials(slack, jira);
  }

  @Bean
  MailTransport mailTransport(MailSettings settings, @Value("${signalbox.delivery.answer-within:15s}") Duration answerWithin) {
    return new MailTransport(settings, answerWithin);
  }

  /** Also named in application.yaml. */
  @Bean("patientHttp")
  ChannelHttp channelHttp() {
    return new ChannelHttp();
  }

  /** Camel takes customizers from the registry before it starts a component: http and https alike. */
  @Bean
  ComponentCustomizer boundedHttp(ChannelHttp http) {
    return ComponentCustomizer.builder(HttpComponent.class).build(http::customize);
  }

  @Bean
  ComponentCustomizer serviceNowInstance(ServiceNowSettings settings, ObjectProvider<Clock> clock) {
    return ComponentCustomizer.builder(ServiceNowComponent.class)
        .build(new ServiceNowAccess(settings, clock.getIfAvailable(Clock::systemUTC))::customize);
  }

  @Bean
  RouteSender routeSender(CamelContext camel) {
    return new RouteSender(camel);
  }
}
