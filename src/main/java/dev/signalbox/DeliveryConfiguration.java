package dev.signalbox;

import dev.signalbox.camel.Couriers;
import dev.signalbox.camel.Fallback;
import dev.signalbox.camel.Fallback.Place;
import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.camel.OnCallSettings;
import dev.signalbox.camel.RouteSender;
import dev.signalbox.camel.Templates;
import dev.signalbox.camel.Webhooks;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.slack.MembershipStore;
import dev.signalbox.channel.slack.PictureStore;
import dev.signalbox.channel.slack.SlackPictures;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.channel.slack.UserGroups;
import dev.signalbox.channel.template.Template;
import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.ChannelLog;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Dispatcher;
import dev.signalbox.delivery.Groups;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.delivery.Sender;
import dev.signalbox.delivery.StandIns;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.web.ChannelTrials;
import dev.signalbox.web.Rehearsals;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** From the outbox to the channels' routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryConfiguration.class);
  private static final int SENDERS = 16;
  private static final int CLAIMED_PER_SENDER = 8;
  private static final int CLAIMED_ALONE = 4;
  private static final Duration LOOK_AT_WEBHOOKS = Duration.ofMillis(500);
  private static final Duration LOOK_AT_GROUPS = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_PICTURES = Duration.ofSeconds(1);
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(250);

  @Bean
  FolderFiles<Template> templateFiles(@Value("${signalbox.routes}") Path routes) {
    return Templates.files(routes);
  }

  @Bean
  Couriers couriers(
      RouteSender sender,
      OnCallFiles onCall,
      Announcements announcements,
      Illustrations illustrations,
      PictureStore pictures,
      FolderFiles<Template> templates,
      DeadLetters letters,
      @Value("${signalbox.base-url:}") String baseUrl,
      Clock clock) {
    return new Couriers(
        sender, () -> onCall.plan().rota(), announcements, illustrations, pictures::of,
        new Templates(templates, letters, clock), baseUrl.isBlank() ? null : baseUrl.replaceAll("/+$", ""), clock);
  }

  @Bean
  SlackPictures slackPictures(
      PictureStore store, Illustrations illustrations, RouteSender sender, @Value("${signalbox.slack.api-url:https://slack.com/api}") String api) {
    return new SlackPictures(store, illustrations, sender::ask, api, (reason, givenUp) -> LOG.atWarn()
        .addKeyValue("reason", reason).addKeyValue("given_up", givenUp).log("a chart did not get into Slack; the message has a link"));
  }

  @Bean
  OutboxLoop slackPictureLoop(SlackPictures pictures, SlackSettings settings, Dispatchers dispatchers, Clock clock) {
    return new OutboxLoop(
        "slack-pictures", () -> settings.asBot() && pictures.look(clock.instant()), LOOK_AT_PICTURES, dispatchers::wake);
  }

  @Bean
  Dispatchers dispatchers(
      List<Channel> channels,
      Outbox outbox,
      ChannelLog channelLog,
      Couriers couriers,
      SlackPictures pictures,
      DeliveryProperties properties,
      Clock clock,
      MeterRegistry meters) {
    RetryPolicy retry =
        new RetryPolicy(properties.firstDelay(), properties.ceiling(), properties.giveUpAfter(), properties.probe());
    DeliveryLog log = new DeliveryLog(meters);
    return new Dispatchers(channels, channel -> dispatcher(
        channel, outbox, channelLog, channel.showsPictures() ? pictures.watching(couriers.of(channel)) : couriers.of(channel), retry, properties, clock, log));
  }

  @Bean
  OutboxLoop webhookArrivals(Webhooks webhooks, ConfigurableListableBeanFactory beans, Dispatchers dispatchers) {
    return new OutboxLoop(
        "webhook-arrivals", new WebhookArrivals(webhooks, beans, dispatchers::add)::look, LOOK_AT_WEBHOOKS, dispatchers::wake);
  }

  @Bean
  OutboxLoop fallbackLoop(
      StandIns standIns,
      ChannelLog channelLog,
      Map<String, Channel> channels,
      OnCallFiles onCall,
      OnCallSettings onCallSettings,
      DeliveryProperties properties,
      Dispatchers dispatchers) {
    List<Place> places = new ArrayList<>();
    Optional.ofNullable(properties.fallback()).filter(text -> !text.isBlank()).map(Place::of).ifPresent(places::add);
    Optional.ofNullable(onCallSettings.lastResort()).map(address -> new Place("mail", address, null)).ifPresent(places::add);
    Fallback fallback = new Fallback(
        standIns, channelLog, channels, () -> onCall.plan().rota(), properties.fallbackAfter(), places);
    Duration look = properties.fallbackAfter().dividedBy(36); // five seconds late at the most
    return new OutboxLoop("fallback", fallback::look, look.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : look, dispatchers::wake);
  }

  @Bean
  OutboxLoop groupLoop(Groups groups, Dispatchers dispatchers) {
    return new OutboxLoop("groups", groups::tell, LOOK_AT_GROUPS, dispatchers::wake);
  }

  @Bean
  ChannelTrials channelTrials(
      Map<String, Channel> channels,
      RouteSender sender,
      @Value("${signalbox.routes}") Path routes,
      Environment settings,
      @Value("${signalbox.base-url:}") String baseUrl,
      Clock clock) {
    return new ChannelTesting(
        channels, sender, () -> SinkScan.of(routes, text -> ChannelCheck.resolve(text, settings)),
        baseUrl.isBlank() ? null : baseUrl.replaceAll("/+$", ""), clock);
  }

  @Bean
  Rehearsals rehearsals(Map<String, Channel> channels, @Value("${signalbox.routes}") Path routes, Clock clock) {
    return new RuleRehearsals(routes, channels::keySet, clock);
  }

  @Bean
  UserGroupLoop userGroupLoop(
      SlackSettings settings, @Qualifier("slack") Channel slack, MembershipStore memberships, RouteSender sender, CurrentPlan plan, Clock clock) {
    return new UserGroupLoop(new UserGroups(settings, memberships, step -> sender.ask(slack, step)), plan, clock);
  }

  private static Dispatcher dispatcher(
      Channel channel,
      Outbox outbox,
      ChannelLog channelLog,
      Sender sender,
      RetryPolicy retry,
      DeliveryProperties properties,
      Clock clock,
      DeliveryLog log) {
    DeliveryProperties.PerChannel own = properties.channels().get(channel.name());
    int senders = !channel.repeatable() ? 1 : own == null || own.concurrency() == null ? SENDERS : own.concurrency();
    int perMinute = own == null || own.perMinute() == null ? 0 : own.perMinute();
    int perMinuteToOne = own == null || own.perMinuteToOne() == null ? channel.perMinute() : own.perMinuteToOne();
    int claimAtOnce = senders == 1 ? CLAIMED_ALONE : senders * CLAIMED_PER_SENDER;
    Dispatcher.Pace pace =
        new Dispatcher.Pace(
            senders, claimAtOnce, properties.lease(), properties.answerWithin(), properties.idle(), perMinute, perMinuteToOne,
            channel::endpoint);
    return new Dispatcher(channel.name(), outbox, channelLog, sender, retry, pace, clock, log);
  }
}
