package dev.signalbox.channel.webhook;

import static dev.signalbox.channel.Messages.a_downtime;
import static dev.signalbox.channel.Messages.hostile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertmanagerTest extends ChannelContract {

  private static final WebhookPlan PLAN = WebhookFiles.shipped("alertmanager");
  private static final String TOKEN = "Bearer c4n4ry";

  @Override
  protected Channel channel() {
    return new WebhookChannel(
        "alertmanager",
        new WebhookSettings(new Secret("http://alertmanager:9093"), null, java.util.Map.of("Authorization", new Secret(TOKEN))),
        () -> Optional.of(PLAN));
  }

  @Override
  protected Channel unconfigured() {
    return new WebhookChannel("alertmanager", WebhookSettings.NONE, () -> Optional.of(PLAN));
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN);
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    assertThat(request.path()).isEqualTo("/api/v2/alerts");
    for (JsonNode alert : alerts(request)) {
      assertThat(alert.at("/labels/alertname").asText()).isNotEmpty();
      assertThat(Instant.parse(alert.path("endsAt").asText())).isAfterOrEqualTo(Instant.parse(alert.path("startsAt").asText()));
    }
  }

  private static JsonNode alerts(Request request) {
    return Json.read((String) request.body()).orElseThrow();
  }

  private JsonNode alerts(Messages messages) {
    return alerts(Conversation.request(channel(), message(messages)));
  }

  @Test
  void an_alert_that_opens() {
    Golden.assertJson("webhook/alertmanager-opened.json", alerts(a_downtime()).toString());
  }

  @Test
  void its_end_ends_every_severity_it_had() {
    JsonNode alerts = alerts(a_downtime().kind(ChangeKind.RESOLVED));
    assertThat(alerts).hasSize(4).allSatisfy(alert -> assertThat(alert.path("endsAt").asText()).isEqualTo("2026-03-01T13:35:00Z"));
    assertThat(alerts).anySatisfy(alert -> assertThat(alert.path("labels")).isEqualTo(alerts(a_downtime()).get(0).path("labels")));
  }

  @Test
  void when_the_severity_rises_the_alert_of_the_lower_one_ends() {
    JsonNode alerts = alerts(a_downtime().kind(ChangeKind.WORSENED).severity(Severity.CRITICAL));
    for (JsonNode alert : alerts) {
      boolean lasts = alert.at("/labels/severity").asText().equals("critical");
      assertThat(alert.path("endsAt").asText()).isEqualTo(lasts ? "2027-03-01T12:20:00Z" : "2026-03-01T12:20:00Z");
    }
  }

  @Test
  void what_never_ends_is_no_alert() {
    assertThat(channel().takes(ChangeKind.ANNOUNCED)).isFalse();
    assertThat(channel().repeatable()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("hostileValues")
  @Tag("shared")
  void requests_fit_the_schema_of_alertmanager(String value) {
    var schema = SharedSchemas.openApi("alertmanager/openapi-v2.yaml", "/definitions/postableAlerts");
    for (ChangeKind kind : List.of(ChangeKind.OPENED, ChangeKind.WORSENED, ChangeKind.RESOLVED)) {
      SharedSchemas.assertValid(schema, alerts(hostile(value).kind(kind)).toString());
    }
  }
}
