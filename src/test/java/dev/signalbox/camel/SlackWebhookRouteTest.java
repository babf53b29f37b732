package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SlackWebhookRouteTest extends ChannelRouteContract {

  @Override
  String file() {
    return "slack";
  }

  @Override
  Properties settings(String url) {
    return new Properties();
  }

  @Override
  SlackSettings slackSettings(String url) {
    return new SlackSettings(new Secret(url + "/services/T0/B0/" + secret()), null, null);
  }

  @Override
  Channel channel(String url) {
    return new SlackChannel(slackSettings(url));
  }

  @Override
  StubServer.Answer success() {
    return answer(200, "ok", "Content-Type", "text/html");
  }

  @Override
  String secret() {
    return "s3cr3tpath";
  }

  @Test
  void the_address_comes_from_the_settings_and_shows_in_no_endpoint() throws Exception {
    send(success());
    assertThat(server.asked().get(0).path()).isEqualTo("/services/T0/B0/s3cr3tpath");
    assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains("s3cr3tpath"));
  }
}
