package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static dev.signalbox.camel.StubServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.jira.JiraChannel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Slowdown;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.document.Findings;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.sandbox.KnownFault;
import dev.signalbox.sandbox.Sandbox;
import dev.signalbox.ticket.TicketMappings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class JiraRouteTest extends ChannelRouteContract {

  @Override
  String file() {
    return "jira";
  }

  @Override
  Properties settings(String url) {
    Properties settings = new Properties();
    settings.setProperty("signalbox.jira.url", url);
    return settings;
  }

  @Override
  JiraSettings jiraSettings(String url) {
    return new JiraSettings(url, null, "bot@example.com", new Secret(secret()), "OPS", null, null, null);
  }

  @Override
  Channel channel(String url) {
    return new JiraChannel(jiraSettings("https://jira.example.com"));
  }

  /** Nobody is on call, so creating is all there is to do. */
  @Override
  Message message() {
    return Messages.a_downtime().withNobodyOnCall().to("jira", "").build();
  }

  @Override
  StubServer.Answer success() {
    return json(201, "{\"id\":\"1\",\"key\":\"OPS-1\"}");
  }

  @Override
  String secret() {
    return "ATATTsecret";
  }

  @Test
  void what_jira_says_of_its_limit_is_heard_with_every_answer() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.faults.add(KnownFault.named("jira", "works, with few requests left for a minute"), -1);
      start(sandbox.url() + "/jira");
      List<Slowdown> heard = new ArrayList<>();
      assertThat(send(heard).label()).isEqualTo("delivered");
      assertThat(heard).singleElement().satisfies(slow -> {
        assertThat(slow.apart()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
        assertThat(slow.lasting()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
      });
      sandbox.faults.clear();
      heard.clear();
      assertThat(send(heard).label()).isEqualTo("delivered");
      assertThat(heard).isEmpty();
    }
  }

  private Outcome send(List<Slowdown> heard) {
    Instant now = Instant.now();
    return sender.send(channel(""), Messages.a_downtime().now(now).withNobodyOnCall().to("jira", "").build(), now.plusSeconds(30), heard::add);
  }

  @Test
  void an_issue_is_resolved_with_what_its_screen_asks_for() throws Exception {
    TicketMappings mappings = TicketMappings.read("jira.yaml", """
        default:
          transitionFields:
            resolution: {value: Fixed, type: name}
            customfield_10099: {column: server_id}
            customfield_10100: {value: not on this screen}
        """, new Findings()).orElseThrow();
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.jira().askWhenDone("resolution", "customfield_10099");
      start(sandbox.url() + "/jira");
      Channel jira = new JiraChannel(jiraSettings("https://jira.example.com"), () -> mappings);
      assertThat(sender.send(jira, message()).label()).isEqualTo("delivered");
      Messages over = Messages.a_downtime().kind(ChangeKind.RESOLVED).openedAs("OPS-1");
      assertThat(sender.send(channel(""), over.build()).toString()).contains("its screen asks for");
      assertThat(sandbox.jira().issues().get(0).status()).isEqualTo("To Do");

      assertThat(sender.send(jira, over.build()).label()).isEqualTo("delivered");
      assertThat(sandbox.jira().issues().get(0).status()).isEqualTo("Done");
      assertThat(sandbox.jira().issues().get(0).fields().toString()).contains("\"resolution\":{\"name\":\"Fixed\"}", "customfield_10099").doesNotContain("10100");
    }
  }

  @Test
  void a_whole_conversation_of_posts_gets_and_puts() throws Exception {
    server.willAnswer(success(), answer(204, ""), json(200, "{\"fields\":{}}"),
        json(200, "{\"transitions\":[{\"id\":\"3\",\"to\":{\"statusCategory\":{\"key\":\"done\"}}}]}"), answer(204, ""));
    start(server.url());
    Outcome opened = sender.send(channel(""), Messages.a_downtime().build());
    assertThat(opened).isEqualTo(new Outcome.Delivered(
        "OPS-1", "https://jira.example.com/browse/OPS-1", null, new Ticket.Look(Ticket.Category.NEW, "", "mira", null)));
    Outcome closed = sender.send(channel(""), Messages.a_downtime().kind(ChangeKind.RESOLVED).openedAs("OPS-1").build());
    assertThat(closed.label()).isEqualTo("delivered");
    assertThat(server.asked()).extracting(asked -> asked.method() + " " + asked.path()).containsExactly(
        "POST /rest/api/3/issue", "PUT /rest/api/3/issue/OPS-1/assignee", "GET /rest/api/3/issue/OPS-1?fields=status&expand=transitions",
        "GET /rest/api/3/issue/OPS-1/transitions?expand=transitions.fields", "POST /rest/api/3/issue/OPS-1/transitions");
    assertThat(server.asked()).allSatisfy(asked -> assertThat(asked.headers().get("authorization")).startsWith("Basic "));
  }
}
