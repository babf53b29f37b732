package dev.signalbox;

import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.camel.routes.AskedInVain;
import dev.signalbox.camel.routes.OnCallNeeds;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.lint.AcceptedSchedules;
import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.escalation.lint.OnCallAlarms;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.escalation.lint.OnCallWatch;
import dev.signalbox.escalation.lint.PersonalId;
import dev.signalbox.escalation.lint.Subject;
import dev.signalbox.oncall.Calendars;
import dev.signalbox.store.JdbcAcceptedSchedules;
import dev.signalbox.store.JdbcOnCallAlarms;
import dev.signalbox.store.JdbcRowColumns;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** What will go wrong on call, looked at while the hub runs. */
@Configuration(proxyBeanMethods = false)
class OnCallLintConfiguration {

  @Bean
  AcceptedSchedules acceptedSchedules(JdbcTemplate jdbc, Clock clock) {
    return new JdbcAcceptedSchedules(jdbc, clock);
  }

  @Bean
  OnCallAlarms onCallAlarms(JdbcTemplate jdbc, Clock clock) {
    return new JdbcOnCallAlarms(jdbc, clock);
  }

  @Bean
  OnCallWatch onCallWatch(
      @Value("${signalbox.routes}") Path routes,
      Environment settings,
      JiraSettings jira,
      OnCallFiles files,
      CurrentPlan inForce,
      Calendars calendars,
      AcceptedSchedules accepted,
      OnCallAlarms alarms,
      JdbcTemplate jdbc,
      Clock clock,
      MeterRegistry meters) {
    JdbcRowColumns columns = new JdbcRowColumns(jdbc);
    Set<PersonalId> jiraKnows = Set.of(
        jira.deployment() == JiraSettings.Deployment.DATA_CENTER ? PersonalId.JIRA_DATA_CENTER : PersonalId.JIRA_CLOUD);
    Supplier<Subject.Rules> rules =
        () -> OnCallNeeds.of(SinkScan.of(routes, text -> ChannelCheck.resolve(text, settings)), jiraKnows);
    Supplier<Map<String, String>> astray = () -> AskedInVain.of(routes, files.plan(), columns.latest()).stream()
        .collect(Collectors.toMap(it -> it.file() + ":" + it.line(), Finding::message, (one, other) -> one + "; " + other));
    OnCallWatch watch =
        new OnCallWatch(new OnCallWatch.Sources(files::plan, inForce, calendars, rules, astray), accepted, alarms, clock);
    measure(watch, meters);
    return watch;
  }

  private static void measure(OnCallFindings findings, MeterRegistry meters) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("signalbox.on.call.findings", findings, it -> it.latest()
              .map(account -> account.count(kind)).orElse(0L))
          .description("what is wrong on call in the next 90 days")
          .tags("kind", kind.label(), "severity", kind.severity().label()).register(meters);
    }
    for (boolean fallback : new boolean[] {false, true}) {
      Gauge.builder("signalbox.on.call.gap.hours", findings, it -> it.latest()
              .map(account -> account.gapTime(fallback).toSeconds() / 3600.0).orElse(0.0))
          .description("how long no layer, calendar or override covers in the next 90 days, all schedules together")
          .tags("cover", fallback ? "fallback" : "nobody").register(meters);
    }
  }

  @Bean
  OnCallRounds onCallRounds(OnCallWatch watch) {
    return new OnCallRounds(watch);
  }
}
