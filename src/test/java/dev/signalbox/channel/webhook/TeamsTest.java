package dev.signalbox.channel.webhook;

import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Request;
import dev.signalbox.incident.ChangeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TeamsTest extends ChannelContract {

  private static final String URL = "https://prod.example.com/workflows/a/triggers/manual?sig=c4n4ry";
  private static final WebhookPlan PLAN = WebhookFiles.shipped("teams");

  @Override
  protected Channel channel() {
    return new WebhookChannel("teams", new WebhookSettings(new Secret(URL), null, null), () -> Optional.of(PLAN));
  }

  @Override
  protected Channel unconfigured() {
    return new WebhookChannel("teams", WebhookSettings.NONE, () -> Optional.of(PLAN));
  }

  @Override
  protected List<String> secrets() {
    return List.of(URL);
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    String body = (String) request.body();
    assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(28 * 1024);
    JsonNode card = Json.read(body).orElseThrow().at("/attachments/0/content");
    assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.findValuesAsText("type")).as("what knows no Markdown").doesNotContain("TextBlock", "FactSet");
    assertThat(card.at("/body/0/inlines/0/text").asText()).isNotEmpty();
  }

  @Test
  void cards() {
    Golden.assertJson("webhook/teams-opened.json", (String) Conversation.request(channel(), message(a_downtime())).body());
    Golden.assertJson("webhook/teams-resolved.json", (String) Conversation.request(channel(), message(a_downtime().kind(ChangeKind.RESOLVED))).body());
  }
}
