package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.Secret;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.Incident;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the routes do with who is on call, on Sunday 2026-03-01 at 9:00 UTC. */
class OnCallRoutesTest {

  private static final String ANNAS_KEY = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String PEOPLE =
      """
      people:
        anna: {fullName: Anna Lindqvist, mail: anna@example.com, slackId: U1ANNA, jiraAccountId: acc-anna}
        hugo: {fullName: Hugo Brandt, mail: hugo@example.com, slackId: W1HUGO, jiraAccountId: acc-hugo}
        bare:
      """;
  /** The sinks for those on call come first: what they do must not keep the others from being reached. */
  private static final String EVERY_SINK =
      """
      - to: {uri: kamelet:mail-sink, parameters: {to: on-call}}
      - to: {uri: kamelet:on-call-sink}
      - to: {uri: kamelet:slack-sink, parameters: {channel: ops-alerts}}
      - to: {uri: kamelet:pagerduty-sink}
      - to: {uri: kamelet:jira-ticket-sink}
      """;

  @TempDir private Path folder;
  private final RuleHarness hub;

  OnCallRoutesTest() throws Exception {
    hub = new RuleHarness();
    hub.source.update("insert into servers (server_id) values ('db-1')");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private OnCallPlan plan(String people, String schedules, String escalations) throws IOException {
    Files.writeString(folder.resolve("people.yaml"), people);
    Files.writeString(folder.resolve("schedules.yaml"), schedules);
    Files.writeString(folder.resolve("escalations.yaml"), escalations);
    return OnCallPlan.ofFolder(folder);
  }

  private OnCallPlan plan(String people) throws IOException {
    return plan(people, "schedule: s\ntimezone: UTC\nlayers: [{participants: [anna]}]\n", "[]");
  }

  private void load(String rule, String asked, String steps) throws Exception {
    load(rule, "error", asked, steps);
  }

  private void load(String rule, String severity, String asked, String steps) throws Exception {
    hub.loadText(rule + ".camel.yaml", """
        - route:
            id: %s
            description: A rule under test
            from:
              uri: kamelet:incident-source
              parameters: {rule: %s, query: SELECT server_id FROM servers, key: server_id, every: 1s, severity: %s}
              steps:
                - to: {uri: kamelet:on-call-action, parameters: {%s}}
        """.formatted(rule, rule, severity, asked) + steps.indent(8));
  }

  private List<String> places(String rule) {
    return hub.store.deliveries.list(null, null, 1000, 0).stream()
        .filter(view -> view.rule().equals(rule))
        .map(view -> (view.channel() + " " + view.address()).strip()).sorted().toList();
  }

  private Incident incident(String rule) {
    return hub.store.incidents.list(null, rule, null, 10, 0).get(0);
  }

  @Test
  void whoever_is_missing_somebody_is_told_and_every_message_says_why() throws Exception {
    String away = "unavailable: [{participant: anna, start: 2020-01-01, end: 2100-01-01}]\n";
    String gap = "layers: [{participants: [anna]}]\n" + away;
    Map<String, String> schedules = new TreeMap<>(Map.of(
        "gap-fallback", gap + "fallback: hugo",
        "gap-next", "layers: [{rotation: {type: daily, start: 2026-03-02T08:00, participants: [anna]}}]",
        "gap-nobody", gap,
        "ghost-fallback", "ical: ghost.ics\nfallback: hugo",
        "ghost-nobody", "ical: ghost.ics",
        "bare-fallback", "layers: [{participants: [bare]}]\nfallback: hugo",
        "bare-nobody", "layers: [{participants: [bare]}]",
        "unread-fallback", "ical: unread.ics\nfallback: hugo",
        "unread-nobody", "ical: unread.ics",
        "empty-nobody", "layers: [{participants: []}]"));
    StringBuilder yaml = new StringBuilder();
    for (Map.Entry<String, String> schedule : schedules.entrySet()) {
      yaml.append("schedule: ").append(schedule.getKey()).append("\ntimezone: UTC\n")
          .append(schedule.getValue()).append("\n---\n");
      load(schedule.getKey(), "schedule: " + schedule.getKey(), EVERY_SINK);
    }
    load("gone-nobody", "schedule: gone", EVERY_SINK);
    Assignments ghost = Assignments.of(
        List.of(new Assignment(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), "ghost", 0)));
    hub.onCall(plan(PEOPLE, yaml.substring(0, yaml.length() - 4), "[]")
        .with(Map.of("ghost-fallback", ghost, "ghost-nobody", ghost), Map.of()));
    hub.camel.getRegistry().bind("onCallSettings", new OnCallSettings("duty@example.com"));
    hub.camel.start();
    await().until(() -> hub.wakes.get() > schedules.size());

    Map<String, String> said = hub.said();
    String[] hugo = {"mail hugo@example.com", "slack W1HUGO"};
    told(said, "gap-fallback", "fallback: nobody is scheduled on gap-fallback", hugo);
    told(said, "ghost-fallback", "ghost", hugo);
    told(said, "bare-fallback", "bare", hugo);
    told(said, "unread-fallback", "fallback: nobody is scheduled on unread-fallback", hugo);
    told(said, "gap-next", "nobody is on call on schedule gap-next", "mail anna@example.com", "slack U1ANNA");
    told(said, "gap-nobody", "nobody is on call on schedule gap-nobody", "mail duty@example.com");
    told(said, "ghost-nobody", "ghost", "mail duty@example.com");
    told(said, "bare-nobody", "bare", "mail duty@example.com");
    told(said, "unread-nobody", "nobody is on call on schedule unread-nobody", "mail duty@example.com");
    told(said, "empty-nobody", "nobody is on call on schedule empty-nobody", "mail duty@example.com");
    told(said, "gone-nobody", "nobody is on call on schedule gone", "mail duty@example.com");
    assertThat(hub.store.deadLetters.list(null, null, 10, 0)).isEmpty();

    assertThat(said.get("gap-next mail anna@example.com"))
        .contains("Sent to: Anna Lindqvist, on call next (nobody is on call on schedule gap-next)",
            "Next on call: Anna Lindqvist from Mon 08:00 UTC");
    assertThat(said.get("ghost-fallback mail hugo@example.com"))
        .contains("Sent to: Hugo Brandt, the fallback (no mail address in people.yaml: ghost)");
    assertThat(said.get("bare-fallback slack W1HUGO"))
        .contains("*Sent to:* Hugo Brandt, the fallback (no channel that works: bare)");
    assertThat(said.get("bare-nobody mail duty@example.com"))
        .contains("Sent to: the last resort, duty@example.com (no mail address in people.yaml: bare)");
    assertThat(said.get("bare-fallback jira"))
        .contains("Hugo Brandt, the fallback (no Jira account in people.yaml: bare)");
    assertThat(incident("gap-fallback").assignee()).isEqualTo("hugo");
    assertThat(incident("ghost-nobody").assignee()).isEqualTo("ghost");
    assertThat(incident("gap-nobody").assignee()).isNull();
  }

  /** The people in these places and everybody who is told anyway, and each of the messages says this. */
  private void told(Map<String, String> said, String rule, String why, String... places) {
    List<String> everywhere = new ArrayList<>(List.of("jira", "pagerduty", "slack ops-alerts"));
    everywhere.addAll(List.of(places));
    assertThat(places(rule)).as(rule).containsExactlyInAnyOrderElementsOf(everywhere);
    said.forEach((place, words) -> {
      if (place.startsWith(rule + " ")) {
        assertThat(words).as(place).contains(why);
      }
    });
  }

  @Test
  void with_nobody_to_tell_there_is_a_record_and_an_alarm_and_the_rest_of_the_route_goes_on() throws Exception {
    load("r", "schedule: s", EVERY_SINK);
    hub.onCall(plan(PEOPLE, "schedule: s\ntimezone: UTC\n", "[]"));
    hub.start();

    assertThat(places("r")).containsExactly("jira", "pagerduty", "slack ops-alerts");
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).hasSize(2).allSatisfy(letter -> {
      assertThat(letter.source()).isEqualTo("route");
      assertThat(letter.incidentId()).isEqualTo(incident("r").id());
      assertThat(letter.reason()).isEqualTo(
          "told nobody of those on call (nobody is on call on schedule s); set signalbox.on-call.last-resort");
    });
    String alarm = "select problem from self_check where subject = 'notices of r'";
    assertThat(hub.store.jdbc.queryForList(alarm, String.class))
        .singleElement().asString().contains("told nobody of those on call");
  }

  @Test
  void an_address_beside_on_call_is_told_who_is_missing() throws Exception {
    load("r", "schedule: s", "- to: {uri: kamelet:mail-sink, parameters: {to: 'on-call, ops@example.com'}}\n");
    hub.onCall(plan(PEOPLE, "schedule: s\ntimezone: UTC\nlayers: [{participants: [bare]}]\n", "[]"));
    hub.start();

    assertThat(hub.said().get("r mail ops@example.com"))
        .contains("Sent to: nobody of those on call (no mail address in people.yaml: bare)");
    assertThat(hub.store.deadLetters.list(null, null, 10, 0)).as("somebody was told").isEmpty();
  }

  @Test
  void of_several_on_call_only_those_with_an_address_are_told_and_the_others_are_named() throws Exception {
    load("r", "schedule: s", "- to: {uri: kamelet:mail-sink, parameters: {to: on-call}}\n");
    hub.onCall(
        plan(PEOPLE, "schedule: s\ntimezone: UTC\nlayers: [{participants: [anna, bare]}]\nfallback: hugo\n", "[]"));
    hub.start();

    Map<String, String> said = hub.said();
    assertThat(said).containsOnlyKeys("r mail anna@example.com");
    assertThat(said.get("r mail anna@example.com"))
        .contains("Sent to: Anna Lindqvist (no mail address in people.yaml: bare)");
  }

  @Test
  void a_level_that_is_asked_for_gets_it_and_the_schedule_is_its_stand_in() throws Exception {
    hub.properties.put("my.schedule", "s");
    hub.properties.put("my.escalation", "e");
    hub.properties.put("my.level", "2");
    String sinks = "- to: {uri: kamelet:mail-sink, parameters: {to: on-call}}\n";
    load("level", "schedule: s, escalation: e, level: 2", sinks);
    load("settings", "schedule: '{{my.schedule}}', escalation: '{{my.escalation}}', level: '{{my.level}}'", sinks);
    load("nobody", "schedule: s, escalation: e, level: 3", sinks);
    hub.onCall(plan(
        PEOPLE,
        "schedule: s\ntimezone: UTC\nlayers: [{participants: [anna]}]\n---\nschedule: empty\ntimezone: UTC\n",
        """
        escalation: e
        levels:
          - {delay_minutes: 5, targets: [{schedule: s}]}
          - {delay_minutes: 5, targets: [{user: hugo}]}
          - {targets: [{schedule: empty}]}
        """));
    hub.camel.start();
    await().until(() -> hub.wakes.get() >= 3);

    Map<String, String> said = hub.said();
    assertThat(said).containsOnlyKeys(
        "level mail hugo@example.com", "settings mail hugo@example.com", "nobody mail anna@example.com");
    assertThat(said.get("level mail hugo@example.com")).contains("On call: Hugo Brandt (level 2 of e)");
    assertThat(said.get("nobody mail anna@example.com"))
        .contains("On call: Anna Lindqvist (nobody is on call at level 3 of e; nobody is scheduled on empty)");
    assertThat(incident("level").assignee()).isEqualTo("hugo");
    assertThat(incident("nobody").assignee()).isEqualTo("anna");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "my.schedule   | infrastructur | there is no schedule 'infrastructur' (did you mean 'infrastructure'?)",
    "my.escalation | paiments      | there is no escalation 'paiments' (did you mean 'payments'?)",
    "my.level      | 4             | level is 4, but escalation 'payments' has 3",
    "my.level      | two           | level is 'two'; the levels of an escalation are counted from 1",
  })
  void a_setting_that_names_nobody_keeps_the_route_from_loading(
      String setting, String value, String sentence) throws Exception {
    hub.properties.putAll(Map.of("my.schedule", "infrastructure", "my.escalation", "payments", "my.level", "1"));
    hub.properties.put(setting, value);
    hub.camel.getRegistry().bind("onCallFiles", new OnCallFiles(Path.of("routes/on-call")));
    load("r", "schedule: '{{my.schedule}}', escalation: '{{my.escalation}}', level: '{{my.level}}'", EVERY_SINK);

    assertThatThrownBy(hub.camel::start).rootCause().hasMessageContaining(sentence);
  }

  @Test
  void a_route_may_ask_who_is_on_call_and_no_secret_answers() throws Exception {
    String steps = String.join("",
        told("stand-in", "${body.onCall.fallbackUsed} == true"),
        told("annas", "${body.onCall.primary[0].name} == 'anna'"),
        told("mails", "${body.onCall.primary[0].mail} == 'anna@example.com'"),
        told("no-next", "${body.onCall.next.size} == 0"),
        told("no-change", "${body.onCall.nextAt} == null"),
        told("hugos", "${body.onCall.level.people[0].name} == 'hugo'"),
        told("leak", "${body.onCall.primary[0].pagerDutyRoutingKey} contains 'aaaa'"));
    load("r", "schedule: s, escalation: e, level: 1", steps);
    hub.onCall(plan(
        PEOPLE.replace("anna: {", "anna: {pagerDutyRoutingKey: " + ANNAS_KEY + ", "),
        "schedule: s\ntimezone: UTC\nlayers: [{participants: [anna]}]\n",
        "escalation: e\nlevels: [{targets: [{user: hugo}]}]\n"));
    hub.start();

    assertThat(hub.store.deadLetters.list(null, null, 10, 0)).extracting(DeadLetter::reason).isEmpty();
    assertThat(places("r"))
        .containsExactly("slack annas", "slack hugos", "slack mails", "slack no-change", "slack no-next");
  }

  private static String told(String slackChannel, String where) {
    return """
        - filter:
            simple: "%s"
            steps: [{to: {uri: kamelet:slack-sink, parameters: {channel: %s}}}]
        """.formatted(where, slackChannel);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', value = {
    "channels: [slack, mail]                                      | error    | slack U1ANNA",
    "channels: [mail, slack]                                      | error    | mail anna@example.com",
    "channels: {critical: [pagerduty, slack], default: [mail]}    | critical | pagerduty person:anna",
    "channels: {critical: [pagerduty, slack], default: [mail]}    | warning  | mail anna@example.com",
    "channels: {critical: [pagerduty]}                            | info     | slack U1ANNA",
    "timezone: UTC                                                | error    | slack U1ANNA",
  })
  void somebody_is_told_on_the_channel_that_they_prefer_for_the_severity(
      String preference, String severity, String place) throws Exception {
    load("r", severity, "schedule: s", "- to: {uri: kamelet:on-call-sink}\n");
    hub.onCall(plan(PEOPLE.replace("anna: {", "anna: {pagerDutyRoutingKey: " + ANNAS_KEY + ", " + preference + ", ")));
    hub.start();

    assertThat(places("r")).containsExactly(place);
    assertThat(hub.said().values()).singleElement().asString().doesNotContain("Sent to");
  }

  @Test
  void a_channel_that_cannot_tell_somebody_is_passed_over_for_the_next() throws Exception {
    hub.bind(new SlackChannel(new SlackSettings(new Secret("https://hooks.slack.com/services/T/B/x"), null, null)));
    hub.bind(new PagerDutyChannel(new PagerDutySettings(null, null, null, null)));
    load("r", "schedule: s", "- to: {uri: kamelet:on-call-sink}\n");
    hub.onCall(plan(PEOPLE.replace("anna: {", "anna: {channels: [slack, pagerduty, mail], ")));
    hub.start();

    assertThat(places("r")).containsExactly("mail anna@example.com");
  }

  @Test
  void who_prefers_pagerduty_without_a_key_is_told_through_the_hubs_and_merged_with_its_own_alert() throws Exception {
    load("r", "schedule: s", "- to: {uri: kamelet:pagerduty-sink}\n- to: {uri: kamelet:on-call-sink}\n");
    hub.onCall(plan(PEOPLE.replace("anna: {", "anna: {channels: [pagerduty], ")));
    hub.start();

    assertThat(places("r")).containsExactly("pagerduty");
  }

  @Test
  void two_sinks_that_lead_to_one_mailbox_owe_one_mail() throws Exception {
    load("r", "schedule: s",
        "- to: {uri: kamelet:mail-sink, parameters: {to: on-call}}\n- to: {uri: kamelet:on-call-sink}\n");
    hub.onCall(plan(PEOPLE.replace("anna: {", "anna: {channels: [mail], ")));
    hub.start();

    assertThat(places("r")).containsExactly("mail anna@example.com");
  }

  @Test
  void a_routing_key_is_looked_up_when_it_is_sent_and_stands_in_no_row() throws Exception {
    load("r", "schedule: s", "- to: {uri: kamelet:on-call-sink}\n");
    hub.onCall(
        plan(PEOPLE.replace("anna: {", "anna: {channels: [pagerduty], pagerDutyRoutingKey: " + ANNAS_KEY + ", ")));
    hub.start();

    assertThat(hub.store.jdbc.queryForList("select d::text from delivery d", String.class))
        .singleElement().asString().contains("person:anna").doesNotContain(ANNAS_KEY);
    assertThat(hub.said().get("r pagerduty person:anna")).contains("\"routing_key\":\"" + ANNAS_KEY + "\"");
  }

  @Test
  void the_end_goes_where_the_beginning_went_whatever_is_preferred_by_then_and_whoever_is_on_call() throws Exception {
    load("r", "schedule: s", "- to: {uri: kamelet:on-call-sink}\n");
    hub.onCall(plan(PEOPLE.replace("anna: {", "anna: {channels: [mail], ")));
    hub.start();
    hub.said();

    hub.onCall(plan(PEOPLE, "schedule: s\ntimezone: UTC\nlayers: [{participants: [hugo]}]\n", "[]"));
    hub.source.update("delete from servers");
    hub.poll();

    assertThat(hub.owed()).containsExactly("mail anna@example.com opened db-1", "mail anna@example.com resolved db-1");
  }
}
