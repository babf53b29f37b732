package dev.signalbox.channel.servicenow;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.INCIDENT;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Question;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.channel.TicketSeen.Said;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.document.Findings;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import dev.signalbox.ticket.TicketMappings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields by mapping, who has the last word about them, what becomes of a record that is closed too early, and how one is read. */
class ServiceNowMappingTest {

  private static final String MAPPING = """
      default:
        impact: {critical: 1, error: 2}
        category: network
        assignmentGroup: Service Desk
        callerId: monitoring
        correlationDisplay: signalbox-prod
        resolvedState: 16
        progressState: 12
        closeCode: Fixed
        fields:
          u_server: {column: server_id}
          u_count: {column: downtime_count, policy: always}
          u_since: {column: last_start}
        policy: {assigned_to: always}
      bare:
        urgency: 3
      """;
  private static final String SYS_ID = "9d385017c611228701d22104cc95c371";
  private static final Reply NOTHING = reply(200, "{\"result\":[]}");

  private final TicketMappings mappings = TicketMappings.read("tickets/servicenow.yaml", MAPPING, new Findings()).orElseThrow();
  private final ServiceNowChannel serviceNow = channel(mappings);

  private static ServiceNowChannel channel(TicketMappings mappings) {
    return new ServiceNowChannel(
        new ServiceNowSettings("https://example.service-now.com", "signalbox", new Secret("p"), null, null, null, null, null, null), () -> mappings);
  }

  private Conversation talk(Messages messages, Reply... replies) {
    return talk(serviceNow, messages, replies);
  }

  private static Conversation talk(Channel channel, Messages messages, Reply... replies) {
    return Conversation.of(channel, messages.to("servicenow", "").build(), replies);
  }

  private static String row(String state, String correlation, String user, String count) {
    return """
        {"sys_id":"%s","number":"INC0010042","state":"%s","correlation_id":"%s","assigned_to":"62826bf03710200044e0bfc8bcbe5df1",
         "assigned_to.user_name":"%s","u_count":"%s","sys_created_by":"signalbox","sys_updated_by":"anna"}"""
        .formatted(SYS_ID, state, correlation, user, count);
  }

  private static Reply one(String row) {
    return reply(200, "{\"result\":" + row + "}");
  }

  private static Reply found(String state, String user, String count) {
    return reply(200, "{\"result\":[" + row(state, INCIDENT.toString(), user, count) + "]}");
  }

  private static Reply created(String correlation) {
    return reply(201, "{\"result\":" + row("1", correlation, "mira.okafor", "7") + "}");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> fields(Conversation talk, int request) {
    return (Map<String, String>) talk.request(request).body();
  }

  @Test
  void a_new_record_has_the_fields_of_its_mapping_and_what_the_sink_says_comes_first() {
    Map<String, String> fields = fields(talk(a_downtime().option("assignmentGroup", "Database"), created(INCIDENT.toString())), 0);

    assertThat(fields).containsEntry("impact", "2").containsEntry("urgency", "1").containsEntry("category", "network")
        .containsEntry("assignment_group", "Database").containsEntry("caller_id", "monitoring")
        .containsEntry("correlation_display", "signalbox-prod").containsEntry("u_server", "srv-042").containsEntry("u_count", "7")
        .containsEntry("u_since", "2026-03-01 11:58:30").containsEntry("assigned_to", "mira.okafor").doesNotContainKey("priority");
  }

  @Test
  void a_sink_chooses_its_mapping_and_one_that_is_gone_is_the_default() {
    assertThat(fields(talk(a_downtime().option("mapping", "bare"), created(INCIDENT.toString())), 0))
        .containsEntry("urgency", "3").doesNotContainKeys("category", "u_server");
    assertThat(fields(talk(a_downtime().option("mapping", "gone"), created(INCIDENT.toString())), 0)).containsEntry("category", "network");
  }

  @Test
  void a_row_names_no_fields_and_its_values_are_one_line_of_text() {
    Messages hostile = a_downtime().column("server_id", "x^ORactive=true\r\nstate=7 javascript:gs.getUserName()").column("state", "7").column("assigned_to", "admin");
    Map<String, String> fields = fields(talk(hostile, created(INCIDENT.toString())), 0);

    assertThat(fields).doesNotContainKey("state").containsEntry("assigned_to", "mira.okafor");
    assertThat(fields.get("u_server")).doesNotContain("\r", "\n");
  }

  @Test
  void what_was_written_is_remembered_so_that_a_persons_change_is_seen() {
    assertThat(((Delivered) talk(a_downtime(), created(INCIDENT.toString())).outcome()).ticket().written())
        .isEqualTo("{\"u_count\":\"7\",\"assigned_to\":\"mira.okafor\"}");
  }

  private Messages worse() {
    return a_downtime().kind(ChangeKind.WORSENED).severity(Severity.CRITICAL).column("downtime_count", 9)
        .written("{\"u_count\":\"7\",\"assigned_to\":\"mira.okafor\"}");
  }

  @Test
  void what_is_to_be_kept_is_brought_up_to_date_and_the_rest_is_left_alone() {
    Conversation talk = talk(worse(), found("2", "mira.okafor", "7"), one(row("2", "", "", "9")), one(row("2", "", "", "9")));

    assertThat(talk.request(0).headers().get("CamelServiceNowFields")).contains(",u_count");
    assertThat(talk.request(1).body()).as("impact is create-only").isEqualTo(Map.of("u_count", "9"));
    assertThat(fields(talk, 2)).containsOnlyKeys("work_notes");
    assertThat(((Delivered) talk.outcome()).ticket().written()).contains("\"u_count\":\"9\"");
  }

  @Test
  void what_a_person_changed_is_not_overwritten() {
    Conversation talk = talk(worse(), found("2", "mira.okafor", "100"), one(row("2", "", "", "100")));

    assertThat(fields(talk, 1)).containsOnlyKeys("work_notes");
  }

  @ParameterizedTest
  @CsvSource({"mira.okafor, true", "anna.lindqvist, false"})
  void hand_over_reassigns_unless_a_person_did(String now, boolean reassigned) {
    Messages handedOver = a_downtime().kind(ChangeKind.HANDED_OVER).withOnCall(Messages.hugo())
        .written("{\"u_count\":\"7\",\"assigned_to\":\"mira.okafor\"}");
    Reply update = one(row("2", "", "", "7"));
    Conversation talk = reassigned
        ? talk(handedOver, found("2", now, "7"), update, update) : talk(handedOver, found("2", now, "7"), update);

    assertThat(fields(talk, 1).getOrDefault("assigned_to", "")).isEqualTo(reassigned ? "hugo.brandt" : "");
  }

  @Test
  void an_end_is_told_in_the_words_of_the_mapping() {
    Conversation talk = talk(a_downtime().kind(ChangeKind.RESOLVED), found("12", "", "7"), one(row("16", "", "", "7")));

    assertThat(fields(talk, 1)).containsEntry("state", "16").containsEntry("close_code", "Fixed").containsKey("close_notes");
    assertThat(((Delivered) talk.outcome()).ticket().category()).isEqualTo(Category.DONE);
  }

  private static Messages closedEarly(String policy) {
    return a_downtime().kind(ChangeKind.REOPENED).note("Closed by anna.").option("closedEarly", policy);
  }

  @Test
  void a_closed_record_is_left_for_a_new_one_that_names_it() {
    Conversation talk = talk(closedEarly("new"), found("6", "", "7"), created(INCIDENT + "-" + Messages.DELIVERY));

    assertThat(fields(talk, 1)).containsEntry("parent_incident", SYS_ID).containsEntry("correlation_id", INCIDENT + "-" + Messages.DELIVERY);
  }

  @Test
  void a_new_one_that_may_exist_is_looked_for_by_a_correlation_of_its_own() {
    String own = INCIDENT + "-" + Messages.DELIVERY;
    Reply made = reply(200, "{\"result\":[" + row("1", own, "", "7") + "]}");
    Conversation talk = talk(closedEarly("new").attempt(2).unsureSince(NOW), found("6", "", "7"), made);

    assertThat(talk.request(1).headers()).containsEntry("CamelServiceNowQuery", "correlation_id=" + own + "^ORDERBYsys_created_on");
    assertThat(talk.outcome().label()).isEqualTo("delivered");
  }

  @Test
  void a_closed_record_may_also_be_told_and_left_closed_or_opened_again() {
    Conversation note = talk(closedEarly("note"), found("6", "", "7"), one(row("6", "", "", "7")));
    assertThat(fields(note, 1)).containsOnlyKeys("work_notes");
    assertThat(note.body(1)).contains("Closed by anna.");

    Conversation reopen = talk(closedEarly("reopen"), found("6", "", "7"), one(row("12", "", "", "7")), one(row("12", "", "", "7")));
    assertThat(fields(reopen, 1)).isEqualTo(Map.of("state", "12"));
    assertThat(reopen.body(2)).contains("Closed by anna.");
  }

  @Test
  void later_news_go_to_the_record_that_has_the_incident_now() {
    Conversation first = talk(a_downtime().kind(ChangeKind.NOTED).note("x").openedAs("INC0010042"), found("2", "", "7"), one(row("2", "", "", "7")));

    assertThat(first.request(0).headers()).containsEntry("CamelServiceNowQuery", "correlation_id=" + INCIDENT + "^ORDERBYsys_created_on");
    assertThat(fields(first, 1)).containsOnlyKeys("work_notes");

    String second = row("2", INCIDENT + "-" + Messages.DELIVERY, "", "7").replace("INC0010042", "INC0010043");
    Conversation later = talk(a_downtime().kind(ChangeKind.NOTED).note("x").openedAs("INC0010043"), found("6", "", "7"),
        reply(200, "{\"result\":[" + second + "]}"), one(second));

    assertThat(later.request(1).headers()).containsEntry("CamelServiceNowQuery", "number=INC0010043^correlation_idSTARTSWITH" + INCIDENT);
    assertThat(fields(later, 2)).containsOnlyKeys("work_notes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INC1^ORactive=true", "INC1^NQpriority=1", "x' OR 1=1", "javascript:gs.getUserName()", "../../sys_user"})
  void a_reference_cannot_add_a_condition(String reference) {
    Conversation talk = talk(a_downtime().kind(ChangeKind.RESOLVED).openedAs(reference), NOTHING);
    assertThat(talk.request(0).headers()).containsEntry("CamelServiceNowQuery", "correlation_id=" + INCIDENT + "^ORDERBYsys_created_on");

    assertThat(look(reference, new ArrayList<>()).outcome()).isInstanceOf(Refused.class);
  }

  /** Of a question that is about no delivery: what was asked, and how it ended. */
  private record Asked(List<Request> requests, Outcome outcome) {}

  private static Asked play(Step step, Reply... replies) {
    Queue<Reply> left = new ArrayDeque<>(List.of(replies));
    List<Request> requests = new ArrayList<>();
    return new Asked(requests, played(step, left, requests));
  }

  private static Outcome played(Step step, Queue<Reply> left, List<Request> requests) {
    return step.fold(ask -> {
      requests.add(ask.request());
      return played(ask.then().apply(left.remove()), left, requests);
    }, Step.Done::outcome);
  }

  private Asked look(String reference, List<TicketSeen> into, Reply... replies) {
    return play(serviceNow.look(reference, NOW, into::add), replies);
  }

  @Test
  void after_its_hook_a_record_is_read_with_what_people_wrote_and_without_our_own_words() {
    String journal = """
        {"result":[
          {"sys_id":"3","element_id":"%1$s","element":"comments","value":"rebooted","sys_created_on":"2026-03-01 12:03:00","sys_created_by":"anna"},
          {"sys_id":"2","element_id":"%1$s","element":"work_notes","value":"Escalated\\n\\nSignalbox %2$s","sys_created_on":"2026-03-01 12:02:00","sys_created_by":"ben"},
          {"sys_id":"1","element_id":"other","element":"work_notes","value":"x","sys_created_on":"2026-03-01 12:01:00","sys_created_by":"ben"},
          {"sys_id":"0","element_id":"%1$s","element":"work_notes","value":"ours","sys_created_on":"2026-03-01 12:00:00","sys_created_by":"signalbox"}]}"""
        .formatted(SYS_ID, Messages.DELIVERY);
    List<TicketSeen> seen = new ArrayList<>();
    Asked asked = look(SYS_ID, seen, found("6", "anna.lindqvist", "7"), reply(200, journal));

    assertThat(asked.requests().get(0).headers()).containsEntry("CamelServiceNowQuery", "sys_id=" + SYS_ID);
    assertThat(seen).singleElement().satisfies(ticket -> {
      assertThat(ticket.incident()).isEqualTo(INCIDENT);
      assertThat(ticket.category()).isEqualTo(Category.DONE);
      assertThat(ticket.assignee().id()).isEqualTo("anna.lindqvist");
      assertThat(ticket.by().id()).isEqualTo("anna");
      assertThat(ticket.comments()).extracting(Said::text).containsExactly("rebooted");
    });
    assertThat(asked.outcome().label()).isEqualTo("delivered");
  }

  @ParameterizedTest(name = "read {0}: {1}")
  @CsvSource({"401, misconfigured", "403, refused", "404, refused", "429, deferred", "500, deferred", "502, deferred", "503, deferred"})
  void answers_to_a_reading(int status, String label) {
    assertThat(look(SYS_ID, new ArrayList<>(), reply(status, "{}")).outcome().label()).isEqualTo(label);
  }

  @Test
  void whoever_may_not_read_journals_still_learns_of_the_state_and_other_rows_are_not_believed() {
    List<TicketSeen> seen = new ArrayList<>();
    assertThat(look(SYS_ID, seen, found("2", "", "7"), reply(403, "{}")).outcome().label()).isEqualTo("delivered");
    assertThat(seen).singleElement().extracting(TicketSeen::category).isEqualTo(Category.IN_PROGRESS);

    assertThat(look("INC0099999", new ArrayList<>(), found("2", "", "7")).outcome()).isInstanceOf(Refused.class);
    assertThat(look(SYS_ID, new ArrayList<>(), reply(200, "<html>asleep")).outcome()).isInstanceOf(Deferred.class);
  }

  private static Reply choices(String... rows) {
    List<String> all = new ArrayList<>();
    for (String row : rows) {
      String[] it = row.split(" ", 3);
      all.add("{\"name\":\"%s\",\"element\":\"%s\",\"value\":\"%s\"}".formatted(it[0], it[1], it[2]));
    }
    return reply(200, "{\"result\":[" + String.join(",", all) + "]}");
  }

  private static Question choices(ServiceNowChannel channel, Map<String, String> options) {
    return channel.questions(options).stream().filter(question -> question.what().equals("choices")).findFirst().orElseThrow();
  }

  private static final String[] SHIPPED = {
    "incident state 1", "incident state 2", "incident state 6", "incident state 7", "incident close_code Solution provided",
    "incident close_code User error", "task impact 1", "task impact 2", "task impact 3", "task urgency 1", "task urgency 2", "task urgency 3",
    "incident category network",
  };

  @Test
  void what_the_instance_does_not_know_is_named_with_what_it_does() {
    Asked ours = play(choices(serviceNow, Map.of()).step(), choices(SHIPPED));

    assertThat(ours.requests().get(0).headers()).containsEntry("CamelServiceNowTable", "sys_choice").containsEntry(
        "CamelServiceNowQuery", "nameINincident,task^elementINstate,close_code,impact,urgency,category^inactive=false^ORDERBYelement");
    assertThat(ours.outcome()).isEqualTo(new Misconfigured(
        "state has no '12', '16'; there are '1', '2', '6', '7'. close_code has no 'Fixed'; there are 'Solution provided', 'User error'", false));
    assertThat(play(choices(channel(TicketMappings.NONE), Map.of()).step(), choices(SHIPPED)).outcome().label()).isEqualTo("delivered");
    assertThat(play(choices(serviceNow, Map.of("mapping", "bare")).step(), choices(SHIPPED)).outcome().label()).isEqualTo("delivered");
  }

  @Test
  void a_table_with_choices_of_its_own_shows_none_of_those_it_would_inherit() {
    String[] own = {"incident state 2", "incident state 6", "incident close_code Solution provided", "task impact 1", "task impact 2",
      "task impact 3", "incident impact 1", "incident impact 2"};

    assertThat(play(choices(channel(TicketMappings.NONE), Map.of()).step(), choices(own)).outcome().toString())
        .contains("impact has no '3'; there are '1', '2'");
  }

  @Test
  void whoever_may_not_read_choices_is_told_that_they_were_not_checked() {
    for (Reply hidden : List.of(reply(403, "{}"), NOTHING)) {
      assertThat(play(choices(serviceNow, Map.of()).step(), hidden).outcome())
          .isEqualTo(new Delivered(null, null, "not checked: this user may not read sys_choice"));
    }
    assertThat(play(choices(serviceNow, Map.of()).step(), reply(401, "{}")).outcome()).isInstanceOf(Misconfigured.class);
    assertThat(play(choices(serviceNow, Map.of()).step(), reply(200, "<html>")).outcome()).isInstanceOf(Deferred.class);
  }

  @Test
  @Tag("shared")
  void only_fields_are_written_that_servicenow_documents_or_the_mapping_names() {
    JsonNode documented = SharedSchemas.document("servicenow/incident-fields.json").path("write");
    Set<String> known = new TreeSet<>();
    documented.fieldNames().forEachRemaining(known::add);
    known.addAll(Set.of("category", "u_server", "u_count", "u_since", "parent_incident"));

    assertThat(known).containsAll(fields(talk(a_downtime(), created(INCIDENT.toString())), 0).keySet());
    assertThat(known).containsAll(fields(talk(closedEarly("new"), found("6", "", "7"), created(INCIDENT + "-" + Messages.DELIVERY)), 1).keySet());
    assertThat(known).containsAll(
        fields(talk(a_downtime().kind(ChangeKind.RESOLVED), found("2", "", "7"), one(row("16", "", "", "7"))), 1).keySet());
  }
}
