package dev.signalbox;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.override.OverrideDesk;
import dev.signalbox.store.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where API and console change who is on call. */
@Configuration(proxyBeanMethods = false)
class OverrideConfiguration {

  @Bean
  OverrideDesk overrideDesk(CurrentPlan plan, Overrides overrides, Clock clock, MeterRegistry meters) {
    return new OverrideDesk(plan, overrides, new OverrideLog(meters), clock, () -> Ids.next(clock));
  }
}
