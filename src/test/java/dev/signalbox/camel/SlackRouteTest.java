package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SlackRouteTest extends ChannelRouteContract {

  @Override
  String file() {
    return "slack";
  }

  @Override
  Properties settings(String url) {
    Properties settings = new Properties();
    settings.setProperty("signalbox.slack.api-url", url + "/api");
    return settings;
  }

  @Override
  SlackSettings slackSettings(String url) {
    return new SlackSettings(null, new Secret(secret()), null);
  }

  @Override
  Channel channel(String url) {
    return new SlackChannel(slackSettings(url));
  }

  @Override
  StubServer.Answer success() {
    return json(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.000100\"}");
  }

  @Override
  String secret() {
    return "xoxb-1-2-secret";
  }

  @Override
  String address() {
    return "ops-alerts";
  }

  @Test
  void the_method_is_the_path_and_the_token_a_header() throws Exception {
    send(success());
    StubServer.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /api/chat.postMessage");
    assertThat(asked.headers()).containsEntry("authorization", "Bearer xoxb-1-2-secret");
    assertThat(asked.body()).contains("🔴 Open");
  }
}
