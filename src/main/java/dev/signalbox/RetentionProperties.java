package dev.signalbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code signalbox.retention.*}: how long the hub remembers what is over. What is open is never forgotten.
 *
 * @param events incidents with their stories, dead letters, reports
 * @param deliveries what was sent and to whom; not longer than {@code events}
 * @param every pause between two rounds; 0 to forget nothing
 */
@ConfigurationProperties("signalbox.retention")
record RetentionProperties(
    @DefaultValue("400d") Duration events, @DefaultValue("90d") Duration deliveries, @DefaultValue("1h") Duration every) {

  RetentionProperties {
    if (events.compareTo(Duration.ZERO) <= 0 || deliveries.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException(
          "signalbox.retention.events and .deliveries must be lengths such as 400d; they are %s and %s; to forget nothing set .every to 0"
              .formatted(events, deliveries));
    }
    if (every.isNegative()) {
      throw new IllegalArgumentException("signalbox.retention.every is %s; write 1h, or 0 to forget nothing".formatted(every));
    }
  }
}
