package dev.signalbox.channel.servicenow;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.INCIDENT;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNowChannelTest extends ChannelContract {

  private static final String PASSWORD = "s3rv1cen0w";
  private static final String ROW = """
      {"sys_id":"9d385017c611228701d22104cc95c371","number":"INC0010042","state":"%s","correlation_id":"%s","assigned_to":"%s"}""";
  private static final String URL =
      "https://example.service-now.com/nav_to.do?uri=%2Fincident.do%3Fsys_id%3D9d385017c611228701d22104cc95c371";
  private static final Delivered RECORD = new Delivered("INC0010042", URL, null);
  private static final Reply CREATED = reply(201, result(row("1", INCIDENT.toString(), "mira.okafor")));
  private static final Reply NOTHING = reply(200, result("[]"));
  private static final Reply FOUND = found("1");

  private static String row(String state, String correlation, String assigned) {
    return ROW.formatted(state, correlation, assigned).strip();
  }

  private static String result(String json) {
    return "{\"result\":" + json + "}";
  }

  private static Reply found(String state) {
    return reply(200, result("[" + row(state, INCIDENT.toString(), "") + "]"));
  }

  @Override
  protected Channel channel() {
    return new ServiceNowChannel(new ServiceNowSettings(
        "https://example.service-now.com/", "signalbox", new Secret(PASSWORD), null, null, null, null, null, null));
  }

  @Override
  protected Channel unconfigured() {
    return new ServiceNowChannel(new ServiceNowSettings(null, null, null, null, null, null, null, null, null));
  }

  @Override
  protected List<String> secrets() {
    return List.of(PASSWORD);
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  @SuppressWarnings("unchecked")
  protected void assertWithinLimits(Request request) {
    request.headers().values().forEach(value -> assertThat(value).hasSizeLessThan(200).doesNotContainPattern("\\p{Cntrl}"));
    if (request.body() != null) {
      Map<String, String> fields = (Map<String, String>) request.body();
      if (fields.containsKey("work_notes")) {
        return;
      }
      assertThat(fields.get("short_description")).hasSizeBetween(1, 160).doesNotContain("\n");
      assertThat(fields.get("description")).hasSizeBetween(1, 4000).doesNotContain("\u0000", "\u202e");
      assertThat(fields.getOrDefault("assigned_to", "")).hasSizeLessThanOrEqualTo(100);
    }
  }

  /** Without what the ticket looks like. */
  private static Outcome plain(Outcome outcome) {
    return outcome instanceof Delivered d ? new Delivered(d.reference(), d.url(), d.note()) : outcome;
  }

  private Conversation talk(Messages messages, Reply... replies) {
    return Conversation.of(channel(), message(messages), replies);
  }

  private static String json(Request request) throws Exception {
    return new ObjectMapper().writeValueAsString(request.body());
  }

  @Test
  void a_record_for_an_opening() throws Exception {
    Request request = Conversation.request(channel(), message(a_downtime().option("assignmentGroup", "Database")));
    assertThat(request.headers()).containsEntry("CamelServiceNowAction", "create").containsEntry("CamelServiceNowTable", "incident");
    Golden.assertJson("servicenow/opened.json", json(request));
  }

  @Test
  void whoever_stands_in_is_assigned_and_the_record_says_why() throws Exception {
    OnCall kim = Messages.onCall(List.of(Person.named("kim")), List.of(), List.of(Messages.hugo()));
    Request request = Conversation.request(channel(), message(a_downtime().withOnCall(kim)));
    Golden.assertJson("servicenow/stand-in.json", json(request));
    assertThat(json(Conversation.request(channel(), message(a_downtime().withOnCall(Messages.a_gap())))))
        .contains("\"assigned_to\":\"hugo.brandt\"").doesNotContain("Assigned to");
  }

  @Test
  void a_record_that_nobody_can_be_assigned_to_says_why() throws Exception {
    Conversation nobody = talk(a_downtime().withOnCall(Messages.nobody()), CREATED);
    assertThat(nobody.body(0)).doesNotContain("assigned_to")
        .contains("Assigned to: nobody (nobody is on call on schedule infrastructure)");
    assertThat(((Delivered) nobody.outcome()).note())
        .isEqualTo("not assigned: nobody is on call on schedule infrastructure");

    Conversation unknown = talk(a_downtime().withOnCall(Person.named("kim")), CREATED);
    assertThat(unknown.body(0)).doesNotContain("assigned_to")
        .contains("Assigned to: nobody (no ServiceNow user in people.yaml: kim)");
    assertThat(((Delivered) unknown.outcome()).note())
        .isEqualTo("not assigned: nobody on call has a ServiceNow user in people.yaml");
  }

  @Test
  void an_end_resolves_the_record_that_carries_the_id() throws Exception {
    Conversation talk = talk(a_downtime().kind(ChangeKind.RESOLVED), FOUND, reply(200, result(row("6", INCIDENT.toString(), ""))));
    assertThat(talk.request(0).headers())
        .containsEntry("CamelServiceNowQuery", "correlation_id=" + INCIDENT + "^ORDERBYsys_created_on")
        .containsEntry("CamelServiceNowLimit", "2");
    assertThat(talk.request(1).headers()).containsEntry("CamelServiceNowAction", "update")
        .containsEntry("CamelServiceNowSysId", "9d385017c611228701d22104cc95c371");
    Golden.assertJson("servicenow/resolved.json", json(talk.request(1)));
    assertThat(plain(talk.outcome())).isEqualTo(RECORD);
  }

  @Test
  void the_reference_is_the_number() {
    assertThat(plain(afterFirst(CREATED))).isEqualTo(RECORD);
  }

  @Test
  void a_second_attempt_looks_first() {
    Messages again = a_downtime().attempt(2).unsureSince(NOW);
    assertThat(plain(talk(again, FOUND).outcome())).isEqualTo(RECORD);
    assertThat(plain(talk(again, NOTHING, CREATED).outcome())).isEqualTo(RECORD);
    Reply none = reply(404, "{\"error\":{\"message\":\"No Record found\",\"detail\":\"Record doesn't exist or ACL restricts the record retrieval\"}}");
    assertThat(plain(talk(again, none, CREATED).outcome())).isEqualTo(RECORD);
    assertThat(talk(again, reply(500, "")).outcome().label()).isEqualTo("deferred");
  }

  @Test
  void what_certainly_failed_is_sent_again_without_a_look() {
    assertThat(plain(talk(a_downtime().attempt(2), CREATED).outcome())).isEqualTo(RECORD);
    assertThat(plain(talk(a_downtime().kind(ChangeKind.NOTED).note("x").attempt(2), FOUND, FOUND).outcome())).isEqualTo(RECORD);
  }

  @Test
  void a_path_that_is_wrong_is_not_an_incident_without_a_record() {
    Reply wrong = reply(404, "{\"error\":{\"message\":\"Requested URI does not represent any resource\",\"detail\":null},\"status\":\"failure\"}");
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), wrong).outcome())
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason()).contains("does not represent any resource"));
  }

  @Test
  void a_record_that_was_made_is_looked_for_however_the_look_fails() {
    assertThat(talk(a_downtime(), reply(201, ""), reply(429, "")).outcome())
        .isInstanceOfSatisfying(Deferred.class, deferred -> assertThat(deferred.unsure()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void who_moved_a_record_is_told_even_if_the_note_comes_with_a_later_attempt(int status) {
    Messages acknowledged = a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("Acknowledged by mira");
    assertThat(talk(acknowledged, found("1"), FOUND, reply(status, "")).outcome())
        .isInstanceOfSatisfying(Deferred.class, deferred -> assertThat(deferred.unsure()).isTrue());

    acknowledged.attempt(2).unsureSince(NOW);
    Reply none = reply(200, result("[]"));
    Reply there = reply(200, result("[{\"value\":\"Signalbox %s\"}]".formatted(Messages.DELIVERY)));
    assertThat(String.valueOf(talk(acknowledged, found("2"), none, FOUND).request(2).body())).contains("Acknowledged by mira");
    assertThat(plain(talk(acknowledged, found("2"), there).outcome())).isEqualTo(RECORD);
  }

  @Test
  void other_peoples_records_are_never_taken_for_ours() {
    Reply others = reply(200, result("[" + row("1", "", "") + "]"));
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW), others).outcome()).isInstanceOf(Refused.class);
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), others).outcome()).isInstanceOf(Refused.class);
  }

  @Test
  void two_records_are_told() {
    String ours = row("1", INCIDENT.toString(), "");
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW), reply(200, result("[" + ours + "," + ours + "]"))).outcome().toString())
        .contains("two records carry");
  }

  @Test
  void a_record_that_is_over_stays_as_it_is() {
    for (String state : List.of("6", "7", "8")) {
      assertThat(plain(talk(a_downtime().kind(ChangeKind.RESOLVED), found(state)).outcome())).isEqualTo(RECORD);
    }
  }

  @Test
  void nothing_to_resolve_is_told_and_not_created() {
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), NOTHING).outcome().toString()).contains("nothing to change");
  }

  @Test
  void a_user_that_is_refused_is_left_out_once() {
    Reply refused = reply(403, "{\"error\":{\"message\":\"Operation Failed\",\"detail\":\"Invalid assigned_to\"}}");
    Conversation talk = talk(a_downtime(), refused, reply(201, result(row("1", INCIDENT.toString(), ""))), FOUND);
    assertThat(String.valueOf(talk.request(2).body())).contains("work_notes=not assigned to mira.okafor: HTTP 403");
    assertThat(String.valueOf(talk.request(0).body())).contains("assigned_to=mira.okafor");
    assertThat(String.valueOf(talk.request(1).body())).doesNotContain("assigned_to");
    assertThat(((Delivered) talk.outcome()).note()).contains("not assigned to mira.okafor: HTTP 403");
    assertThat(talk(a_downtime(), refused, refused).outcome()).isInstanceOf(Refused.class);
  }

  @Test
  void a_user_that_servicenow_drops_silently_is_told() {
    Conversation talk = talk(a_downtime(), reply(201, result(row("1", INCIDENT.toString(), ""))), FOUND);
    assertThat(talk.outcome().toString()).contains("ServiceNow does not know mira.okafor");
    assertThat(String.valueOf(talk.request(1).body())).contains("work_notes=not assigned: ServiceNow does not know mira.okafor");
    Person nobody = new Person("kim", null, null, null, null, null, null, null);
    assertThat(talk(a_downtime().withOnCall(nobody), CREATED).outcome().toString()).contains("nobody on call has a ServiceNow user");
  }

  @Test
  void accepted_without_an_id_is_looked_up_and_never_created_again() {
    assertThat(plain(talk(a_downtime(), reply(201, ""), FOUND).outcome())).isEqualTo(RECORD);
    assertThat(talk(a_downtime(), reply(204, ""), NOTHING).outcome()).isEqualTo(Deferred.unsure("created, but not to be found yet").about(Reach.MESSAGE));
  }

  @Test
  void an_instance_that_sleeps_is_asked_again_in_minutes() {
    assertThat(afterFirst(reply(200, "<html>Your instance is hibernating</html>")))
        .isInstanceOfSatisfying(Deferred.class, d -> {
          assertThat(d.after()).isEqualTo(Duration.ofMinutes(5));
          assertThat(d.unsure()).isTrue();
        });
  }

  @Test
  void a_client_gets_a_second_chance_with_a_new_token_and_no_third() {
    Channel client = new ServiceNowChannel(new ServiceNowSettings(
        "https://example.service-now.com", null, null, "id", new Secret("client-secret"), null, null, null, null));
    assertThat(client.missingSettings()).isEmpty();
    assertThat(plain(Conversation.of(client, message(a_downtime()), reply(401, ""), CREATED).outcome())).isEqualTo(RECORD);
    assertThat(Conversation.of(client, message(a_downtime()), reply(401, ""), reply(401, "")).outcome().label())
        .isEqualTo("misconfigured");
  }

  @ParameterizedTest(name = "create {0}: {1}")
  @CsvSource({
    "400, refused", "401, misconfigured", "403, refused", "404, refused", "405, refused", "406, refused", "415, refused",
    "429, deferred", "500, deferred", "502, deferred", "503, deferred",
  })
  void answers_to_a_create(int status, String label) {
    assertThat(afterFirst(reply(status, "{\"error\":{\"message\":\"x\",\"detail\":\"y\"},\"status\":\"failure\"}")).label())
        .isEqualTo(label);
  }

  @ParameterizedTest(name = "resolve {0}: {1}")
  @CsvSource({"400, refused", "401, misconfigured", "403, refused", "404, refused", "429, deferred", "500, deferred"})
  void answers_to_an_end(int status, String label) {
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), FOUND, reply(status, "{}")).outcome().label()).isEqualTo(label);
  }

  @ParameterizedTest(name = "look-up {0}: {1}")
  @CsvSource({
    "400, refused", "401, misconfigured", "403, refused", "405, refused", "406, refused", "415, refused", "429, deferred", "500, deferred",
    "502, deferred", "503, deferred",
  })
  void answers_to_a_look_up_and_nothing_is_created_after_any_of_them(int status, String label) {
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW), reply(status, "{}")).outcome().label()).isEqualTo(label);
    assertThat(talk(a_downtime().kind(ChangeKind.NOTED).note("x"), reply(status, "{}")).outcome().label()).isEqualTo(label);
  }

  @ParameterizedTest(name = "work note {0}: {1}")
  @CsvSource({"400, refused", "401, misconfigured", "403, refused", "404, refused", "429, deferred", "500, deferred", "503, deferred"})
  void answers_to_a_work_note(int status, String label) {
    assertThat(talk(a_downtime().kind(ChangeKind.NOTED).note("x"), FOUND, reply(status, "{}")).outcome().label()).isEqualTo(label);
  }

  @Test
  void a_data_policy_that_wants_more_is_told_in_its_own_words() {
    Reply policy = reply(403, "{\"error\":{\"message\":\"Operation Failed\",\"detail\":\"Data Policy Exception: The following fields are mandatory: Resolution code\"},\"status\":\"failure\"}");
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), FOUND, policy).outcome().toString()).contains("mandatory: Resolution code");
  }

  @Test
  void a_rate_limit_waits_for_its_reset_and_at_most_an_hour() {
    long reset = NOW.plusSeconds(600).getEpochSecond();
    assertThat(afterFirst(reply(429, "{}", "X-RateLimit-Reset", String.valueOf(reset))))
        .isEqualTo(new Deferred("HTTP 429", false, Duration.ofMinutes(10), Reach.CHANNEL));
    assertThat(afterFirst(reply(429, "{}", "Retry-After", "86400"))).isEqualTo(new Deferred("HTTP 429", false, Duration.ofHours(1), Reach.CHANNEL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Your instance is hibernating</html>", "<!DOCTYPE html><title>Log in</title>", ""})
  void a_page_in_the_place_of_rows_is_no_answer_wherever_it_comes(String page) {
    assertThat(talk(a_downtime().attempt(2).unsureSince(NOW), reply(200, page)).outcome()).isInstanceOf(Deferred.class);
    assertThat(talk(a_downtime().kind(ChangeKind.RESOLVED), reply(200, page)).outcome()).isInstanceOf(Deferred.class);
    assertThat(talk(a_downtime().kind(ChangeKind.NOTED).note("x").attempt(2).unsureSince(NOW), FOUND, reply(200, page)).outcome()).isInstanceOf(Deferred.class);
  }

  @Test
  void a_query_asks_for_an_id_and_never_for_what_a_row_says() {
    Conversation talk = talk(Messages.hostile("x^ORactive=true^NQpriority=1").attempt(2).unsureSince(NOW), FOUND);
    assertThat(talk.request(0).headers()).containsEntry("CamelServiceNowQuery", "correlation_id=" + INCIDENT + "^ORDERBYsys_created_on");
  }

  @Test
  void a_table_that_is_no_name_is_refused_at_start() {
    assertThatThrownBy(() -> new ServiceNowSettings(null, null, null, null, null, "incident/../x", null, null, null))
        .hasMessageContaining("signalbox.servicenow.table");
  }

  @Test
  void an_acknowledgement_puts_a_new_record_in_progress_and_notes_who_by_itself() {
    Conversation talk = talk(
        a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("Acknowledged by mira, in slack"), FOUND, FOUND, FOUND);

    assertThat(talk.request(1).body()).isEqualTo(Map.of("state", "2"));
    assertThat(talk.request(2).body()).isEqualTo(Map.of("work_notes",
        "Acknowledged (2026-03-01 12:20:00 UTC).\nAcknowledged by mira, in slack\n\nSignalbox " + Messages.DELIVERY));
    assertThat(talk.outcome().label()).isEqualTo("delivered");
  }

  @ParameterizedTest
  @EnumSource(value = ChangeKind.class, names = {"REPEATED", "WORSENED", "ESCALATED", "HANDED_OVER", "UNACKNOWLEDGED", "NOTED"})
  void the_rest_of_its_life_is_told_in_a_work_note_by_itself(ChangeKind kind) {
    Conversation talk = talk(a_downtime().kind(kind).note("mira in slack: disk is full"), FOUND, FOUND);

    assertThat(talk.request(1).body()).asInstanceOf(InstanceOfAssertFactories.MAP).containsOnlyKeys("work_notes");
    assertThat(talk.body(1)).contains("disk is full", "Signalbox " + Messages.DELIVERY);
    assertThat(plain(talk.outcome())).isEqualTo(RECORD);
  }

  @Test
  void a_work_note_that_may_be_there_is_looked_for_in_the_journal() {
    Messages again = a_downtime().kind(ChangeKind.NOTED).note("x").attempt(2).unsureSince(NOW);
    Reply there = reply(200, result("[{\"value\":\"x\\n\\nSignalbox " + Messages.DELIVERY + "\"}]"));

    Conversation talk = talk(again, FOUND, there);
    assertThat(talk.request(1).headers()).containsEntry("CamelServiceNowTable", "sys_journal_field")
        .containsEntry("CamelServiceNowQuery", "element_id=9d385017c611228701d22104cc95c371^element=work_notes^ORDERBYDESCsys_created_on");
    assertThat(plain(talk.outcome())).isEqualTo(RECORD);
    assertThat(plain(talk(again, FOUND, NOTHING, FOUND).outcome())).isEqualTo(RECORD);
  }

  @Test
  void a_record_that_somebody_works_on_hears_of_no_acknowledgement() {
    assertThat(talk(a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("x"), found("2")).outcome().label()).isEqualTo("delivered");
  }

  @Test
  void a_closed_record_of_an_incident_that_is_not_over_is_opened_again() {
    Conversation talk = talk(a_downtime().kind(ChangeKind.REOPENED).note("Closed by anna."), found("6"), FOUND, FOUND);

    assertThat(talk.request(1).body()).isEqualTo(Map.of("state", "2"));
  }
}
