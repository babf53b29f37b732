package dev.signalbox;

import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.Webhooks;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.webhook.WebhookPlan;
import dev.signalbox.channel.webhook.WebhookSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class WebhookArrivalsTest {

  @TempDir Path routes;
  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
  private final List<String> dispatched = new ArrayList<>();
  private FolderFiles<WebhookPlan> files;
  private WebhookArrivals arrivals;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(routes.resolve("webhooks"));
    files = Webhooks.files(routes);
    Webhooks webhooks = new Webhooks(files, Set.of("opsdesk"), name -> name.equals("nowhere")
        ? WebhookSettings.NONE : new WebhookSettings(new Secret("https://desk.example.com/hooks"), null, null));
    arrivals = new WebhookArrivals(webhooks, beans, channel -> dispatched.add(channel.name()));
    beans.registerSingleton("webhook-opsdesk", webhooks.channel("opsdesk"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(routes.resolve("webhooks").resolve(file), text);
    files.reloadIfChanged();
    files.reloadIfChanged();
  }

  private String path(String channel) {
    return Conversation.request(beans.getBean(channel, Channel.class), a_downtime().to(channel, "").build()).path();
  }

  @Test
  void a_file_that_comes_later_is_a_channel_of_its_own_and_the_last_good_version_goes_on() throws Exception {
    assertThat(arrivals.look()).isFalse();
    write("desk.yaml", "{path: /alerts}");
    assertThat(arrivals.look()).isTrue();
    assertThat(arrivals.look()).as("once").isFalse();
    assertThat(dispatched).containsExactly("webhook-desk");
    assertThat(path("webhook-desk")).isEqualTo("/alerts");

    write("desk.yaml", "{path: [}");
    assertThat(files.findings()).isNotEmpty();
    assertThat(path("webhook-desk")).isEqualTo("/alerts");
    write("desk.yaml", "{path: /incidents}");
    assertThat(path("webhook-desk")).isEqualTo("/incidents");
  }

  @Test
  void one_that_had_settings_and_no_file_says_what_its_file_says_once_there_is_one() throws Exception {
    assertThat(path("webhook-opsdesk")).isNull();
    write("opsdesk.yaml", "{path: /alerts}");
    assertThat(arrivals.look()).isFalse();
    assertThat(path("webhook-opsdesk")).isEqualTo("/alerts");
  }

  @Test
  void what_an_environment_variable_calls_without_dashes_is_found_under_its_own_name() throws Exception {
    write("ops-desk.yaml", "{path: /alerts}");
    assertThat(arrivals.look()).isTrue();
    assertThat(path("webhook-ops-desk")).isEqualTo("/alerts");
  }

  @Test
  void without_an_address_it_waits_for_one_and_says_which_setting() throws Exception {
    write("nowhere.yaml", "{path: /alerts}");
    arrivals.look();
    Channel nowhere = beans.getBean("webhook-nowhere", Channel.class);
    assertThat(Conversation.of(nowhere, a_downtime().to("webhook-nowhere", "").build()).outcome().toString())
        .contains("Misconfigured", "signalbox.webhooks.nowhere.url is not set");
  }

  @Test
  void a_file_that_was_never_right_holds_what_is_owed_until_it_is() throws Exception {
    write("desk.yaml", "{path: [}");
    assertThat(arrivals.look()).isTrue();
    Channel desk = beans.getBean("webhook-desk", Channel.class);
    assertThat(Conversation.of(desk, a_downtime().to("webhook-desk", "").build()).outcome().label()).isEqualTo("misconfigured");
    write("desk.yaml", "{path: /alerts}");
    assertThat(path("webhook-desk")).isEqualTo("/alerts");
  }
}
