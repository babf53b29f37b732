package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyStandInTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_KEY = "fedcba9876543210fedcba9876543210";

  private final Sandbox sandbox = Sandbox.start();
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static ObjectNode event(String routingKey, String action, String dedupKey) {
    ObjectNode event = Trees.object().put("routing_key", routingKey).put("event_action", action).put("dedup_key", dedupKey);
    if (action.equals("trigger")) {
      event.putObject("payload").put("summary", "down").put("source", "srv-1").put("severity", "error");
    }
    return event;
  }

  private String did(String routingKey, String action, String dedupKey) throws Exception {
    assertThat(client.post("/pagerduty/v2/enqueue", event(routingKey, action, dedupKey).toString()).status()).isEqualTo(202);
    return sandbox.ledger.effects().get(sandbox.ledger.size() - 1).did();
  }

  @Test
  void triggers_of_one_key_are_one_alert_until_it_is_resolved() throws Exception {
    assertThat(did(KEY, "trigger", "a")).isEqualTo("opened");
    assertThat(did(KEY, "trigger", "a")).isEqualTo("merged");
    assertThat(did(KEY, "acknowledge", "a")).isEqualTo("acknowledged");
    assertThat(did(KEY, "resolve", "a")).isEqualTo("resolved");
    assertThat(did(KEY, "resolve", "a")).isEqualTo("dropped");
    assertThat(sandbox.pagerDuty().alerts()).singleElement().satisfies(alert -> {
      assertThat(alert.status()).isEqualTo("resolved");
      assertThat(alert.events()).isEqualTo(2);
    });
    assertThat(sandbox.ledger.duplicates("pagerduty")).isEmpty();

    assertThat(did(KEY, "trigger", "a")).isEqualTo("opened");
    assertThat(sandbox.pagerDuty().alerts()).hasSize(2);
    assertThat(sandbox.ledger.duplicates("pagerduty")).hasSize(1);
  }

  @Test
  void a_dedup_key_counts_within_its_routing_key() throws Exception {
    did(KEY, "trigger", "a");
    assertThat(did(OTHER_KEY, "resolve", "a")).isEqualTo("dropped");
    assertThat(sandbox.pagerDuty().alerts()).singleElement().extracting(PagerDutyStandIn.Alert::status).isEqualTo("triggered");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "remove, routing_key, 'routing_key'",
    "shorten, routing_key, 32 characters",
    "remove, event_action, 'event_action'",
    "remove, summary, 'payload.summary'",
    "remove, source, 'payload.source'",
    "remove, severity, 'payload.severity'",
    "shorten, severity, 'payload.severity' is invalid",
    "lengthen, summary, 1024",
    "lengthen, dedup_key, 255"
  })
  void a_bad_event_is_refused_with_its_reason_and_not_accepted(String how, String field, String reason) throws Exception {
    ObjectNode event = event(KEY, "trigger", "a");
    ObjectNode holder = event.has(field) ? event : (ObjectNode) event.get("payload");
    switch (how) {
      case "remove" -> holder.remove(field);
      case "shorten" -> holder.put(field, holder.get(field).asText().substring(1));
      default -> holder.put(field, "x".repeat(1025));
    }
    Client.Got got = client.post("/pagerduty/v2/enqueue", event.toString());
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().path("errors").toString()).contains(reason);
    assertThat(sandbox.ledger.size()).isZero();
  }

  @Test
  void what_is_not_json_is_refused() throws Exception {
    assertThat(client.post("/pagerduty/v2/enqueue", "{\"routing_key\":").json().path("status").asText()).isEqualTo("Unrecognized object");
  }

  private Client.Got onCalls(String query) throws Exception {
    return client.get("/pagerduty/oncalls?" + query.replace("[]", "%5B%5D"), "Authorization", "Token token=x");
  }

  @Test
  void somebody_is_always_on_call_on_the_schedule_that_everybody_finds_here() throws Exception {
    JsonNode answer = onCalls(
        "schedule_ids[]=PI7DH85&include[]=users&since=2026-03-01T00:00:00Z&until=2026-03-29T00:00:00Z").json();

    assertThat(answer.path("oncalls").findValuesAsText("email")).hasSize(5).contains("grace.whitfield@example.com");
    assertThat(answer.path("oncalls").get(0).path("end")).isEqualTo(answer.path("oncalls").get(1).path("start"));
    assertThat(answer.path("more").asBoolean()).isFalse();
    assertThat(sandbox.ledger.size()).as("a question leaves no trace").isZero();
  }

  @Test
  void on_calls_come_in_pages_and_without_users_unless_they_are_asked_for() throws Exception {
    String weeks = "schedule_ids[]=PI7DH85&since=2026-03-01T00:00:00Z&until=2026-03-29T00:00:00Z&limit=2";

    JsonNode first = onCalls(weeks).json();
    JsonNode last = onCalls(weeks + "&offset=4").json();

    assertThat(first.path("oncalls")).hasSize(2);
    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(last.path("oncalls")).hasSize(1);
    assertThat(last.path("more").asBoolean()).isFalse();
    assertThat(last.at("/oncalls/0/user/type").asText()).isEqualTo("user_reference");
    assertThat(last.at("/oncalls/0/user").has("email")).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "schedule_ids[]=PI7DH85&since=2026-01-01T00:00:00Z&until=2026-06-01T00:00:00Z, 400",
    "schedule_ids[]=PI7DH85&since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z, 400",
    "schedule_ids[]=PI7DH85&since=yesterday, 400",
    "schedule_ids[]=PI7DH85&limit=many, 400",
    "schedule_ids[]=P404, 404",
    "'', 404"
  })
  void questions_that_pagerduty_does_not_answer(String query, int status) throws Exception {
    assertThat(onCalls(query).status()).isEqualTo(status);
  }

  @Test
  void on_calls_are_told_to_whoever_has_a_token() throws Exception {
    assertThat(client.get("/pagerduty/oncalls?schedule_ids%5B%5D=PI7DH85").status()).isEqualTo(401);
    assertThat(client.post("/pagerduty/oncalls", "{}", "Authorization", "Token token=x").status()).isEqualTo(405);
  }

  @Test
  @Tag("shared")
  void the_official_examples_are_taken_once_their_placeholder_key_is_a_real_one() throws Exception {
    Path examples = Path.of(System.getProperty("signalbox.shared", "../shared"), "contracts/pagerduty/events-v2-examples.json");
    Assumptions.assumeTrue(Files.exists(examples), "no " + examples);
    int taken = 0;
    for (JsonNode example : Trees.read(Files.readString(examples))) {
      String path = example.has("event_action") ? "/pagerduty/v2/enqueue" : "/pagerduty/v2/change/enqueue";
      assertThat(client.post(path, example.toString()).status()).as("as printed").isEqualTo(400);
      assertThat(client.post(path, ((ObjectNode) example).put("routing_key", KEY).toString()).status()).isEqualTo(202);
      taken++;
    }
    assertThat(taken).isEqualTo(4);
  }
}
