package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody asks whether a channel works, before the night in which it has to. */
class TestChannelStoryTest {

  private static final String RULE =
      """
      - route:
          id: outage
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters: { rule: outage, query: SELECT server_id FROM outage, key: server_id, every: 1h }
            steps:
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
              - to: { uri: kamelet:webhook-sink, parameters: { name: teams } }
              - to: kamelet:jira-ticket-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.start(
        "--signalbox.webhooks.teams.url=" + hub.sandbox.url() + "/webhook/teams",
        "--signalbox.webhooks.teams.secret=" + RunningHub.CANARY,
        "--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.username=bot", "--signalbox.jira.token=t",
        "--signalbox.jira.project=OPS");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private JsonNode test(String channel, String body) throws Exception {
    return hub.post("/api/channels/" + channel + "/test", body);
  }

  @Test
  void each_channel_says_whether_it_works_and_what_is_missing() throws Exception {
    JsonNode slack = test("slack", "{\"by\":\"mira\"}");
    assertThat(slack.path("ok").asBoolean()).as(slack.toPrettyString()).isTrue();
    assertThat(slack.path("address").asText()).isEqualTo("ops-alerts");
    assertThat(slack.at("/steps/0/says").asText()).contains("chat:write");
    assertThat(hub.sandbox.slack().posts()).isNotEmpty();

    JsonNode teams = test("webhook-teams", "{}");
    assertThat(teams.path("ok").asBoolean()).as(teams.toPrettyString()).isTrue();
    assertThat(hub.sandbox.webhook().received()).hasSize(2).allSatisfy(call -> {
      assertThat(call.body()).contains("Test from Signalbox");
      assertThat(call.signature()).matches("t=\\d+,v1=[0-9a-f]{64}");
    });

    JsonNode mail = test("mail", "{\"address\":\"anna@example.com\"}");
    assertThat(mail.path("ok").asBoolean()).as(mail.toPrettyString()).isTrue();
    assertThat(hub.mail.mails()).hasSize(2);
    assertThat(test("mail", "{}").path("ok").asBoolean()).as("to nobody").isFalse();

    JsonNode jira = test("jira", "{}");
    assertThat(jira.at("/steps/0/says").asText()).as(jira.toPrettyString()).contains("all that is needed in OPS");
    assertThat(hub.sandbox.jira().issues()).singleElement().satisfies(issue -> assertThat(issue.status()).isEqualTo("Done"));

    assertThat(test("smoke-signals", "{}").path("error").asText()).contains("there is no channel 'smoke-signals'", "webhook-teams");

    hub.sandbox.faults.always("slack", "*", Fault.slackError("invalid_auth"));
    JsonNode wrong = test("slack", "{}");
    assertThat(wrong.path("ok").asBoolean()).isFalse();
    assertThat(wrong.toString()).contains("invalid_auth").doesNotContain(RunningHub.CANARY);
    assertThat(hub.get("/api/deliveries")).as("a test is no delivery").isEmpty();
  }
}
