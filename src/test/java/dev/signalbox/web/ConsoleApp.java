package dev.signalbox.web;

import dev.signalbox.Secret;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.jira.JiraHook;
import dev.signalbox.channel.pagerduty.PagerDutyHook;
import dev.signalbox.channel.servicenow.ServiceNowHook;
import dev.signalbox.channel.slack.SlackHook;
import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Groups;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.inbound.Inbox;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.explain.Explainer;
import dev.signalbox.explain.Facts;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.ladder.Outlook;
import dev.signalbox.ladder.Timers;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.channel.slack.MembershipStandings;
import dev.signalbox.oncall.calendar.CalendarStatuses;
import dev.signalbox.oncall.ical.FeedSecret;
import dev.signalbox.override.OverrideDesk;
import dev.signalbox.report.Reports;
import dev.signalbox.silence.SilenceDesk;
import dev.signalbox.silence.Silences;
import dev.signalbox.silence.maintenance.Windows;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import java.util.Set;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The web alone, over a {@link Scene}. Deliberately no {@code @Configuration}: component scans of the real application must
 * not find it.
 */
@ComponentScan("dev.signalbox.web")
@EnableAutoConfiguration(excludeName = {
  "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
  "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
  "org.springframework.boot.autoconfigure.freemarker.FreeMarkerAutoConfiguration",
  "org.apache.camel.spring.boot.CamelAutoConfiguration"
})
public class ConsoleApp {

  /** What callers of {@code /hooks/slack} sign with. */
  public static final String HOOK_SECRET = "8f742231b10e8888";

  @Bean
  Scene scene() {
    return new Scene();
  }

  @Bean
  Clock clock(Scene scene) {
    return scene.clock;
  }

  @Bean
  IncidentStore incidentStore(Scene scene) {
    return scene.incidents;
  }

  @Bean
  Deliveries deliveries(Scene scene) {
    return scene.deliveries;
  }

  @Bean
  Explainer explainer(Scene scene) {
    return new Explainer(scene.incidents, scene.deliveries, new NoFacts(), scene.clock, List.of());
  }

  @Bean
  ChannelTrials channelTrials() {
    return new OneTrial();
  }

  @Bean
  Rehearsals rehearsals() {
    return new Rehearsals() {
      @Override
      public List<String> channels() {
        return List.of("mail", "slack");
      }

      @Override
      public String of(String rule, String row, String channel, @Nullable String to, String kind) {
        if (!row.startsWith("{")) {
          throw Refusal.badInput("1: is not JSON; write a row as an object");
        }
        return "%s %s of %s to %s: %s".formatted(channel, kind, rule, to, row);
      }
    };
  }

  @Bean
  Timers timers(Scene scene) {
    return scene.timers;
  }

  @Bean
  Outlook outlook(Scene scene) {
    return new Outlook(scene.timers, scene.onCall);
  }

  @Bean
  DeadLetters deadLetters(Scene scene) {
    return scene.deadLetters;
  }

  @Bean
  CurrentPlan currentPlan(Scene scene) {
    return scene.onCall;
  }

  @Bean
  Overrides overrides(Scene scene) {
    return scene.overrides;
  }

  @Bean
  Hook slackHook() {
    return new SlackHook(new Secret(HOOK_SECRET));
  }

  @Bean
  Hook pagerDutyHook() {
    return new PagerDutyHook(new Secret(HOOK_SECRET));
  }

  @Bean
  Hook jiraHook() {
    return new JiraHook(new Secret(HOOK_SECRET));
  }

  @Bean
  Hook serviceNowHook() {
    return new ServiceNowHook(new Secret(HOOK_SECRET));
  }

  @Bean
  Inbox inbox(Scene scene) {
    return scene.inbox;
  }

  @Bean
  OverrideDesk overrideDesk(Scene scene) {
    return scene.overrideDesk;
  }

  @Bean
  Silences silences(Scene scene) {
    return scene.silences;
  }

  @Bean
  Windows windows(Scene scene) {
    return (from, to) -> scene.windows;
  }

  @Bean
  SilenceDesk silenceDesk(Scene scene) {
    return scene.silenceDesk;
  }

  @Bean
  Groups groups() {
    return saysNothing(Groups.class);
  }

  @Bean
  Ledger ledger() {
    return saysNothing(Ledger.class);
  }

  @Bean
  Memory memory() {
    return saysNothing(Memory.class);
  }

  /** A port behind which there is nothing. */
  private static <T> T saysNothing(Class<T> port) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
      Class<?> answer = method.getReturnType();
      return answer == List.class ? List.of() : answer == Optional.class ? Optional.empty() : answer == Map.class ? Map.of() : null;
    }));
  }

  @Bean
  MembershipStandings membershipStandings() {
    return List::of;
  }

  @Bean
  CalendarStatuses calendarStatuses(Scene scene) {
    return () -> scene.calendars;
  }

  @Bean
  OnCallFindings onCallFindings(Scene scene) {
    return scene.findings;
  }

  @Bean
  Reports reports(Scene scene) {
    return scene.reports;
  }

  @Bean
  Announcements announcements(Scene scene) {
    return scene.reports.announcements;
  }

  @Bean
  FeedSecret feedSecret(Scene scene) {
    return () -> scene.feedSecret;
  }

  @Bean
  RouteFilesView routeFilesView(Scene scene) {
    return scene.routeFiles;
  }

  /** Nothing is sent from here. */
  private static final class OneTrial implements ChannelTrials {
    @Override
    public Optional<Trial> run(String channel, @Nullable String address, String by) {
      if (channel.equals("mail")) {
        return Optional.of(new Trial(channel, String.valueOf(address), true, List.of(new Step("open", true, "250 taken (" + by + ")"))));
      }
      Step refused = new Step("open", false, "missing_scope: chat:write (" + by + ")");
      return channel.equals("slack") ? Optional.of(new Trial(channel, "ops-alerts", false, List.of(refused))) : Optional.empty();
    }

    @Override
    public Set<String> channels() {
      return Set.of("slack");
    }
  }

  /** A rule that was never polled and asked nobody. */
  private static final class NoFacts implements Facts {
    @Override
    public List<PollRun> polls(String rule, Instant until, int most) {
      return List.of();
    }

    @Override
    public List<Asked> asked(UUID incident) {
      return List.of();
    }

    @Override
    public List<Refused> refused(String rule, String key, Instant until, int most) {
      return List.of();
    }
  }

  /** The real server on a free port of loopback. */
  public static ConfigurableApplicationContext start(Map<String, Object> settings) {
    return new SpringApplicationBuilder(ConsoleApp.class)
        .web(WebApplicationType.SERVLET)
        .properties(settings)
        .properties("spring.main.banner-mode=off")
        .run("--server.port=" + Integer.getInteger("server.port", 0)); // an argument, or application.yaml would win
  }

  public static String url(ConfigurableApplicationContext app) {
    return "http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port");
  }

  /** To look at: prints the address. With {@code -Donce=true} it ends at once, to measure the start. */
  public static void main(String[] args) {
    ConfigurableApplicationContext app = start(Map.of());
    BusyMonday.fill(app.getBean(Scene.class));
    System.out.println(url(app));
    if (Boolean.getBoolean("once")) {
      app.close();
    }
  }
}
