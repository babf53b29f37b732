package dev.signalbox;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.report.DailyReports;
import dev.signalbox.report.HubFacts;
import dev.signalbox.report.Predictions;
import dev.signalbox.report.Reports;
import dev.signalbox.store.Ids;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The daily report: what its routes name. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

  @Bean
  DailyReports dailyReports(
      HubFacts facts,
      ObjectProvider<Predictions> predictions,
      OnCallFindings findings,
      CurrentPlan onCall,
      Announcements announcements,
      Reports reports,
      @Value("${signalbox.base-url:}") String baseUrl,
      Clock clock) {
    return new DailyReports(
        facts,
        predictions.getIfAvailable(() -> (now, day) -> Optional.empty()),
        findings,
        onCall,
        announcements,
        reports,
        baseUrl.isBlank() ? null : baseUrl.replaceAll("/+$", ""),
        () -> Ids.next(clock));
  }
}
