package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JiraStandInTest {

  private static final String ID = "7f3a6c1e-0000-4000-8000-000000000042";
  private static final String ISSUE =
      """
      {"fields":{"project":{"key":"OPS"},"issuetype":{"name":"Bug"},"summary":"down","labels":["signalbox-%s"],
       "description":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}}}
      """.formatted(ID);

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Sandbox sandbox = Sandbox.builder()
      .jiraSearchLag(Duration.ofSeconds(2)).jiraUsers("acc-1").basic("jira", "me", "secret").clock(new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      }).start();
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Client.Got call(String method, String path, String body) throws Exception {
    return client.send(method, "/jira/rest/api/" + path, body, "Authorization", "Basic bWU6c2VjcmV0");
  }

  private JsonNode search(String jql) throws Exception {
    Client.Got got = call("POST", "3/search/jql", Trees.write(Trees.object().put("jql", jql)));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got.json().path("issues");
  }

  @Test
  void a_new_issue_is_there_at_once_by_key_and_later_by_search() throws Exception {
    Client.Got created = call("POST", "3/issue", ISSUE);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("key").asText()).isEqualTo("OPS-1");
    assertThat(call("GET", "3/issue/OPS-1?fields=status", "").json().at("/fields/status/statusCategory/key").asText()).isEqualTo("new");

    String jql = "labels = \"signalbox-%s\" ORDER BY created ASC".formatted(ID);
    assertThat(search(jql)).isEmpty();
    now = now.plusSeconds(2);
    assertThat(search(jql)).hasSize(1);
    assertThat(search(jql).get(0).has("fields")).as("ids only unless asked").isFalse();
    assertThat(search("labels = \"other\" AND project = OPS")).isEmpty();
    assertThat(search("project = \"OPS\" and statusCategory != Done")).hasSize(1);
    assertThat(sandbox.ledger.effects("jira", "create-issue")).singleElement().extracting(Effect::incident).isEqualTo(ID);
  }

  @Test
  void the_old_search_of_cloud_is_gone_and_unbounded_queries_are_refused() throws Exception {
    assertThat(call("POST", "3/search", "{\"jql\":\"project = OPS\"}").status()).isEqualTo(410);
    assertThat(call("POST", "3/search/jql", "{\"jql\":\"ORDER BY created\"}").json().toString()).contains("Unbounded");
    assertThat(call("POST", "3/search/jql", "{\"jql\":\"nonsense = 1\"}").status()).isEqualTo(400);
    Client.Got old = call("POST", "2/search", "{\"jql\":\"project = OPS\"}");
    assertThat(old.json().has("total")).isTrue();
  }

  @Test
  void transitions_depend_on_the_status() throws Exception {
    call("POST", "3/issue", ISSUE);
    JsonNode offered = call("GET", "3/issue/OPS-1/transitions", "").json().path("transitions");
    assertThat(offered).extracting(each -> each.at("/to/statusCategory/key").asText()).contains("indeterminate", "done");
    assertThat(call("POST", "3/issue/OPS-1/transitions", "{\"transition\":{\"id\":\"51\"}}").status()).isEqualTo(400);
    assertThat(call("POST", "3/issue/OPS-1/transitions", "{\"transition\":{\"id\":\"31\"}}").status()).isEqualTo(204);
    assertThat(sandbox.jira().issues().get(0).status()).isEqualTo("Done");
  }

  @Test
  void people_are_assigned_by_account_id_if_jira_knows_them() throws Exception {
    call("POST", "3/issue", ISSUE);
    assertThat(call("PUT", "3/issue/OPS-1/assignee", "{\"accountId\":\"acc-1\"}").status()).isEqualTo(204);
    Client.Got unknown = call("PUT", "3/issue/OPS-1/assignee", "{\"accountId\":\"acc-2\"}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().at("/errors/assignee").asText()).contains("cannot be assigned");
    assertThat(sandbox.jira().issues().get(0).assignee()).isEqualTo("acc-1");
    assertThat(call("PUT", "3/issue/OPS-9/assignee", "{\"accountId\":\"acc-1\"}").status()).isEqualTo(404);
  }

  @Test
  void comments_and_properties_are_kept() throws Exception {
    call("POST", "3/issue", ISSUE);
    assertThat(call("POST", "3/issue/OPS-1/comment", "{\"body\":\"text\"}").status()).as("Cloud wants ADF").isEqualTo(400);
    assertThat(call("POST", "2/issue/OPS-1/comment", "{\"body\":\"text\"}").status()).isEqualTo(201);
    assertThat(call("GET", "2/issue/OPS-1/comment", "").json().path("total").asInt()).isOne();
    assertThat(call("PUT", "3/issue/OPS-1/properties/hub", "{\"a\":1}").status()).isEqualTo(201);
    assertThat(call("PUT", "3/issue/OPS-1/properties/hub", "{\"a\":2}").status()).isEqualTo(200);
    assertThat(call("GET", "3/issue/OPS-1/properties/hub", "").json().at("/value/a").asInt()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(delimiter = '|', textBlock = """
      "summary":"down" | "x":"down" | summary
      "project":{"key":"OPS"} | "project":{} | project
      "type":"doc" | "type":"dog" | description
      "text":"x" | "text":"" | description
      ["signalbox | ["a b | labels
      "summary":"down" | "summary":"down","priority":{"name":"Urgent!"} | priority
      "summary":"down" | "summary":"down","nonsense":1 | nonsense
      """)
  void a_bad_field_is_named(String find, String replace, String field) throws Exception {
    assertThat(ISSUE).contains(find);
    Client.Got got = call("POST", "3/issue", ISSUE.replace(find, replace));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().path("errors").has(field)).as(got.text()).isTrue();
    assertThat(sandbox.ledger.size()).isZero();
  }

  @Test
  void nobody_gets_in_without_credentials() throws Exception {
    assertThat(client.get("/jira/rest/api/3/issue/OPS-1").status()).isEqualTo(401);
  }
}
