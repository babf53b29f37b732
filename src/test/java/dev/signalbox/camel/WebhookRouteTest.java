package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.webhook.WebhookSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookRouteTest extends ChannelRouteContract {

  @TempDir Path routes;

  @Override
  String file() {
    return "webhook";
  }

  @Override
  Properties settings(String url) {
    return new Properties();
  }

  private Webhooks webhooks(String url) {
    WebhookSettings settings = new WebhookSettings(
        new Secret(url + "/hooks/" + secret() + "?sig=a%2Fb"), null, Map.of("Authorization", new Secret("Bearer " + secret())));
    return new Webhooks(Webhooks.files(routes), Set.of("ops"), name -> settings);
  }

  @Override
  void prepare(DefaultCamelContext context, String url) throws Exception {
    Files.createDirectories(routes.resolve("webhooks"));
    Files.writeString(routes.resolve("webhooks/ops.yaml"), "{path: /alerts, headers: {X-Source: signalbox}}");
    context.getRegistry().bind("webhooks", webhooks(url));
  }

  @Override
  Channel channel(String url) {
    return webhooks(url).channel("ops");
  }

  @Override
  StubServer.Answer success() {
    return answer(202, "");
  }

  @Override
  String secret() {
    return "s3cr3tpath";
  }

  @Test
  void address_and_tokens_come_from_the_settings_and_show_in_no_endpoint() throws Exception {
    send(success());
    StubServer.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).startsWith("POST /hooks/s3cr3tpath/alerts");
    assertThat(asked.headers()).containsEntry("authorization", "Bearer " + secret()).containsEntry("x-source", "signalbox")
        .containsEntry("content-type", "application/json");
    assertThat(asked.headers().keySet()).noneMatch(name -> name.startsWith("camel"));
    assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains(secret()));
  }
}
