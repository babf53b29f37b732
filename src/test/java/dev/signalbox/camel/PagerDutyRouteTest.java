package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PagerDutyRouteTest extends ChannelRouteContract {

  @Override
  String file() {
    return "pagerduty";
  }

  @Override
  Properties settings(String url) {
    Properties settings = new Properties();
    settings.setProperty("signalbox.pagerduty.events-url", url + "/v2/enqueue");
    return settings;
  }

  @Override
  Channel channel(String url) {
    return new PagerDutyChannel(new PagerDutySettings(new Secret(secret()), null, null, null));
  }

  @Override
  StubServer.Answer success() {
    return json(202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}");
  }

  @Override
  boolean eachAddressForItself() {
    return true;
  }

  @Override
  String secret() {
    return "0123456789abcdef0123456789abcdef";
  }

  @Test
  void the_event_is_posted_as_it_is() throws Exception {
    send(success());
    StubServer.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v2/enqueue");
    assertThat(asked.body()).contains("\"event_action\":\"trigger\"");
    assertThat(asked.headers()).containsEntry("content-type", "application/json; charset=utf-8")
        .doesNotContainKey("authorization");
    assertThat(asked.headers().keySet()).noneMatch(name -> name.startsWith("camel"));
  }
}
