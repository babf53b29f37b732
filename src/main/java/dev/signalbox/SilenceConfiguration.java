package dev.signalbox;

import dev.signalbox.explain.Clue;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.silence.SilenceClue;
import dev.signalbox.silence.SilenceDesk;
import dev.signalbox.silence.SilenceHolds;
import dev.signalbox.silence.SilenceReminder;
import dev.signalbox.silence.Silences;
import dev.signalbox.store.Ids;
import dev.signalbox.store.JdbcSilences;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people do not want to be told of for a while. */
@Configuration(proxyBeanMethods = false)
class SilenceConfiguration {

  @Bean
  Silences silences(JdbcTemplate jdbc, Clock clock) {
    return new JdbcSilences(jdbc, clock);
  }

  @Bean
  @Order(10)
  Holds silenceHolds(Silences silences) {
    return new SilenceHolds(silences);
  }

  @Bean
  @Order(10)
  Clue silenceClue(Silences silences) {
    return new SilenceClue(silences);
  }

  @Bean
  SilenceReminder silenceReminder(Silences silences, IncidentStore incidents, Clock clock) {
    return new SilenceReminder(silences, incidents, () -> Ids.next(clock));
  }

  @Bean
  SilenceDesk silenceDesk(
      Silences silences,
      IncidentStore incidents,
      @Value("${signalbox.silence.longest:30d}") Duration longest,
      MeterRegistry meters,
      Clock clock) {
    return new SilenceDesk(silences, incidents, longest, new SilenceLog(meters), clock, () -> Ids.next(clock));
  }
}
