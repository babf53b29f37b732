package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static dev.signalbox.camel.StubServer.json;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.jira.JiraSettings.Deployment;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.delivery.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ChannelConfigurationTest {

  private final ApplicationContextRunner spring = new ApplicationContextRunner()
      .withInitializer(context -> context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
      .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class))
      .withUserConfiguration(ChannelConfiguration.class)
      .withPropertyValues(
          "camel.main.routes-include-pattern=file:routes/channels/*.camel.yaml",
          "camel.component.http.http-client-configurer=#bean:patientHttp");

  @Test
  void without_settings_every_route_loads_and_every_channel_says_what_is_missing() {
    spring.run(context -> {
      assertThat(context).hasNotFailed();
      assertThat(context.getBean(CamelContext.class).getRoutes()).extracting(route -> route.getRouteId())
          .containsExactlyInAnyOrder("slack", "slack-webhook", "slack-response", "slack-upload", "pagerduty", "jira", "servicenow", "mail", "webhook");
      Map<String, Channel> channels = context.getBeansOfType(Channel.class);
      assertThat(channels.values()).extracting(Channel::name)
          .containsExactlyInAnyOrder("slack", "pagerduty", "jira", "servicenow", "mail", "webhook-teams", "webhook-alertmanager");
      assertThat(channels).allSatisfy((bean, channel) -> assertThat(bean).isEqualTo(channel.name()));
      assertThat(channels.values()).allSatisfy(channel -> assertThat(channel.missingSettings()).isNotEmpty());
    });
  }

  @Test
  void settings_bind_by_the_names_that_are_promised() {
    spring.withPropertyValues(
        "signalbox.slack.token=xoxb-1", "signalbox.slack.signing-secret=unused-here",
        "signalbox.pagerduty.routing-key=R1",
        "signalbox.jira.url=https://jira.example.com/", "signalbox.jira.username=bot", "signalbox.jira.token=t",
        "signalbox.jira.project=OPS", "signalbox.jira.issue-type=Incident", "signalbox.jira.deployment=data-center",
        "signalbox.jira.search-lag=5s", "signalbox.jira.webhook-secret=unused-here",
        "signalbox.servicenow.url=https://example.service-now.com", "signalbox.servicenow.client-id=c",
        "signalbox.servicenow.client-secret=s",
        "signalbox.mail.host=localhost", "signalbox.mail.port=1025", "signalbox.mail.from=signalbox@example.com",
        "signalbox.mail.starttls=false", "signalbox.webhooks.teams.url=https://teams.example.com/x",
        "signalbox.webhooks.alertmanager.url=http://alertmanager:9093", "signalbox.webhooks.own-desk.url=https://desk.example.com",
        "signalbox.webhooks.own-desk.headers.X-Api-Key=k").run(context -> {
      assertThat(context.getBean(SlackSettings.class)).isEqualTo(new SlackSettings(null, new Secret("xoxb-1"), new Secret("unused-here")));
      assertThat(context.getBean(JiraSettings.class)).isEqualTo(new JiraSettings(
          "https://jira.example.com", null, "bot", new Secret("t"), "OPS", "Incident", Deployment.DATA_CENTER, Duration.ofSeconds(5)));
      assertThat(context.getBean(ServiceNowSettings.class)).isEqualTo(new ServiceNowSettings(
          "https://example.service-now.com", null, null, "c", new Secret("s"), null, null, null, null));
      assertThat(context.getBean(MailSettings.class)).isEqualTo(
          new MailSettings("localhost", 1025, null, null, "signalbox@example.com", false));
      assertThat(context.getBeansOfType(Channel.class).values())
          .allSatisfy(channel -> assertThat(channel.missingSettings()).isEmpty());
      assertThat(context.getBean("webhook-own-desk", Channel.class).name()).isEqualTo("webhook-own-desk");
      assertThat(context.getBean(SlackSettings.class).toString()).doesNotContain("xoxb-1");
    });
  }

  @Test
  void two_ways_to_slack_stop_the_start_with_a_sentence() {
    spring.withPropertyValues("signalbox.slack.token=xoxb-1", "signalbox.slack.webhook-url=https://hooks.slack.com/x")
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("both set"));
  }

  @Test
  void the_http_components_are_bounded() {
    spring.run(context -> {
      for (String scheme : new String[] {"http", "https"}) {
        HttpComponent http = context.getBean(CamelContext.class).getComponent(scheme, HttpComponent.class);
        assertThat(http.getHttpClientConfigurer()).isInstanceOf(ChannelHttp.class);
        assertThat(http.getResponseTimeout()).isEqualTo(10_000);
        assertThat(http.isFollowRedirects()).isFalse();
      }
    });
  }

  @Test
  void a_page_goes_out_through_the_whole_wiring() {
    try (StubServer server = new StubServer().willAnswer(json(202, "{\"status\":\"success\"}"))) {
      spring.withPropertyValues("signalbox.pagerduty.routing-key=R1", "signalbox.pagerduty.events-url=" + server.url() + "/v2/enqueue")
          .run(context -> {
            Outcome outcome = context.getBean(RouteSender.class)
                .send(context.getBean("pagerduty", Channel.class), a_downtime().build());
            assertThat(outcome.label()).isEqualTo("delivered");
            assertThat(server.asked()).hasSize(1);
          });
    }
  }

  /** With the real time-outs: under short ones the client would not retry anyway. */
  @Test
  void camel_http_does_not_retry_by_itself() {
    try (StubServer server = new StubServer().willAnswer(
        answer(503, ""), json(202, "{}"), answer(429, "", "Retry-After", "1"), json(202, "{}"))) {
      spring.withPropertyValues("signalbox.pagerduty.routing-key=R1", "signalbox.pagerduty.events-url=" + server.url() + "/v2/enqueue")
          .run(context -> {
            RouteSender sender = context.getBean(RouteSender.class);
            Channel channel = context.getBean("pagerduty", Channel.class);
            assertThat(Stream.of(1, 2, 3, 4).map(i -> sender.send(channel, a_downtime().build()).label()))
                .containsExactly("deferred", "delivered", "deferred", "delivered");
          });
    }
  }

  /** What a channel throws is an outcome, which the outbox keeps; it is no mishap of the route's. */
  @Test
  void a_failed_call_leaves_no_record_of_its_own() {
    AtomicInteger noted = new AtomicInteger();
    spring.withBean("mishaps", CountingMishaps.class, () -> new CountingMishaps(noted)).withPropertyValues(
        "camel.main.routes-include-pattern=file:routes/errors.camel.yaml,file:routes/channels/*.camel.yaml",
        "signalbox.pagerduty.routing-key=R1", "signalbox.pagerduty.events-url=http://127.0.0.1:9/v2/enqueue").run(context -> {
      Outcome outcome = context.getBean(RouteSender.class)
          .send(context.getBean("pagerduty", Channel.class), a_downtime().build());
      assertThat(outcome).isEqualTo(Outcome.Deferred.notSent("HttpHostConnectException"));
      assertThat(noted).hasValue(0);
    });
  }

  record CountingMishaps(AtomicInteger noted) {
    public void note(Exchange exchange) {
      noted.incrementAndGet();
    }
  }
}
