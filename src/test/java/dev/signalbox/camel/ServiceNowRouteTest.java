package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static dev.signalbox.camel.StubServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.servicenow.ServiceNowChannel;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.incident.ChangeKind;
import java.time.Clock;
import java.time.Duration;
import dev.signalbox.channel.Message;
import dev.signalbox.delivery.Slowdown;
import dev.signalbox.sandbox.KnownFault;
import dev.signalbox.sandbox.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.component.servicenow.ServiceNowComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNowRouteTest extends ChannelRouteContract {

  private static final String RECORD = """
      {"sys_id":"9d385017c611228701d22104cc95c371","number":"INC0010042","state":"1","correlation_id":"%s","assigned_to":"mira"}"""
      .formatted(Messages.INCIDENT).strip();

  private boolean asClient;
  private boolean asBoth;

  @Override
  String file() {
    return "servicenow";
  }

  @Override
  Properties settings(String url) {
    return new Properties();
  }

  private ServiceNowSettings access(String url) {
    if (asBoth) {
      return new ServiceNowSettings(url, "signalbox", new Secret(secret()), "client-id", new Secret(secret()), null, null, null, null);
    }
    return asClient
        ? new ServiceNowSettings(url, null, null, "client-id", new Secret(secret()), null, null, null, null)
        : new ServiceNowSettings(url, "signalbox", new Secret(secret()), null, null, null, null, null, null);
  }

  @Override
  void prepare(DefaultCamelContext context, String url) {
    new ServiceNowAccess(access(url), Clock.systemUTC(), ANSWER)
        .customize(context.getComponent("servicenow", ServiceNowComponent.class));
  }

  @Override
  Channel channel(String url) {
    return new ServiceNowChannel(access("https://example.service-now.com"));
  }

  @Override
  StubServer.Answer success() {
    return json(201, "{\"result\":" + RECORD + "}");
  }

  @Override
  String secret() {
    return "s3rv1cen0w";
  }

  /** 403 is about the record here, not about the credentials. */
  @Override
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"400, refused", "401, misconfigured", "403, refused", "500, deferred", "503, deferred", "422, refused"})
  void statuses(int status, String label) throws Exception {
    assertThat(send(answer(status, "no " + secret())).label()).isEqualTo(label);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void a_rate_limit_keeps_status_body_and_wait() throws Exception {
    assertThat(send(json(429, "{\"error\":{\"message\":\"Rate limit exceeded\"},\"status\":\"failure\"}")))
        .isEqualTo(new Deferred("HTTP 429", false, null, Reach.CHANNEL));
  }

  @Test
  void what_servicenow_says_of_its_limit_is_heard_on_success_and_obeyed_on_refusal() throws Exception {
    Instant now = Instant.now();
    Message message = Messages.a_downtime().now(now).withNobodyOnCall().to("servicenow", "").build();
    try (Sandbox sandbox = Sandbox.start()) {
      start(sandbox.url() + "/servicenow");
      sandbox.faults.add(KnownFault.named("servicenow", "works, with few requests left for a minute"), 1);
      sandbox.faults.add(KnownFault.named("servicenow", "answers 429, X-RateLimit-Reset in 20 s"), 1);
      List<Slowdown> heard = new ArrayList<>();
      assertThat(sender.send(channel(""), message, now.plusSeconds(30), heard::add).label()).isEqualTo("delivered");
      assertThat(heard).singleElement().satisfies(slow -> assertThat(slow.apart()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7)));

      heard.clear();
      assertThat(sender.send(channel(""), message, now.plusSeconds(30), heard::add)).isInstanceOfSatisfying(
          Deferred.class, d -> assertThat(d.after()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(25)));
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void a_page_instead_of_json_keeps_its_status() throws Exception {
    assertThat(send(answer(200, "<html>hibernating</html>", "Content-Type", "text/html")))
        .isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.after()).isEqualTo(Duration.ofMinutes(5)));
  }

  @Test
  void a_whole_conversation() throws Exception {
    server.willAnswer(success(), json(200, "{\"result\":[" + RECORD + "]}"), json(200, "{\"result\":" + RECORD + "}"));
    start(server.url());
    Outcome opened = sender.send(channel(""), message());
    assertThat(opened.toString()).contains("INC0010042");
    Outcome closed = sender.send(channel(""), Messages.a_downtime().kind(ChangeKind.RESOLVED).build());
    assertThat(closed.label()).isEqualTo("delivered");
    assertThat(server.asked()).extracting(StubServer.Asked::method).containsExactly("POST", "GET", "PATCH");
    assertThat(server.asked().get(0).path()).startsWith("/api/now/").contains("/table/incident?");
    assertThat(server.asked().get(0).body()).contains("\"correlation_id\":\"" + Messages.INCIDENT + "\"");
    assertThat(server.asked().get(1).path()).contains("sysparm_query=correlation_id", "sysparm_limit=2");
    assertThat(server.asked().get(2).path()).contains("/table/incident/9d385017c611228701d22104cc95c371");
    assertThat(server.asked()).allSatisfy(asked -> assertThat(asked.headers().get("authorization")).startsWith("Basic "));
  }

  @Test
  void a_client_fetches_a_token_uses_it_and_renews_it_once_refused() throws Exception {
    asClient = true;
    server.willAnswer(
        json(200, "{\"access_token\":\"t0ken1\",\"expires_in\":1800}"), success(),
        answer(401, ""), json(200, "{\"access_token\":\"t0ken2\",\"expires_in\":1800}"), success());
    start(server.url());
    assertThat(sender.send(channel(""), message()).label()).isEqualTo("delivered");
    assertThat(sender.send(channel(""), message()).label()).isEqualTo("delivered");
    assertThat(server.asked().get(0).path()).isEqualTo("/oauth_token.do");
    assertThat(server.asked().get(0).body()).contains("grant_type=client_credentials", "client_id=client-id");
    assertThat(server.asked().get(1).headers()).containsEntry("authorization", "Bearer t0ken1");
    assertThat(server.asked().get(4).headers()).containsEntry("authorization", "Bearer t0ken2");
  }

  @Test
  void a_user_with_a_client_fetches_a_token_and_renews_it_once_the_instance_has_withdrawn_it() throws Exception {
    asBoth = true;
    server.willAnswer(
        json(200, "{\"access_token\":\"t0ken1\",\"expires_in\":1800}"), success(),
        answer(401, ""), json(200, "{\"access_token\":\"t0ken2\",\"expires_in\":1800}"), success());
    start(server.url());
    assertThat(sender.send(channel(""), message()).label()).isEqualTo("delivered");
    assertThat(sender.send(channel(""), message()).label()).isEqualTo("delivered");
    assertThat(server.asked().get(0).body()).contains("grant_type=password", "client_id=client-id", "username=signalbox", "password=" + secret());
    assertThat(server.asked().get(1).headers()).containsEntry("authorization", "Bearer t0ken1");
    assertThat(server.asked().get(4).headers()).containsEntry("authorization", "Bearer t0ken2");
  }

  @Test
  void the_answer_to_the_token_is_not_taken_for_that_to_the_request() throws Exception {
    asClient = true;
    Outcome outcome = send(json(200, "{\"access_token\":\"t0ken1\",\"expires_in\":1800}"), exchange -> { });
    assertThat(outcome).isInstanceOfSatisfying(Deferred.class, deferred -> {
      assertThat(deferred.reason()).contains("no answer in time");
      assertThat(deferred.after()).as("not asleep").isNull();
    });
  }

  @Test
  void an_instance_that_gives_no_token_at_the_moment_has_not_refused_the_credentials() throws Exception {
    asClient = true;
    assertThat(send(answer(503, "busy"))).isInstanceOfSatisfying(Deferred.class, deferred ->
        assertThat(deferred.reason()).isEqualTo("HTTP 503"));
    assertThat(server.asked()).hasSize(1);
    server.willAnswer(answer(200, "<html>hibernating</html>", "Content-Type", "text/html"));
    assertThat(sender.send(channel(""), message()).toString()).contains("is the instance asleep?");
  }

  @Test
  void a_client_that_is_refused_is_a_matter_of_configuration() throws Exception {
    asClient = true;
    server.willAnswer(
        json(401, "{\"error\":\"invalid_client\"}"), answer(401, ""), json(401, "{\"error\":\"invalid_client\"}"), answer(401, ""));
    start(server.url());
    assertThat(sender.send(channel(""), message()).label()).isEqualTo("misconfigured");
  }
}
