package dev.signalbox.web.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.Secret;
import dev.signalbox.channel.Signatures;
import dev.signalbox.inbound.Received;
import dev.signalbox.web.ConsoleApp;
import dev.signalbox.web.Scene;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** On the real server, with users configured: a form must arrive as the bytes that were sent, and nobody signs in. */
class HookEndpointTest {

  private static final String FORM = "payload=%7B%22type%22%3A%22block_actions%22%7D&b=%20+x";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext app;
  private static Scene scene;

  @BeforeAll
  static void start() {
    app = ConsoleApp.start(Map.of("signalbox.users.mira.password", BCrypt.hashpw("correct horse", BCrypt.gensalt(4))));
    scene = app.getBean(Scene.class);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void empty() {
    scene.inbox.clear();
  }

  private static HttpResponse<String> post(String path, String type, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ConsoleApp.url(app) + path))
        .header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> slack(String body, String... more) throws Exception {
    String timestamp = String.valueOf(Scene.NOW.getEpochSecond());
    String signature = Signatures.sign(new Secret(ConsoleApp.HOOK_SECRET), ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    String[] headers = Stream.concat(
        Stream.of("X-Slack-Request-Timestamp", timestamp, "X-Slack-Signature", "v0=" + signature), Stream.of(more)).toArray(String[]::new);
    return post("/hooks/slack", "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  @Test
  void a_signed_form_is_stored_byte_for_byte_and_answered_without_words() throws Exception {
    HttpResponse<String> answer = slack(FORM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(scene.inbox.waiting()).extracting(Received::hook, Received::text).containsExactly(tuple("slack", FORM));
  }

  @Test
  void a_repeat_is_answered_like_the_first_and_stored_once() throws Exception {
    slack(FORM);

    assertThat(slack(FORM).statusCode()).isEqualTo(200);
    assertThat(scene.inbox.waiting()).hasSize(1);
  }

  @Test
  void headers_and_query_of_a_signed_call_mean_nothing() throws Exception {
    HttpResponse<String> answer = slack(
        FORM, "CAmelSqlQuery", "select pg_sleep(9)", "cAMELhttpUri", "http://127.0.0.1:9/x", "mail.smtp.host", "127.0.0.1",
        "Sec-Fetch-Site", "cross-site");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(scene.inbox.waiting()).hasSize(1);
  }

  @Test
  void whoever_does_not_sign_hears_nothing_and_leaves_nothing() throws Exception {
    for (String name : List.of("slack", "pagerduty", "jira", "servicenow")) {
      HttpResponse<String> answer = post("/hooks/" + name, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(name).isIn(400, 401);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(scene.inbox.waiting()).isEmpty();
  }

  @Test
  void slacks_question_is_answered() throws Exception {
    HttpResponse<String> answer = slack("{\"type\": \"url_verification\", \"challenge\": \"3eZbrw1aB\"}");

    assertThat(answer.body()).isEqualTo("3eZbrw1aB");
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void what_cannot_be_stored_is_not_accepted() throws Exception {
    scene.inbox.goAway();

    HttpResponse<String> answer = slack(FORM);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void a_megabyte_is_too_much_however_it_is_signed() throws Exception {
    assertThat(slack("x".repeat(1_000_001)).statusCode()).isEqualTo(413);
    assertThat(slack("x".repeat(1_000_000)).statusCode()).isEqualTo(200);
  }

  @Test
  void there_is_no_other_hook_and_no_other_method() throws Exception {
    assertThat(post("/hooks/fax", "text/plain", new byte[0]).statusCode()).isEqualTo(404);
    HttpResponse<String> get = CLIENT.send(
        HttpRequest.newBuilder(URI.create(ConsoleApp.url(app) + "/hooks/slack")).build(), BodyHandlers.ofString());
    assertThat(get.statusCode()).isEqualTo(405);
  }

  @Test
  void every_call_is_counted_by_what_became_of_it() throws Exception {
    slack(FORM);
    post("/hooks/slack", "application/json", new byte[0]);

    MeterRegistry meters = app.getBean(MeterRegistry.class);
    assertThat(meters.counter("signalbox.hook.calls", "hook", "slack", "result", "accepted").count()).isPositive();
    assertThat(meters.counter("signalbox.hook.calls", "hook", "slack", "result", "no_signature").count()).isPositive();
  }
}
