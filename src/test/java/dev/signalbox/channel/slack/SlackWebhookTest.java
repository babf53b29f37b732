package dev.signalbox.channel.slack;

import static dev.signalbox.channel.Conversation.reply;
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
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackWebhookTest extends ChannelContract {

  private static final String URL = "https://hooks.slack.com/services/T0/B0/s3cr3t";

  @Override
  protected Channel channel() {
    return new SlackChannel(new SlackSettings(new Secret(URL), null, null));
  }

  @Override
  protected Channel unconfigured() {
    return new SlackChannel(new SlackSettings(null, null, null));
  }

  @Override
  protected List<String> secrets() {
    return List.of(URL, "s3cr3t");
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    SlackChannelTest.assertSlackLimits(Json.read((String) request.body()).orElseThrow());
  }

  @Override
  protected Outcome afterFirst(dev.signalbox.channel.Reply reply) {
    return Conversation.of(channel(), message(a_downtime()), reply).outcome();
  }

  @Test
  void a_webhook_reaches_nobody_alone() {
    assertThat(channel().addressOf(Messages.mira())).isEmpty();
  }

  @Test
  void text_and_blocks_and_nothing_else() {
    Request request = Conversation.request(channel(), message(a_downtime()));
    assertThat(request.route()).isEqualTo("slack-webhook");
    Golden.assertJson("slack/webhook-opened.json", (String) request.body());
  }

  @Test
  void ok_is_all_that_slack_says() {
    assertThat(afterFirst(reply(200, "ok"))).isEqualTo(new Delivered(null, null, null));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "400, invalid_payload, refused", "400, user_not_found, refused", "400, invalid_token_word, refused",
    "403, action_prohibited, misconfigured", "403, invalid_token, misconfigured", "403, team_disabled, misconfigured",
    "403, posting_to_general_channel_denied, misconfigured",
    "404, channel_not_found, misconfigured", "404, no_service, misconfigured", "404, no_service_id, misconfigured",
    "404, no_team, misconfigured", "410, channel_is_archived, misconfigured",
    "429, '', deferred", "500, rollup_error, deferred", "200, '', deferred", "200, nearly ok, deferred",
  })
  void answers(int status, String body, String label) {
    assertThat(afterFirst(reply(status, body)).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({"no_text", "too_many_attachments", "invalid_blocks"})
  void malformed_blocks_are_said_again_in_plain_text(String error) {
    Conversation talk = Conversation.of(channel(), message(a_downtime()), reply(400, error), reply(200, "ok"));
    assertThat(talk.outcome().label()).isEqualTo("delivered");
    assertThat(talk.body(1)).doesNotContain("blocks");
  }
}
