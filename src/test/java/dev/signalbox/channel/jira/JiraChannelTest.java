package dev.signalbox.channel.jira;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.channel.jira.JiraSettings.Deployment;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JiraChannelTest extends ChannelContract {

  private static final String TOKEN = "ATATT3xFfGF0secret";
  private static final Reply CREATED = reply(201, "{\"id\":\"10042\",\"key\":\"OPS-42\",\"self\":\"x\"}");
  private static final Reply NOTHING = reply(200, "{\"issues\":[],\"isLast\":true}");
  private static final Reply FOUND = reply(200, "{\"issues\":[{\"id\":\"10042\",\"key\":\"OPS-42\"}],\"isLast\":true}");
  private static final Reply DONE = reply(204, "");
  private static final Delivered TICKET = new Delivered("OPS-42", "https://example.atlassian.net/browse/OPS-42", null);
  private static final Reply OPEN =
      reply(200, "{\"key\":\"OPS-42\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"indeterminate\"}}}}");
  private static final Reply CLOSED =
      reply(200, "{\"key\":\"OPS-42\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"done\"}}}}");
  private static final Reply TRANSITIONS = reply(200, """
      {"transitions":[
        {"id":"11","name":"Start","to":{"name":"In Progress","statusCategory":{"key":"indeterminate"}}},
        {"id":"21","name":"Won't do","to":{"name":"Rejected","statusCategory":{"key":"done"}}},
        {"id":"31","name":"Resolve","to":{"name":"Fixed","statusCategory":{"key":"done"}}}]}""");

  static JiraSettings settings(Deployment deployment) {
    return new JiraSettings(
        "https://example.atlassian.net/", null, "bot@example.com", new Secret(TOKEN), "OPS", null, deployment, null);
  }

  @Override
  protected Channel channel() {
    return new JiraChannel(settings(Deployment.CLOUD));
  }

  private static Channel dataCenter() {
    return new JiraChannel(settings(Deployment.DATA_CENTER));
  }

  @Override
  protected Channel unconfigured() {
    return new JiraChannel(new JiraSettings(null, null, null, null, null, null, null, null));
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN);
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    if (request.path().endsWith("/issue")) {
      JsonNode fields = Json.read((String) request.body()).orElseThrow().path("fields");
      assertThat(fields.path("summary").asText()).hasSizeBetween(1, 255).doesNotContainPattern("\\p{Cntrl}");
      fields.path("labels").forEach(label -> assertThat(label.asText()).hasSizeBetween(1, 255).doesNotContain(" "));
      assertThat(text(fields.path("description"))).hasSizeLessThan(32_767);
    }
  }

  private static String text(JsonNode adf) {
    StringBuilder text = new StringBuilder();
    adf.findValues("text").forEach(node -> {
      assertThat(node.asText()).isNotEmpty();
      text.append(node.asText());
    });
    return text.toString();
  }

  /** Without what the ticket looks like. */
  private static Outcome plain(Outcome outcome) {
    return outcome instanceof Delivered d ? new Delivered(d.reference(), d.url(), d.note()) : outcome;
  }

  private Conversation talk(Messages messages, Reply... replies) {
    return Conversation.of(channel(), message(messages), replies);
  }

  @Test
  void an_issue_on_cloud() {
    Request request = Conversation.request(channel(), message(a_downtime()));
    assertThat(request.path()).isEqualTo("/rest/api/3/issue");
    Golden.assertJson("jira/opened-cloud.json", (String) request.body());
  }

  @Test
  void an_issue_on_data_center() {
    Request request = Conversation.request(dataCenter(), message(a_downtime()));
    assertThat(request.path()).isEqualTo("/rest/api/2/issue");
    Golden.assertJson("jira/opened-data-center.json", (String) request.body());
  }

  @Test
  void a_new_issue_is_assigned_to_the_person_on_call() {
    Conversation talk = talk(a_downtime(), CREATED, DONE);
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
    assertThat(talk.request(1).method() + talk.request(1).path()).isEqualTo("PUT/rest/api/3/issue/OPS-42/assignee");
    assertThat(talk.body(1)).isEqualTo("{\"accountId\":\"5b10a2844c20165700ede21g\"}");
  }

  @Test
  void whoever_stands_in_is_assigned_and_the_issue_says_why() {
    OnCall kim = Messages.onCall(List.of(Person.named("kim")), List.of(), List.of(Messages.hugo()));
    Conversation talk = Conversation.of(dataCenter(), message(a_downtime().withOnCall(kim)), CREATED, DONE);

    assertThat(talk.body(0))
        .contains("On call: kim", "Assigned to: Hugo Brandt, the fallback (no Jira account in people.yaml: kim)");
    assertThat(talk.body(1)).isEqualTo("{\"name\":\"hbrandt\"}");
  }

  @Test
  void an_issue_that_nobody_can_be_assigned_to_says_why() {
    Conversation talk = talk(a_downtime().withOnCall(Messages.nobody()), CREATED);

    assertThat(talk.body(0)).contains("nobody (nobody is on call on schedule infrastructure)");
    assertThat(((Delivered) talk.outcome()).note())
        .isEqualTo("not assigned: nobody is on call on schedule infrastructure");
  }

  @Test
  void data_center_knows_people_by_name() {
    Conversation talk = Conversation.of(dataCenter(), message(a_downtime()), CREATED, DONE);
    assertThat(talk.body(1)).isEqualTo("{\"name\":\"mokafor\"}");
  }

  @Test
  void the_first_person_with_an_account_is_it() {
    Person nobody = new Person("kim", null, null, null, null, null, null, null);
    Conversation talk = talk(a_downtime().withOnCall(nobody, Messages.mira()), CREATED, DONE);
    assertThat(talk.body(1)).contains("5b10a2844c20165700ede21g");
    assertThat(talk(a_downtime().withOnCall(nobody), CREATED).outcome().toString()).contains("nobody on call has a Jira account");
    assertThat(plain(talk(a_downtime().withNobodyOnCall(), CREATED).outcome())).isEqualTo(TICKET);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 302})
  void a_person_who_cannot_be_assigned_is_told_in_a_comment(int status) {
    Conversation talk = talk(a_downtime(), CREATED, reply(status, "{\"errorMessages\":[\"no\"]}"), reply(201, "{}"));
    assertThat(talk.request(2).path()).isEqualTo("/rest/api/3/issue/OPS-42/comment");
    assertThat(talk.body(2)).contains("On call is Mira Okafor");
    assertThat(talk.outcome()).isInstanceOfSatisfying(
        Delivered.class, d -> assertThat(d.note()).contains("not assigned to mira", "HTTP " + status));
  }

  @Test
  void an_account_that_jira_does_not_know_leaves_the_issue_unassigned_and_says_so() {
    Reply unknown = reply(400, "{\"errorMessages\":[],\"errors\":{\"assignee\":\"User '5b10a2844c20165700ede21g' does not exist.\"}}");
    Delivered made = (Delivered) talk(a_downtime(), CREATED, unknown, reply(201, "{}")).outcome();

    assertThat(made.reference()).isEqualTo("OPS-42");
    assertThat(made.note()).contains("not assigned to mira", "does not exist");
    assertThat(made.ticket().assignee()).isNull();
    assertThat(talk(a_downtime(), CREATED, reply(403, ""), reply(403, "")).outcome().label()).as("not even commented").isEqualTo("delivered");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void an_assignment_that_may_work_later_is_in_doubt_so_that_the_issue_is_looked_for(int status) {
    assertThat(talk(a_downtime(), CREATED, reply(status, "")).outcome())
        .isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.unsure()).isTrue());
  }

  @Test
  void a_second_attempt_looks_first_and_adopts() {
    Conversation talk = talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(60)), FOUND, DONE);
    assertThat(talk.request(0).path()).isEqualTo("/rest/api/3/search/jql");
    assertThat(talk.body(0)).isEqualTo("{\"jql\":\"labels = \\\"signalbox-7f3a6c1e-0000-4000-8000-000000000042\\\" "
        + "ORDER BY created ASC\",\"maxResults\":2,\"fields\":[\"status\"]}");
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
  }

  @Test
  void data_center_searches_elsewhere() {
    assertThat(Conversation.request(dataCenter(), message(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(60)))).path()).isEqualTo("/rest/api/2/search");
  }

  @Test
  void nothing_is_created_while_search_may_lag() {
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(29)), NOTHING).outcome())
        .isInstanceOfSatisfying(Deferred.class, d -> {
          assertThat(d.unsure()).isTrue();
          assertThat(d.reach()).as("it holds up nothing else").isEqualTo(Reach.MESSAGE);
          assertThat(d.after()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        });
    assertThat(plain(talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(30)), NOTHING, CREATED, DONE).outcome()))
        .isEqualTo(TICKET);
  }

  @ParameterizedTest(name = "search {0}: {1}")
  @CsvSource({
    "400, refused", "401, misconfigured", "403, misconfigured", "404, refused", "410, refused", "429, deferred", "500, deferred", "503, deferred",
  })
  void answers_to_a_search_and_nothing_is_created_or_moved_after_any_of_them(int status, String label) {
    Reply no = reply(status, "{\"errorMessages\":[\"The requested API has been removed.\"]}");
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(60)), no).outcome().label()).isEqualTo(label);
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), no).outcome().label()).isEqualTo(label);
    assertThat(talk(a_downtime().kind(ChangeKind.NOTED).note("x"), no).outcome().label()).isEqualTo(label);
  }

  @Test
  void an_attempt_that_certainly_failed_creates_at_once() {
    assertThat(plain(talk(a_downtime().attempt(2), CREATED, DONE).outcome())).isEqualTo(TICKET);
  }

  @Test
  void a_failed_look_up_creates_nothing() {
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(100)), reply(500, "")).outcome())
        .isEqualTo(Deferred.unsure("HTTP 500").about(Reach.CHANNEL));
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(60)), reply(200, "<html>")).outcome().label()).isEqualTo("deferred");
  }

  @Test
  void two_issues_of_one_incident_are_told() {
    Reply two = reply(200, "{\"issues\":[{\"key\":\"OPS-42\"},{\"key\":\"OPS-43\"}]}");
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(60)), two, DONE).outcome().toString()).contains("OPS-42, OPS-43");
  }

  @Test
  void created_without_a_key_is_looked_up_and_never_created_again() {
    assertThat(plain(talk(a_downtime(), reply(201, ""), FOUND, DONE).outcome())).isEqualTo(TICKET);
    assertThat(talk(a_downtime(), reply(201, "{}"), NOTHING).outcome())
        .isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.unsure()).isTrue());
  }

  @Test
  void an_optional_field_that_jira_does_not_know_is_left_out_once() {
    Reply unknown = reply(400, "{\"errorMessages\":[],\"errors\":{\"priority\":\"Field 'priority' cannot be set.\"}}");
    Conversation talk = talk(a_downtime().option("priority", "High"), unknown, CREATED, DONE);
    assertThat(talk.body(0)).contains("\"priority\":{\"name\":\"High\"}");
    assertThat(talk.body(1)).doesNotContain("priority");
    assertThat(((Delivered) talk.outcome()).note()).isEqualTo("created without priority");
    assertThat(talk(a_downtime().option("priority", "High"), unknown, unknown).outcome().label()).isEqualTo("refused");
    assertThat(talk(a_downtime(), reply(400, "{\"errors\":{\"issuetype\":\"valid issue type is required\"}}")).outcome())
        .isInstanceOf(Refused.class);
  }

  @Test
  void the_sink_may_choose_project_type_priority_and_labels() {
    String body = (String) Conversation.request(channel(), message(a_downtime()
        .option("project", "INFRA").option("issueType", "Incident").option("labels", "infra, needs triage,"))).body();
    assertThat(body).contains("\"key\":\"INFRA\"", "\"name\":\"Incident\"",
        "\"labels\":[\"signalbox-7f3a6c1e-0000-4000-8000-000000000042\",\"signalbox\",\"infra\",\"needs-triage\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X\" OR 1", "../x", "a b", "1OPS"})
  void odd_projects_are_refused(String project) {
    assertThatThrownBy(() -> channel().send(message(a_downtime().option("project", project))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not the key of a Jira project");
  }

  @ParameterizedTest(name = "create {0}: {1}")
  @CsvSource({
    "400, refused", "401, misconfigured", "403, misconfigured", "404, refused", "409, deferred", "413, refused",
    "422, refused", "429, deferred", "500, deferred", "503, deferred",
  })
  void answers_to_a_create(int status, String label) {
    assertThat(afterFirst(reply(status, "{\"errorMessages\":[\"x\"],\"errors\":{}}")).label()).isEqualTo(label);
  }

  @Test
  void a_rate_limit_may_name_its_end() {
    assertThat(afterFirst(reply(429, "", "X-RateLimit-Reset", "2026-03-01T12:00:40Z")))
        .isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(30), Reach.CHANNEL));
    assertThat(afterFirst(reply(429, "", "X-RateLimit-Reset", "soon")))
        .isEqualTo(new Deferred("HTTP 429", false, null, Reach.CHANNEL));
  }

  @ParameterizedTest
  @CsvSource({
    "jira-burst-based, KIND", "jira-per-issue-on-write, INCIDENT", "jira-quota-global-based, CHANNEL", "jira-quota-tenant-based, CHANNEL",
    "something-new, CHANNEL",
  })
  void a_rate_limit_says_what_it_holds_for(String reason, Reach reach) {
    assertThat(afterFirst(reply(429, "", "RateLimit-Reason", reason, "Retry-After", "9")))
        .isEqualTo(new Deferred("HTTP 429, " + reason, false, Duration.ofSeconds(9), reach));
  }

  @Test
  void an_endpoint_is_what_news_of_a_kind_ask_of() {
    assertThat(channel().endpoint(ChangeKind.ACKNOWLEDGED)).isEqualTo(channel().endpoint(ChangeKind.RESOLVED))
        .isNotEqualTo(channel().endpoint(ChangeKind.OPENED)).isNotEqualTo(channel().endpoint(ChangeKind.NOTED));
  }

  private static Messages an_end() {
    return a_downtime().kind(ChangeKind.RESOLVED).openedAs("OPS-42");
  }

  @Test
  void an_end_takes_the_transition_that_leads_to_done() {
    Conversation talk = talk(an_end(), OPEN, TRANSITIONS, DONE);
    assertThat(talk.request(0).path()).isEqualTo("/rest/api/3/issue/OPS-42");
    assertThat(talk.body(2)).isEqualTo("{\"transition\":{\"id\":\"31\"}}");
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
  }

  @Test
  void where_it_stands_and_where_it_can_go_is_one_request_unless_a_screen_asks_for_fields() {
    String issue = "{\"key\":\"OPS-42\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"new\"}}},\"transitions\":[%s]}";
    String done = "{\"id\":\"31\",\"name\":\"Done\",\"hasScreen\":%s,\"to\":{\"statusCategory\":{\"key\":\"done\"}}}";
    Messages resolved = a_downtime().kind(ChangeKind.RESOLVED).openedAs("OPS-42");

    Conversation plain = talk(resolved, reply(200, issue.formatted(done.formatted("false"))), DONE);
    assertThat(plain.request(0).query()).isEqualTo("fields=status&expand=transitions");
    assertThat(plain.body(1)).isEqualTo("{\"transition\":{\"id\":\"31\"}}");

    Conversation screen = talk(resolved, reply(200, issue.formatted(done.formatted("true"))), TRANSITIONS, DONE);
    assertThat(screen.request(1).query()).isEqualTo("expand=transitions.fields");

    assertThat(talk(resolved, reply(200, issue.formatted("")), reply(201, "{}")).body(1)).contains("offers no way to done");
  }

  @Test
  void behind_atlassians_gateway_links_lead_to_the_site() {
    String gateway = "https://api.atlassian.com/ex/jira/11223344-a1b2-3b33-c444-def123456789";
    Channel told = new JiraChannel(new JiraSettings(gateway, "https://example.atlassian.net/", null, new Secret(TOKEN), "OPS", null, null, null));
    assertThat(told.missingSettings()).isEmpty();
    assertThat(plain(Conversation.of(told, message(a_downtime()), CREATED, DONE).outcome())).isEqualTo(TICKET);

    Channel untold = new JiraChannel(new JiraSettings(gateway, null, null, new Secret(TOKEN), "OPS", null, null, null));
    assertThat(untold.missingSettings()).singleElement().asString().startsWith("signalbox.jira.site-url");
    assertThat(((Delivered) Conversation.of(untold, message(a_downtime()), CREATED, DONE).outcome()).url()).as("no dead link").isNull();
  }

  @Test
  void an_issue_that_is_done_stays_as_it_is() {
    assertThat(plain(talk(an_end(), CLOSED).outcome())).isEqualTo(TICKET);
  }

  @Test
  void a_workflow_without_a_way_to_done_gets_a_comment() {
    Conversation talk = talk(an_end(), OPEN, reply(200, "{\"transitions\":[]}"), reply(201, "{}"));
    assertThat(talk.body(2)).contains("Resolved at 2026-03-01 13:35:00 UTC");
    assertThat(talk.outcome().toString()).contains("commented instead of resolved");
  }

  @Test
  void a_refused_transition_is_fine_if_somebody_was_quicker() {
    assertThat(plain(talk(an_end(), OPEN, TRANSITIONS, reply(400, "{}"), CLOSED).outcome())).isEqualTo(TICKET);
    assertThat(talk(an_end(), OPEN, TRANSITIONS, reply(400, "{}"), OPEN, reply(201, "{}")).outcome().toString())
        .contains("transition was refused");
  }

  @ParameterizedTest(name = "transition {0}: {1}")
  @CsvSource({"401, misconfigured", "404, refused", "409, deferred", "413, refused", "422, refused", "500, deferred"})
  void answers_to_a_transition(int status, String label) {
    assertThat(talk(an_end(), OPEN, TRANSITIONS, reply(status, "")).outcome().label()).isEqualTo(label);
  }

  @ParameterizedTest(name = "status and transitions {0}: {1}")
  @CsvSource({"401, misconfigured", "403, misconfigured", "404, refused", "429, deferred", "500, deferred", "503, deferred"})
  void answers_to_a_look_at_the_issue_and_its_transitions(int status, String label) {
    assertThat(talk(an_end(), reply(status, "")).outcome().label()).isEqualTo(label);
    assertThat(talk(an_end(), OPEN, reply(status, "")).outcome().label()).isEqualTo(label);
    assertThat(talk(an_end(), OPEN, reply(200, "<html>")).outcome().label()).isEqualTo("deferred");
  }

  @Test
  void a_transition_that_is_limited_waits_as_long_as_jira_says() {
    assertThat(talk(an_end(), OPEN, TRANSITIONS, reply(429, "", "Retry-After", "9")).outcome())
        .isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(9), Reach.CHANNEL));
    assertThat(talk(an_end(), OPEN, TRANSITIONS, reply(503, "", "Retry-After", "9")).outcome())
        .isEqualTo(new Deferred("HTTP 503", true, Duration.ofSeconds(9), Reach.CHANNEL));
  }

  @Test
  void a_label_in_jql_is_made_of_an_id_and_quoted_whatever_the_row_says() {
    Conversation talk = talk(Messages.hostile("x\" OR project = SEC ORDER BY created --\\").attempt(2).unsureSince(NOW.minusSeconds(60)), FOUND, DONE);
    assertThat(Json.read(talk.body(0)).orElseThrow().path("jql").asText())
        .isEqualTo("labels = \"signalbox-7f3a6c1e-0000-4000-8000-000000000042\" ORDER BY created ASC");
  }

  @Test
  void an_issue_that_is_gone_is_not_made_again() {
    assertThat(talk(an_end(), reply(404, "")).outcome()).isEqualTo(new Refused("issue OPS-42 is gone or hidden from this user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret", "OPS-42/comment", ""})
  void a_reference_that_is_no_key_is_looked_up(String reference) {
    Conversation talk = talk(a_downtime().kind(ChangeKind.RESOLVED).openedAs(reference), FOUND, CLOSED);
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
  }

  @Test
  void an_issue_hears_everything_of_its_incident_and_no_announcement() {
    assertThat(ChangeKind.values()).filteredOn(channel()::takes)
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(ChangeKind.ANNOUNCED, ChangeKind.ILLUSTRATED)));
  }

  @ParameterizedTest
  @CsvSource({
    "REPEATED, Still open (2026-03-01 16:00:00 UTC).", "WORSENED, Severity error", "ESCALATED, 'Escalated ('",
    "HANDED_OVER, Handed over (2026-03-01 12:30:00 UTC).", "UNACKNOWLEDGED, No longer acknowledged", "NOTED, disk is full",
  })
  void the_rest_of_its_life_is_told_in_one_comment(ChangeKind kind, String words) {
    Conversation talk = talk(news(kind, "mira in slack: disk is full"), reply(201, "{}"));

    assertThat(talk.request(0).method() + talk.request(0).path()).isEqualTo("POST/rest/api/3/issue/OPS-42/comment");
    assertThat(talk.body(0)).contains(words).contains("disk is full", "Signalbox " + Messages.DELIVERY);
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
  }

  @Test
  void a_comment_that_may_be_there_is_looked_for_before_it_is_written_again() {
    Reply none = reply(200, "{\"comments\":[]}");
    Reply there = reply(200, "{\"comments\":[{\"body\":{\"content\":[{\"text\":\"Signalbox %s\"}]}}]}".formatted(Messages.DELIVERY));

    assertThat(talk(news(ChangeKind.NOTED, "x").attempt(2).unsureSince(NOW), there).outcome().toString()).contains("there already");
    Conversation talk = talk(news(ChangeKind.NOTED, "x").attempt(2).unsureSince(NOW), none, reply(201, "{}"));
    assertThat(talk.request(0).query()).isEqualTo("orderBy=-created&maxResults=20");
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
  }

  @ParameterizedTest(name = "comment {0}: {1}")
  @CsvSource({
    "400, refused", "401, misconfigured", "403, misconfigured", "404, refused", "409, deferred", "413, refused",
    "422, refused", "429, deferred", "500, deferred", "503, deferred",
  })
  void answers_to_a_comment(int status, String label) {
    assertThat(talk(news(ChangeKind.NOTED, "x"), reply(status, "")).outcome().label()).isEqualTo(label);
  }

  @Test
  void wiki_markup_on_data_center_stays_literal() {
    String body = (String) Conversation.request(dataCenter(), message(a_downtime().column("x", "{noformat}{html}<b>"))).body();
    assertThat(body).contains("{ noformat}{html}<b>");
  }

  @Override
  protected Outcome afterFirst(dev.signalbox.channel.Message message, Reply reply) {
    return Conversation.of(channel(), message, reply).outcome();
  }

  @Test
  @Tag("shared")
  void what_is_sent_is_valid_by_atlassians_own_schemas() {
    var adf = SharedSchemas.schema("jira/adf.full.schema.json", VersionFlag.V4);
    for (Messages messages : List.of(a_downtime(), Messages.hostile("<b>\u0000\n*x*"), Messages.hostile(" "))) {
      String body = (String) Conversation.request(channel(), message(messages)).body();
      SharedSchemas.assertValid(adf, Json.read(body).orElseThrow().at("/fields/description").toString());
    }
    String file = "jira/jira-cloud-v3.trimmed.openapi.json";
    SharedSchemas.assertValid(
        SharedSchemas.openApi(file, "/components/schemas/IssueUpdateDetails"),
        (String) Conversation.request(channel(), message(a_downtime())).body());
    SharedSchemas.assertValid(
        SharedSchemas.openApi(file, "/components/schemas/SearchAndReconcileRequestBean"),
        (String) Conversation.request(channel(), message(a_downtime().attempt(2).unsureSince(NOW.minusSeconds(60)))).body());
  }

  private static final Reply UNTOUCHED =
      reply(200, "{\"key\":\"OPS-42\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"new\"}}}}");

  private static Messages news(ChangeKind kind, String note) {
    return a_downtime().kind(kind).note(note).openedAs("OPS-42");
  }

  @Test
  void an_acknowledgement_puts_an_untouched_issue_in_progress_and_says_who() {
    Conversation talk = talk(news(ChangeKind.ACKNOWLEDGED, "Acknowledged by mira, in slack"), UNTOUCHED, TRANSITIONS, DONE, reply(201, "{}"));

    assertThat(talk.body(2)).isEqualTo("{\"transition\":{\"id\":\"11\"}}");
    assertThat(talk.request(3).path()).isEqualTo("/rest/api/3/issue/OPS-42/comment");
    assertThat(talk.body(3)).contains("Acknowledged by mira, in slack");
    assertThat(plain(talk.outcome())).isEqualTo(TICKET);
  }

  @Test
  void an_issue_that_somebody_works_on_or_that_is_done_hears_of_no_acknowledgement() {
    assertThat(plain(talk(news(ChangeKind.ACKNOWLEDGED, "x"), OPEN).outcome())).isEqualTo(TICKET);
    assertThat(plain(talk(news(ChangeKind.ACKNOWLEDGED, "x"), CLOSED).outcome())).isEqualTo(TICKET);
  }

  @Test
  void a_closed_issue_of_an_incident_that_is_not_over_is_opened_again() {
    Conversation talk = talk(news(ChangeKind.REOPENED, "Closed by anna, but it is still there."), CLOSED, TRANSITIONS, DONE, reply(201, "{}"));

    assertThat(talk.body(2)).isEqualTo("{\"transition\":{\"id\":\"11\"}}");
    assertThat(talk.body(3)).contains("but it is still there");
  }

  private static final Reply NO_COMMENTS = reply(200, "{\"comments\":[]}");
  private static final Reply COMMENTED =
      reply(200, "{\"comments\":[{\"body\":{\"content\":[{\"text\":\"Signalbox %s\"}]}}]}".formatted(Messages.DELIVERY));

  @Test
  void a_comment_in_the_place_of_a_move_is_not_repeated_after_a_lost_answer() {
    Messages again = news(ChangeKind.ACKNOWLEDGED, "Acknowledged by mira").attempt(2).unsureSince(NOW);
    Reply noWay = reply(200, "{\"transitions\":[]}");
    assertThat(talk(again, UNTOUCHED, noWay, COMMENTED).outcome().toString()).contains("commented instead of acknowledged");
    assertThat(talk(again, UNTOUCHED, noWay, NO_COMMENTS, reply(201, "{}")).body(3)).contains("Acknowledged by mira");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void who_moved_an_issue_is_told_even_if_the_comment_comes_with_a_later_attempt(int status) {
    Messages acknowledged = news(ChangeKind.ACKNOWLEDGED, "Acknowledged by mira");
    assertThat(talk(acknowledged, UNTOUCHED, TRANSITIONS, DONE, reply(status, "")).outcome())
        .isInstanceOfSatisfying(Deferred.class, deferred -> assertThat(deferred.unsure()).isTrue());

    acknowledged.attempt(2).unsureSince(NOW);
    assertThat(talk(acknowledged, OPEN, NO_COMMENTS, reply(201, "{}")).body(2)).contains("Acknowledged by mira");
    assertThat(plain(talk(acknowledged, OPEN, COMMENTED).outcome())).isEqualTo(TICKET);
    assertThat(plain(talk(news(ChangeKind.RESOLVED, "x").attempt(2).unsureSince(NOW), CLOSED).outcome())).as("says nothing").isEqualTo(TICKET);
  }

  @Test
  void comments_that_cannot_be_read_hold_up_what_is_told_next_for_five_attempts_only() {
    Reply cut = reply(200, "{\"comments\":[{\"body\":\"half of i");
    Messages note = news(ChangeKind.NOTED, "x").unsureSince(NOW);
    assertThat(talk(note.attempt(5), cut).outcome().label()).isEqualTo("deferred");
    assertThat(plain(talk(note.attempt(6), cut, reply(201, "{}")).outcome())).isEqualTo(TICKET);
    Reply cutBehindIt = reply(200, "{\"comments\":[{\"body\":\"Signalbox %s\"},{".formatted(Messages.DELIVERY));
    assertThat(talk(note.attempt(2), cutBehindIt).outcome().toString()).contains("there already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPENED", "NOTED"})
  void what_certainly_failed_is_sent_again_without_a_look(ChangeKind kind) {
    assertThat(Conversation.request(channel(), message(news(kind, "x").attempt(2))).method()).isEqualTo("POST");
    assertThat(Conversation.request(channel(), message(news(kind, "x").attempt(2))).path()).doesNotContain("search");
  }

  @Test
  void without_a_way_into_progress_a_comment_says_who() {
    Conversation talk = talk(news(ChangeKind.ACKNOWLEDGED, "Acknowledged by mira"), UNTOUCHED, reply(200, "{\"transitions\":[]}"), reply(201, "{}"));

    assertThat(talk.body(2)).contains("Acknowledged by mira");
    assertThat(talk.outcome().toString()).contains("commented instead of acknowledged");
  }
}
