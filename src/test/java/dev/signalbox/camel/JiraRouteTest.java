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
import dev.signalbox.delivery.Ticket;
import dev.signalbox.incident.ChangeKind;
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
