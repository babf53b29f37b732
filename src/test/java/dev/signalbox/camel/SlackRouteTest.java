package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.channel.Message;
import dev.signalbox.delivery.DispatchListener;
import dev.signalbox.delivery.Dispatcher;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.delivery.Sender;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.store.StoreFixture;
import java.time.Duration;
import java.util.Map;
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

  /** From the outbox to the wire and back into the store. */
  @Test
  void a_conversation_that_slack_does_not_know_holds_up_no_other() throws Exception {
    StoreFixture store = new StoreFixture();
    for (int i = 0; i < 20; i++) {
      store.opened("a-" + i, "slack", "ops-typo");
      store.opened("b-" + i, "slack", "ops-alerts");
    }
    server.otherwise(asked -> asked.body().contains("ops-typo") ? json(200, "{\"ok\":false,\"error\":\"channel_not_found\"}") : success());
    start(server.url());
    Channel slack = channel(server.url());
    Sender courier = (delivery, until, heard) -> sender.send(
        slack, new Message(delivery, null, null, null, Map.of(), null, null, store.clock.instant()), until, heard);
    try (Dispatcher dispatcher = new Dispatcher(
        "slack", store.outbox, store.channels, courier,
        new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30)),
        new Dispatcher.Pace(1, 4, Duration.ofMinutes(2), Duration.ofSeconds(15), Duration.ofMillis(20), 0, 0, kind -> ""),
        store.clock, new Unheard())) {
      dispatcher.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> store.jdbc.queryForObject(
          "select count(*) from delivery where address = 'ops-alerts' and status = 'sent'", Integer.class) == 20);
    }
    assertThat(store.channels.standing("slack").probation()).isFalse();
    assertThat(store.channels.standing("slack").addresses()).containsOnlyKeys("ops-typo");
    assertThat(server.asked()).filteredOn(asked -> asked.body().contains("ops-typo")).as("not each of them is tried").hasSizeLessThan(6);
    assertThat(store.jdbc.queryForObject("select count(*) from delivery where address = 'ops-typo' and status = 'pending'", Integer.class))
        .as("and none is lost").isEqualTo(20);
  }

  private static final class Unheard implements DispatchListener {
    @Override
    public void settled(Settlement settlement, Outcome outcome) {}

    @Override
    public void fenced(String channel, int count) {}

    @Override
    public void storeUnreachable(String channel, Throwable failure) {}
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
