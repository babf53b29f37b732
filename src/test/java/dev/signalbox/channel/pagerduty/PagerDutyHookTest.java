package dev.signalbox.channel.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Secret;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.HookContract;
import dev.signalbox.channel.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyHookTest extends HookContract {

  private static final UUID INCIDENT = UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-000000000042");
  private static final Path CONTRACTS = Path.of(System.getProperty("signalbox.shared", "../shared"), "contracts", "pagerduty");

  @Override
  protected Hook hook(@Nullable Secret setting) {
    return new PagerDutyHook(setting);
  }

  @Override
  protected String header() {
    return "X-PagerDuty-Signature";
  }

  @Override
  protected String prefix() {
    return "v1=";
  }

  @Override
  protected Map<String, String> signed(Secret secret, String body) {
    return Map.of(header(), "v1=" + Signatures.sign(secret, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  protected String body() {
    return event("incident.acknowledged", """
        "id": "PGR0VU2", "type": "incident", "incident_key": "%s", "status": "acknowledged", "assignees": []""".formatted(INCIDENT));
  }

  private static String event(String type, String data) {
    return """
        {"event": {"id": "01BWDWL3", "event_type": "%s", "resource_type": "incident", "occurred_at": "2026-03-01T08:59:00.458Z",
          "agent": {"id": "PLH1HKV", "summary": "Anna Lindqvist", "type": "user_reference"}, "data": {%s}}}""".formatted(type, data);
  }

  @Test
  void an_acknowledgement_says_who_and_of_which_incident() {
    Heard heard = hook(NEW).read(body()).get(0);

    assertThat(heard.incident()).isEqualTo(INCIDENT);
    assertThat(heard.reference()).isEqualTo("PGR0VU2");
    assertThat(heard.deed()).isEqualTo(Deed.ACKNOWLEDGED);
    assertThat(heard.doer()).isEqualTo(new Heard.Doer("PLH1HKV", "Anna Lindqvist"));
    assertThat(heard.at()).isEqualTo(Instant.parse("2026-03-01T08:59:00.458Z"));
  }

  @Test
  void a_note_and_a_new_assignee_are_heard() {
    Heard note = hook(NEW).read(event("incident.annotated", """
        "incident": {"id": "PGR0VU2"}, "id": "PN1", "content": "Disk is full.\\nCleaning up.", "trimmed": false""")).get(0);
    Heard given = hook(NEW).read(event("incident.reassigned", """
        "id": "PGR0VU2", "assignees": [{"id": "PTUXL6G", "summary": "Ben", "type": "user_reference"}]""")).get(0);

    assertThat(note).extracting(Heard::deed, Heard::reference, Heard::text)
        .containsExactly(Deed.COMMENTED, "PGR0VU2", "Disk is full.\nCleaning up.");
    assertThat(given).extracting(Heard::deed, Heard::assignee).containsExactly(Deed.ASSIGNED, new Heard.Doer("PTUXL6G", "Ben"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      incident.priority_updated        | "id": "PGR0VU2", "priority": {"summary": "P1"} | priority is now P1
      incident.priority_updated        | "id": "PGR0VU2", "priority": null | priority is now none
      incident.responder.added         | "incident": {"id": "PGR0VU2"}, "user": {"summary": "Maeve"}, "message": "Please help" | asked Maeve to help: Please help
      incident.responder.replied       | "incident": {"id": "PGR0VU2"}, "user": {"summary": "Maeve"}, "state": "accepted" | Maeve answered the call for help: accepted
      incident.status_update_published | "incident": {"id": "PGR0VU2"}, "id": "PN1", "message": "A fix is near" | status update: A fix is near
      incident.service_updated         | "id": "PGR0VU2", "service": {"summary": "API"} | moved it to service API
      incident.resolved                | "id": "PGR0VU2", "resolve_reason": {"type": "merge_resolve_reason", "incident": {"id": "P2", "summary": "[#7] Rack 4"}} | merged it into [#7] Rack 4
      incident.conference_bridge.updated | "incident": {"id": "PGR0VU2"}, "conference_url": "https://example.com" | conference bridge: https://example.com
      """)
  void whatever_else_people_do_there_is_a_remark(String type, String data, String text) {
    assertThat(hook(NEW).read(event(type, data)).get(0)).extracting(Heard::deed, Heard::reference, Heard::text)
        .containsExactly(Deed.COMMENTED, "PGR0VU2", text);
  }

  @Test
  void a_new_incident_says_how_pagerduty_calls_ours() {
    Heard heard = hook(NEW).read(event("incident.triggered", "\"id\": \"PGR0VU2\", \"incident_key\": \"%s\"".formatted(INCIDENT))).get(0);
    assertThat(heard).extracting(Heard::deed, Heard::incident, Heard::reference).containsExactly(Deed.NAMED, INCIDENT, "PGR0VU2");
  }

  @Test
  void what_an_integration_did_has_no_person_behind_it() {
    String body = body().replace("user_reference", "inbound_integration_reference");

    assertThat(hook(NEW).read(body).get(0).doer()).isEqualTo(new Heard.Doer("", "Anna Lindqvist"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"id": "PLH1HKV", "summary": "Anna", "type": "user_reference"} | RESOLVED
      {"id": "P1", "summary": "Auto-resolve", "type": "service_reference"} | CLOSED
      null | CLOSED
      """)
  void only_a_person_resolves_a_page(String agent, Deed deed) {
    String body = event("incident.resolved", "\"id\": \"PGR0VU2\", \"resolve_reason\": null")
        .replaceFirst("\"agent\": \\{[^}]*}", "\"agent\": " + agent);

    assertThat(hook(NEW).read(body).get(0).deed()).isEqualTo(deed);
  }

  @Test
  void one_event_is_one_event_however_it_is_written() {
    String again = body().replace("{\"event\"", "{ \"event\"");

    assertThat(judge(NEW, signed(NEW, again), again)).isEqualTo(judge(NEW, signed(NEW, body()), body()));
  }

  @Test
  void calls_without_a_signature_or_a_body_are_not_made_again() {
    assertThat(judge(NEW, Map.of(), body()).<Integer>fold(genuine -> 200, Admission.TurnedAway::status)).isEqualTo(400);
    assertThat(judge(NEW, signed(NEW, ""), "").<Integer>fold(genuine -> 200, Admission.TurnedAway::status)).isEqualTo(400);
  }

  @TestFactory
  @Tag("shared")
  Stream<DynamicTest> the_published_vectors_verify() throws IOException {
    Path file = CONTRACTS.resolve("webhook-signature-vector.json");
    assumeTrue(Files.exists(file), file + " is not here: PagerDuty's vectors were not run");
    JsonNode vectors = new ObjectMapper().readTree(file.toFile());
    Hook hook = hook(new Secret(vectors.get("secret").asText()));
    return StreamSupport.stream(vectors.get("cases").spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(one.get("name").asText(), () -> {
          Map<String, List<String>> headers = new HashMap<>();
          if (!one.get("signature").isNull()) {
            headers.put(header(), List.of(one.get("signature").asText()));
          }
          byte[] body = one.path("body").asText(vectors.get("body").asText()).getBytes(StandardCharsets.UTF_8);
          String result = hook.judge(new Call(headers, body), NOW)
              .fold(genuine -> "accept", away -> away.status() == 400 ? "reject-400" : "reject");
          assertThat(result).isEqualTo(one.get("result").asText());
        }));
  }

  @Test
  @Tag("shared")
  void every_published_example_is_understood_or_none_of_our_business() throws IOException {
    Path file = CONTRACTS.resolve("webhook-v3-examples.json");
    assumeTrue(Files.exists(file), file + " is not here: PagerDuty's examples were not read");
    for (JsonNode example : new ObjectMapper().readTree(file.toFile()).get("examples")) {
      if (example.get("json").has("event")) {
        assertThat(hook(NEW).read(example.get("json").toString())).as(example.toString()).hasSizeLessThan(2);
      }
    }
  }
}
