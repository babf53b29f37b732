package dev.signalbox.channel.jira;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.channel.jira.JiraSettings.Deployment;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.document.Findings;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.ticket.TicketMappings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields by mapping, who has the last word about them, and what becomes of an issue that is closed too early. */
class JiraMappingTest {

  private static final String MAPPING = """
      default:
        priority: {critical: Highest, error: High}
        labels: [downtime, {column: server_id}]
        components: [Database]
        fields:
          customfield_1: {column: downtime_count, type: number, policy: always}
          customfield_2: {value: Production, type: option}
          customfield_3: {column: server_id, type: document}
          customfield_4: {value: 5b10, type: user}
          customfield_5: {column: last_start, type: date}
        transitionFields:
          resolution: {value: Fixed, type: name}
        policy: {priority: always, labels: append, assignee: always}
      """;
  private static final Reply CREATED = reply(201, "{\"id\":\"1\",\"key\":\"OPS-42\"}");
  private static final Reply DONE = reply(204, "");
  private static final Reply CLOSED =
      reply(200, "{\"key\":\"OPS-42\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"done\"}}}}");

  private final TicketMappings mappings = TicketMappings.read("tickets/jira.yaml", MAPPING, new Findings()).orElseThrow();
  private final JiraChannel jira = new JiraChannel(JiraChannelTest.settings(Deployment.CLOUD), () -> mappings);

  private Conversation talk(Messages messages, Reply... replies) {
    return Conversation.of(jira, messages.to("jira", "").build(), replies);
  }

  private static JsonNode fields(Conversation talk, int request) {
    return Json.read(talk.body(request)).orElseThrow().path("fields");
  }

  @Test
  void fields_have_the_form_that_jira_wants() {
    JsonNode fields = fields(talk(a_downtime(), CREATED, DONE), 0);

    assertThat(fields.path("priority")).hasToString("{\"name\":\"High\"}");
    assertThat(fields.path("components")).hasToString("[{\"name\":\"Database\"}]");
    assertThat(fields.path("labels").toString()).contains("\"downtime\",\"srv-042\"");
    assertThat(fields.path("customfield_1").asInt()).isEqualTo(7);
    assertThat(fields.path("customfield_2")).hasToString("{\"value\":\"Production\"}");
    assertThat(fields.path("customfield_3").path("type").asText()).isEqualTo("doc");
    assertThat(fields.path("customfield_4")).hasToString("{\"accountId\":\"5b10\"}");
    assertThat(fields.path("customfield_5").asText()).isEqualTo("2026-03-01");
  }

  @Test
  @Tag("shared")
  void mapped_issues_are_valid_by_atlassians_own_schema() {
    String file = "jira/jira-cloud-v3.trimmed.openapi.json";
    SharedSchemas.assertValid(
        SharedSchemas.openApi(file, "/components/schemas/IssueUpdateDetails"), talk(a_downtime(), CREATED, DONE).body(0));
    SharedSchemas.assertValid(
        SharedSchemas.schema("jira/adf.full.schema.json", VersionFlag.V4),
        fields(talk(a_downtime(), CREATED, DONE), 0).path("customfield_3").toString());
  }

  @Test
  void a_custom_field_that_jira_refuses_is_left_out_once() {
    Reply unknown = reply(400, "{\"errors\":{\"customfield_2\":\"Option value 'Production' is not valid\"}}");
    Conversation talk = talk(a_downtime(), unknown, CREATED, DONE);

    assertThat(fields(talk, 1).has("customfield_2")).isFalse();
    assertThat(((Delivered) talk.outcome()).note()).isEqualTo("created without customfield_2");
  }

  private Messages worse() {
    return a_downtime().kind(ChangeKind.WORSENED).column("downtime_count", 9).openedAs("OPS-42")
        .written("{\"priority\":{\"name\":\"Medium\"},\"customfield_1\":7}");
  }

  private static Reply shown(String priority, int count, String labels) {
    return reply(200, """
        {"key":"OPS-42","fields":{"status":{"name":"Doing","statusCategory":{"key":"indeterminate"}},
         "priority":{"id":"3","name":"%s"},"customfield_1":%d.0,"labels":%s}}""".formatted(priority, count, labels));
  }

  @Test
  void what_is_to_be_kept_is_brought_up_to_date_and_what_a_person_changed_is_not() {
    Conversation talk = talk(worse(), shown("Low", 7, "[\"downtime\"]"), DONE, reply(201, "{}"));

    assertThat(talk.request(1).method() + talk.request(1).path()).isEqualTo("PUT/rest/api/3/issue/OPS-42");
    assertThat(talk.body(1)).isEqualTo("{\"fields\":{\"customfield_1\":9},\"update\":{\"labels\":[{\"add\":\"srv-042\"}]}}");
    assertThat(((Delivered) talk.outcome()).ticket().written()).contains("\"customfield_1\":9", "\"Medium\"");
  }

  @Test
  void what_an_attempt_before_has_written_is_ours_and_not_a_persons() {
    Conversation talk = talk(worse().attempt(2), shown("High", 9, "[\"downtime\",\"srv-042\"]"), reply(201, "{}"));
    assertThat(((Delivered) talk.outcome()).ticket().written()).contains("\"customfield_1\":9", "\"High\"");
  }

  @Test
  void hand_over_reassigns_unless_a_person_did() {
    Messages handed = a_downtime().kind(ChangeKind.HANDED_OVER).openedAs("OPS-42").withOnCall(Messages.hugo())
        .written("{\"priority\":{\"name\":\"High\"},\"customfield_1\":7,\"assignee\":{\"accountId\":\"5b10a2844c20165700ede21g\"}}");
    String issue = """
        {"fields":{"labels":["downtime","srv-042"],"assignee":{"accountId":"%s","displayName":"x"}}}""";

    Conversation ours = talk(handed, reply(200, issue.formatted("5b10a2844c20165700ede21g")), DONE, reply(201, "{}"));
    assertThat(ours.request(1).path()).isEqualTo("/rest/api/3/issue/OPS-42/assignee");
    assertThat(ours.body(1)).isEqualTo("{\"accountId\":\"5b10ac8d82e05b22cc7d5001\"}");
    assertThat(talk(handed, reply(200, issue.formatted("somebody")), reply(201, "{}")).outcome().label()).isEqualTo("delivered");
  }

  private static Reply transitions(String fields) {
    return reply(200, """
        {"transitions":[{"id":"31","name":"Resolve","to":{"name":"Fixed","statusCategory":{"key":"done"}},"fields":{%s}}]}""".formatted(fields));
  }

  @Test
  void a_screen_gets_what_it_asks_for_and_nothing_else() {
    Messages end = a_downtime().kind(ChangeKind.RESOLVED).openedAs("OPS-42");
    Reply open = reply(200, "{\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"new\"}}}}");
    String resolution = "\"resolution\":{\"required\":true,\"name\":\"Resolution\"}";
    String team = "\"customfield_9\":{\"required\":true,\"hasDefaultValue\":false,\"name\":\"Root cause\"}";

    assertThat(talk(end, open, transitions(resolution), DONE).body(2))
        .isEqualTo("{\"transition\":{\"id\":\"31\"},\"fields\":{\"resolution\":{\"name\":\"Fixed\"}}}");
    assertThat(talk(end, open, transitions(""), DONE).body(2)).isEqualTo("{\"transition\":{\"id\":\"31\"}}");
    Conversation lacking = talk(end, open, transitions(resolution + "," + team), reply(201, "{}"));
    assertThat(lacking.body(2)).contains("Not moved: its screen asks for Root cause, see transitionFields");
  }

  private static Messages closedEarly(String policy) {
    return a_downtime().kind(ChangeKind.REOPENED).note("Closed by anna.").openedAs("OPS-42").option("closedEarly", policy);
  }

  @Test
  void a_closed_issue_is_left_for_a_new_one_that_is_linked() {
    Conversation talk = talk(closedEarly("new"), CLOSED, reply(201, "{\"key\":\"OPS-43\"}"), reply(201, ""), DONE);

    assertThat(talk.body(1)).contains("\"signalbox-again-" + Messages.DELIVERY + "\"", "In the place of");
    assertThat(talk.body(2)).isEqualTo(
        "{\"type\":{\"name\":\"Relates\"},\"inwardIssue\":{\"key\":\"OPS-42\"},\"outwardIssue\":{\"key\":\"OPS-43\"}}");
    assertThat(((Delivered) talk.outcome()).reference()).isEqualTo("OPS-43");
  }

  @Test
  void a_new_one_that_may_exist_is_looked_for_by_a_label_of_its_own() {
    Conversation talk = talk(
        closedEarly("new").attempt(2).unsureSince(NOW), CLOSED, reply(200, "{\"issues\":[{\"key\":\"OPS-43\"}]}"), reply(201, ""), DONE);

    assertThat(talk.body(1)).contains("signalbox-again-" + Messages.DELIVERY);
    assertThat(((Delivered) talk.outcome()).reference()).isEqualTo("OPS-43");
  }

  @Test
  void a_closed_issue_may_also_be_told_and_left_closed() {
    Conversation talk = talk(closedEarly("note"), CLOSED, reply(201, "{}"));

    assertThat(talk.body(1)).contains("Closed by anna.");
  }

  @Test
  void a_repeated_create_in_doubt_waits_for_search_before_the_next() {
    Reply nothing = reply(200, "{\"issues\":[],\"isLast\":true}");
    Messages again = a_downtime().attempt(4).unsureSince(NOW.minusSeconds(90));

    assertThat(talk(again, nothing, reply(502, "")).outcome()).isInstanceOfSatisfying(
        Deferred.class, deferred -> assertThat(deferred.after()).isEqualTo(Duration.ofSeconds(30)));
  }

  @ParameterizedTest(name = "edit {0}: {1}")
  @CsvSource({
    "400, commented", "401, deferred", "403, commented", "404, commented", "409, deferred", "422, commented", "429, deferred",
    "500, deferred", "503, deferred",
  })
  void what_cannot_be_edited_is_told_all_the_same_and_what_may_work_later_is_tried_again(int status, String what) {
    Reply shown = shown("Medium", 7, "[\"downtime\",\"srv-042\"]");
    Reply no = reply(status, "{\"errorMessages\":[],\"errors\":{\"customfield_1\":\"Field cannot be set.\"}}");
    Conversation talk = what.equals("commented") ? talk(worse(), shown, no, reply(201, "{}")) : talk(worse(), shown, no);

    assertThat(talk.request(1).method()).isEqualTo("PUT");
    if (what.equals("commented")) {
      assertThat(talk.request(2).path()).endsWith("/comment");
      assertThat(((Delivered) talk.outcome()).ticket().written()).as("not written, so tried again next time").contains("\"customfield_1\":7");
    } else {
      assertThat(talk.outcome().label()).isEqualTo(status == 401 ? "misconfigured" : "deferred");
    }
  }
}
