package dev.signalbox;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries are tried.
 *
 * @param firstDelay the wait after a first failure; doubles from there
 * @param ceiling the longest wait between two attempts
 * @param giveUpAfter from when a delivery was owed until it becomes a dead letter
 * @param probe how often a misconfigured or failing channel is tried
 * @param lease how long a process may work on a delivery before another one takes it over
 * @param idle how often to look for deliveries that another process owed
 * @param fallback where urgent notices go while their channel is down, unless a person or a sink says otherwise, for example
 *     {@code mail:ops@example.com}
 * @param fallbackAfter how long a channel must be down for that
 * @param channels exceptions for single channels, by name
 */
@ConfigurationProperties("signalbox.delivery")
record DeliveryProperties(
    @DefaultValue("1s") Duration firstDelay,
    @DefaultValue("5m") Duration ceiling,
    @DefaultValue("72h") Duration giveUpAfter,
    @DefaultValue("30s") Duration probe,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("15s") Duration answerWithin,
    @DefaultValue("500ms") Duration idle,
    @Nullable String fallback,
    @DefaultValue("3m") Duration fallbackAfter,
    @DefaultValue Map<String, PerChannel> channels) {

  /**
   * @param concurrency deliveries on the wire at the same time; only 1 where a repeated message does harm
   * @param perMinute the most deliveries in a minute; unset: no limit but the other side's
   * @param perMinuteToOne the most to one address, such as one conversation of Slack; 0: no limit; unset: what the other side documents
   */
  record PerChannel(@Nullable Integer concurrency, @Nullable Integer perMinute, @Nullable Integer perMinuteToOne) {}
}
