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
