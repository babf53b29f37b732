package dev.signalbox.channel.pagerduty;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.INCIDENT;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PagerDutyChannelTest extends ChannelContract {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Override
  protected Channel channel() {
    return new PagerDutyChannel(new PagerDutySettings(new Secret(KEY), null, null));
  }

  @Override
  protected Channel unconfigured() {
    return new PagerDutyChannel(new PagerDutySettings(null, null, null));
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

  @Test
  void a_sink_may_name_another_integration() {
    assertThat(body(a_downtime().option("routingKey", "R0THER"))).contains("\"routing_key\":\"R0THER\"").doesNotContain(KEY);
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

  @Test
  void the_reference_is_our_own_key() {
    assertThat(afterFirst(reply(202, "{}"))).isEqualTo(Delivered.as(INCIDENT.toString()));
  }

  @Test
  void a_rate_limit_without_a_date_is_half_a_minute() {
    Outcome outcome = afterFirst(reply(429, "{}"));
    assertThat(outcome).isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(30), true));
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
    SharedSchemas.assertValid(schema, body(a_downtime().kind(ChangeKind.RESOLVED)));
  }

  @Test
  void an_acknowledgement_names_the_alert_and_nothing_else() {
    String body = String.valueOf(Conversation.request(channel(), message(a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("Acknowledged by mira"))).body());

    assertThat(body).contains("\"event_action\":\"acknowledge\"", "\"dedup_key\":\"" + Messages.INCIDENT + "\"").doesNotContain("payload");
  }
}
