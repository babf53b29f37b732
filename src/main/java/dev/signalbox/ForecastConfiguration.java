package dev.signalbox;

import dev.signalbox.delivery.Illustrations;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.forecast.watch.Watch;
import dev.signalbox.report.Predictions;
import dev.signalbox.store.Ids;
import dev.signalbox.store.JdbcLedger;
import dev.signalbox.store.JdbcMemory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The models that forecasting routes read for, what they remember and what they said. */
@Configuration(proxyBeanMethods = false)
class ForecastConfiguration {

  @Bean
  Memory forecastMemory(JdbcTemplate jdbc) {
    return new JdbcMemory(jdbc);
  }

  @Bean
  Ledger forecastLedger(JdbcTemplate jdbc) {
    return new JdbcLedger(jdbc);
  }

  /** For the daily report. */
  @Bean
  Predictions predictions(Ledger ledger) {
    return new ForecastPredictions(ledger);
  }

  /** For mails. */
  @Bean
  Illustrations illustrations(Ledger ledger) {
    return new ForecastIllustrations(ledger);
  }

  @Bean
  Watch forecastWatch(Memory memory, Ledger ledger, Clock clock) {
    return new Watch(memory, ledger, () -> Ids.next(clock), clock);
  }
}
