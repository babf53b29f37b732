package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Secret;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.slack.SlackSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped route slack-response, and who is called by it. */
class SlackResponderTest {

  private final StubServer slack = new StubServer();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final ChannelHttp http = new ChannelHttp(Duration.ofMillis(400), Duration.ofMillis(900));
  private final List<String> counted = new ArrayList<>();
  private SlackResponder responder;

  @BeforeEach
  void start() throws Exception {
    http.customize(camel.getComponent("http", HttpComponent.class));
    http.customize(camel.getComponent("https", HttpComponent.class));
    camel.getRegistry().bind("credentials", new Credentials(
        new SlackSettings(null, new Secret("xoxb-1-2-secret"), null), new dev.signalbox.channel.jira.JiraSettings(null, null, null, null, null, null, null, null)));
    camel.start();
    PluginHelper.getRoutesLoader(camel).loadRoutes(
        PluginHelper.getResourceLoader(camel).resolveResource("file:routes/channels/slack.camel.yaml"));
    responder = new SlackResponder(new RouteSender(camel), slack.url() + "/actions/", counted::add);
  }

  @AfterEach
  void stop() {
    camel.stop();
    http.close();
    slack.close();
  }

  private void answerTo(String url, String words) {
    responder.answer(new Heard("slack", UUID.randomUUID(), null, Deed.TICKET_WANTED, Doer.NOBODY, "", null, null, null,
        url == null ? null : new Secret(url)), words);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "acknowledged | Acknowledged.", "ticket_wanted | Ticket wanted.", "'' | Done.",
    "nothing: there is a ticket, OPS-1 https://jira.example.com/browse/OPS-1 | Nothing was done: there is a ticket, OPS-1 https://jira.example.com/browse/OPS-1.",
  })
  void the_presser_alone_is_told_in_a_sentence_and_the_message_stays(String words, String said) throws Exception {
    slack.willAnswer(answer(200, "ok"));
    answerTo(slack.url() + "/actions/T0/1/abc", words);

    StubServer.Asked asked = slack.asked().get(0);
    JsonNode body = new ObjectMapper().readTree(asked.body());
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /actions/T0/1/abc");
    assertThat(asked.headers()).as("the address is the credential").doesNotContainKey("authorization");
    assertThat(body.path("text").asText()).isEqualTo(said);
    assertThat(body.path("response_type").asText()).isEqualTo("ephemeral");
    assertThat(body.path("replace_original").asBoolean(true)).isFalse();
    assertThat(counted).containsExactly("answered");
  }

  @Test
  void a_link_in_words_is_no_markup_of_somebody_else() throws Exception {
    slack.willAnswer(answer(200, "ok"));
    answerTo(slack.url() + "/actions/1", "nothing: <!channel> <https://evil|https://bank>");

    assertThat(new ObjectMapper().readTree(slack.asked().get(0).body()).path("text").asText()).contains("&lt;!channel&gt;").doesNotContain("<");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void a_redirect_is_not_followed(int status) {
    try (StubServer thief = new StubServer()) {
      slack.willAnswer(answer(status, "", "Location", thief.url() + "/actions/1"));
      answerTo(slack.url() + "/actions/1", "acknowledged");

      assertThat(thief.asked()).isEmpty();
      assertThat(slack.asked()).hasSize(1);
      assertThat(counted).containsExactly("unanswered");
    }
  }

  @Test
  void nobody_else_is_called_whatever_the_call_says() {
    try (StubServer thief = new StubServer()) {
      for (String url : List.of(thief.url() + "/actions/1", slack.url() + "/other/1", slack.url() + "/actions/../other", "file:///etc/passwd",
          slack.url().replace("http://", "http://user@") + "/actions/1", "http://169.254.169.254/actions/1", "not a url")) {
        answerTo(url, "acknowledged");
      }
      assertThat(thief.asked()).isEmpty();
      assertThat(slack.asked()).isEmpty();
      assertThat(counted).hasSize(7).containsOnly("response_url_ignored");
    }
  }

  @Test
  void a_late_answer_that_slack_refuses_stops_nothing_and_who_gave_no_address_gets_none() {
    slack.willAnswer(answer(404, "expired_url"));
    answerTo(slack.url() + "/actions/1", "acknowledged");
    answerTo(null, "acknowledged");

    assertThat(counted).containsExactly("unanswered");
  }
}
