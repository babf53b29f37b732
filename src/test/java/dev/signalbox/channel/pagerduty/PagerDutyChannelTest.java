package dev.signalbox.channel.pagerduty;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.INCIDENT;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyChannelTest extends ChannelContract {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Override
  protected Channel channel() {
    return new PagerDutyChannel(new PagerDutySettings(new Secret(KEY), null, null, null));
  }

  @Override
  protected Channel unconfigured() {
    return new PagerDutyChannel(new PagerDutySettings(null, null, null, null));
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY);
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    String json = (String) request.body();
    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(512_000);
    var event = Json.read(json).orElseThrow();
    assertThat(event.path("dedup_key").asText()).hasSizeBetween(1, 255);
    if (event.path("event_action").asText().equals("trigger")) {
      assertThat(event.path("payload").path("summary").asText()).hasSizeBetween(1, 1024);
      assertThat(event.path("payload").path("source").asText()).isNotEmpty();
    }
  }

  private static final String HOSTILE = "x\r\n<@U1> ${7*7} \u202e \ud83d \"'^";

  private String body(Messages messages) {
    return (String) Conversation.request(channel(), message(messages)).body();
  }

  @Test
  void what_never_ends_is_not_taken() {
    assertThat(channel().takes(ChangeKind.ANNOUNCED)).isFalse();
    assertThat(channel().takes(ChangeKind.REPEATED)).isTrue();
  }

  @Test
  void an_opening_triggers() {
    Golden.assertJson("pagerduty/opened.json", body(a_downtime()));
  }

  @Test
  void an_end_resolves_the_same_key() {
    Golden.assertJson("pagerduty/resolved.json", body(a_downtime().kind(ChangeKind.RESOLVED)));
  }

  @ParameterizedTest
  @EnumSource(value = ChangeKind.class, names = {"REPEATED", "WORSENED"})
  void reminders_trigger_the_same_key_again(ChangeKind kind) {
    assertThat(body(a_downtime().kind(kind))).contains("\"trigger\"", "\"dedup_key\":\"" + INCIDENT + "\"");
  }

  @ParameterizedTest
  @EnumSource(Severity.class)
  void severities_are_pagerdutys_own(Severity severity) {
    assertThat(Json.read(body(a_downtime().severity(severity))).orElseThrow().at("/payload/severity").asText())
        .isIn("critical", "error", "warning", "info").isEqualTo(severity.label());
  }

  private static final String PAYMENTS = "abcdef0123456789abcdef0123456789";

  private static Channel channel(String hub, String payments) {
    return new PagerDutyChannel(new PagerDutySettings(new Secret(hub), Map.of("payments", new Secret(payments)), null, null));
  }

  private static String key(Channel channel, Messages messages) {
    return Json.read((String) Conversation.request(channel, messages.build()).body()).orElseThrow().path("routing_key").asText();
  }

  private static String openedBy(Channel channel, String address) {
    return ((Delivered) Conversation.of(channel, a_downtime().to("pagerduty", address).build(), reply(202, "{}")).outcome()).reference();
  }

  @Test
  void a_service_has_a_key_of_its_own_that_no_yaml_and_no_record_holds() {
    Channel both = channel(KEY, PAYMENTS);
    assertThat(key(both, a_downtime().to("pagerduty", "payments"))).isEqualTo(PAYMENTS);
    assertThat(openedBy(both, "payments")).startsWith(INCIDENT + " key ").doesNotContain(PAYMENTS);
    assertThatThrownBy(() -> both.send(a_downtime().to("pagerduty", "billing").build()))
        .hasMessage("no routing key: set signalbox.pagerduty.routing-keys.billing");
    Message wrong = a_downtime().to("pagerduty", "payments").build();
    assertThat(Conversation.of(both, wrong, reply(403, "")).outcome()).isEqualTo(new Outcome.Misconfigured("HTTP 403", false));
    assertThat(afterFirst(reply(403, ""))).as("the hub's key is one of them").isEqualTo(new Outcome.Misconfigured("HTTP 403", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "payments"})
  void the_key_that_opened_closes_even_after_it_was_changed(String address) {
    String old = openedBy(channel(KEY, PAYMENTS), address);
    String was = address.isEmpty() ? KEY : PAYMENTS;
    String now = "ffffffffffffffffffffffffffffffff";
    Messages end = a_downtime().to("pagerduty", address).kind(ChangeKind.RESOLVED).openedAs(old);

    Channel rotated = address.isEmpty() ? channel(now + ", " + was, PAYMENTS) : channel(KEY, now + "," + was);
    assertThat(key(rotated, end)).isEqualTo(was);
    assertThat(key(rotated, a_downtime().to("pagerduty", address))).as("what opens now").isEqualTo(now);

    Channel moved = address.isEmpty() ? channel(now, was) : channel(was, now);
    assertThat(key(moved, end)).as("it serves another purpose now").isEqualTo(was);

    Channel gone = channel(now, "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
    assertThat(Conversation.of(gone, end.build(), reply(202, "{}")).outcome()).isInstanceOfSatisfying(Refused.class, refused ->
        assertThat(refused.reason()).contains("opened under another routing key", "close it in PagerDuty",
            "signalbox.pagerduty.routing-key", "behind a comma").doesNotContain(was));
  }

  @Test
  void an_alert_from_before_marks_were_kept_closes_under_the_present_key() {
    Messages end = a_downtime().to("pagerduty", "").kind(ChangeKind.RESOLVED).openedAs(INCIDENT.toString());
    assertThat(key(channel(), end)).isEqualTo(KEY);
    assertThat(Conversation.of(channel(), end.build(), reply(202, "{}")).outcome().label()).isEqualTo("delivered");
  }

  @Test
  void console_runbook_and_ticket_are_links_and_what_is_no_address_is_not() {
    JsonNode event = Json.read(body(a_downtime().kind(ChangeKind.WORSENED).column("runbook_url", "https://wiki.example.com/a")
        .ticket("https://jira.example.com/browse/OPS-12"))).orElseThrow();
    assertThat(event.path("links").findValuesAsText("href")).containsExactly(
        "https://signalbox.example.com/incidents/" + INCIDENT, "https://wiki.example.com/a", "https://jira.example.com/browse/OPS-12");
    assertThat(event.path("client_url").asText()).isEqualTo("https://signalbox.example.com/incidents/" + INCIDENT);
    assertThat(body(a_downtime().column("runbook_url", "javascript:alert(1)"))).doesNotContain("\"href\":\"javascript");
  }

  @Test
  void a_gap_is_told_with_who_stands_in() {
    String remark = "Hugo Brandt, the fallback (no channel that works: Ben Okafor)";
    Golden.assertJson("pagerduty/stand-in.json", body(a_downtime().withOnCall(Messages.a_gap()).remark(remark)));
  }

  @Test
  void too_much_detail_is_cut_and_says_so() {
    Messages wide = a_downtime();
    IntStream.range(0, 700).forEach(i -> wide.column("c" + i, "é".repeat(1500)));
    assertThat(body(wide)).contains("\"truncated\":\"values longer than 100 characters\"", "\"server_id\":\"srv-042\"");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', value = {
    "202 | {\"status\":\"success\",\"dedup_key\":\"x\"} | delivered",
    "202 | ''                                           | delivered",
    "200 | ''                                           | delivered",
    "202 | <html>                                       | deferred",
    "400 | {\"status\":\"invalid event\"}               | refused",
    "413 | ''                                           | refused",
    "404 | ''                                           | refused",
    "401 | ''                                           | misconfigured",
    "403 | ''                                           | misconfigured",
    "408 | ''                                           | deferred",
    "500 | ''                                           | deferred",
    "504 | ''                                           | deferred",
  })
  void answers(int status, String body, String label) {
    assertThat(afterFirst(reply(status, body)).label()).isEqualTo(label);
  }

  @Override
  protected boolean eachAddressForItself() {
    return true;
  }

  @Test
  void the_reference_is_our_own_key_and_the_mark_of_the_routing_key() {
    assertThat(afterFirst(reply(202, "{}"))).isInstanceOfSatisfying(Delivered.class, sent ->
        assertThat(sent.reference()).startsWith(INCIDENT + " key ").doesNotContain(KEY));
  }

  @Test
  void a_rate_limit_without_a_date_is_half_a_minute() {
    Outcome outcome = afterFirst(reply(429, "{}"));
    assertThat(outcome).isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(30), Reach.ADDRESS));
  }

  @Test
  void a_refusal_says_why() {
    assertThat(afterFirst(reply(400, "{\"errors\":[\"'payload.summary' is missing\"]}")))
        .isEqualTo(new Refused("HTTP 400: {\"errors\":[\"'payload.summary' is missing\"]}"));
  }

  @Test
  @Tag("shared")
  void events_are_valid_by_pagerdutys_own_schema() {
    var schema = SharedSchemas.openApi(
        "pagerduty/events-v2.openapi.json", "/paths/~1enqueue/post/requestBody/content/application~1json/schema");
    SharedSchemas.assertValid(schema, body(a_downtime()));
    for (ChangeKind kind : ChangeKind.values()) {
      if (channel().takes(kind)) {
        SharedSchemas.assertValid(schema, body(a_downtime().kind(kind).column("runbook_url", "https://wiki.example.com/a")));
        SharedSchemas.assertValid(schema, body(Messages.hostile(HOSTILE).kind(kind)));
      }
    }
  }

  @Test
  void an_acknowledgement_names_the_alert_and_nothing_else() {
    String body = String.valueOf(Conversation.request(channel(), message(a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("Acknowledged by mira"))).body());

    assertThat(body).contains("\"event_action\":\"acknowledge\"", "\"dedup_key\":\"" + Messages.INCIDENT + "\"").doesNotContain("payload");
  }
}
