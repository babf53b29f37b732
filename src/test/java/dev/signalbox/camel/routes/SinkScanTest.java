package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.routes.SinkScan.Use;
import dev.signalbox.escalation.lint.Need;
import dev.signalbox.escalation.lint.PersonalId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SinkScanTest {

  private final Map<String, String> files = new TreeMap<>();

  private SinkScan scan(String steps, UnaryOperator<String> placeholders) {
    for (String kamelet : Set.of("slack", "mail", "ticket", "jira-ticket", "servicenow-ticket", "pagerduty", "on-call")) {
      String file = "kamelets/" + kamelet + "-sink.kamelet.yaml";
      try {
        files.put(file, Files.readString(Path.of("routes", file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    files.put("rules/r.camel.yaml", "- route:\n    id: r\n    from:\n      uri: kamelet:incident-source\n     "
        + " parameters: {to: x}\n      steps:\n"
        + steps.indent(8));
    return new SinkScan(files, placeholders);
  }

  private SinkScan scan(String steps) {
    return scan(steps, UnaryOperator.identity());
  }

  @Test
  void a_sink_uses_the_channel_of_its_kamelet_with_the_schedule_asked_before_it() {
    SinkScan scan = scan("""
        - to: {uri: kamelet:slack-sink, parameters: {channel: ops}}
        - to: {uri: kamelet:on-call-action, parameters: {schedule: db}}
        - to: kamelet:mail-sink?to=on-call
        - to: {uri: kamelet:on-call-action, parameters: {schedule: web}}
        - to: kamelet:pagerduty-sink
        """);

    assertThat(scan.uses()).extracting(Use::toString).containsExactly(
        "Use[kamelet=slack-sink, rule=rules/r.camel.yaml, line=7, channel=slack, schedules=[],"
            + " parameters={channel=ops}]",
        "Use[kamelet=mail-sink, rule=rules/r.camel.yaml, line=9, channel=mail, schedules=[db],"
            + " parameters={to=on-call}]",
        "Use[kamelet=pagerduty-sink, rule=rules/r.camel.yaml, line=11, channel=pagerduty, schedules=[web],"
            + " parameters={}]");
    assertThat(scan.schedules()).containsExactly("db", "web");
  }

  @Test
  void after_a_choice_any_of_its_branches_may_have_been_taken() {
    SinkScan scan = scan("""
        - to: {uri: kamelet:on-call-action, parameters: {schedule: a}}
        - choice:
            when:
              - simple: "${body.severity} == 'critical'"
                steps:
                  - to: {uri: kamelet:on-call-action, parameters: {schedule: b}}
                  - to: kamelet:pagerduty-sink
            otherwise:
              steps:
                - to: kamelet:pagerduty-sink
        - to: kamelet:pagerduty-sink
        """);

    assertThat(scan.uses()).extracting(Use::schedules).containsExactly(Set.of("b"), Set.of("a"), Set.of("a", "b"));
  }

  @Test
  void a_ticket_goes_where_the_sink_or_a_setting_says() {
    String steps = """
        - to: kamelet:ticket-sink
        - to: {uri: kamelet:ticket-sink, parameters: {system: "jira, servicenow"}}
        """;

    assertThat(scan(steps, text -> text.replace("{{signalbox.tickets}}", "servicenow")).uses()).extracting(Use::channel)
        .containsExactly("servicenow", "jira", "servicenow");
    assertThat(scan(steps).uses()).extracting(Use::channel).first().isEqualTo("{{signalbox.tickets}}");
  }

  @Test
  void a_file_that_is_no_yaml_and_a_kamelet_that_is_not_there_use_nothing() {
    files.put("rules/broken.camel.yaml", "- route: [");

    assertThat(scan("- to: kamelet:teams-sink\n").uses()).isEmpty();
  }

  @Test
  void channels_need_what_they_address_mention_or_assign_by() {
    SinkScan scan = scan("""
        - to: {uri: kamelet:on-call-action, parameters: {schedule: db}}
        - to: {uri: kamelet:slack-sink, parameters: {channel: ops}}
        - to: {uri: kamelet:mail-sink, parameters: {to: "boss@example.com, on-call"}}
        - to: {uri: kamelet:mail-sink, parameters: {to: boss@example.com}}
        - to: kamelet:jira-ticket-sink
        - to: kamelet:servicenow-ticket-sink
        - to: kamelet:pagerduty-sink
        - to: kamelet:ticket-sink
        """);

    assertThat(OnCallNeeds.of(scan, OnCallNeeds.ANY_JIRA).needs()).containsExactly(
        new Need("db", Set.of(PersonalId.SLACK), "rules/r.camel.yaml:8"),
        new Need("db", Set.of(PersonalId.MAIL), "rules/r.camel.yaml:9"),
        new Need("db", Set.of(PersonalId.JIRA_CLOUD, PersonalId.JIRA_DATA_CENTER), "rules/r.camel.yaml:11"),
        new Need("db", Set.of(PersonalId.SERVICENOW), "rules/r.camel.yaml:12"),
        new Need("db", Set.of(PersonalId.JIRA_CLOUD, PersonalId.JIRA_DATA_CENTER, PersonalId.SERVICENOW),
            "rules/r.camel.yaml:14"));
    assertThat(OnCallNeeds.of(scan, Set.of(PersonalId.JIRA_CLOUD)).needs()).element(2)
        .isEqualTo(new Need("db", Set.of(PersonalId.JIRA_CLOUD), "rules/r.camel.yaml:11"));
  }

  @Test
  void those_on_call_told_as_they_prefer_need_one_way_whichever() {
    SinkScan scan = scan("""
        - to: {uri: kamelet:on-call-action, parameters: {schedule: db}}
        - to: kamelet:on-call-sink
        """);

    assertThat(scan.uses()).singleElement().satisfies(use -> assertThat(use.asPreferred()).isTrue());
    assertThat(OnCallNeeds.of(scan, OnCallNeeds.ANY_JIRA).needs()).singleElement().satisfies(need -> {
      assertThat(need.schedule()).isEqualTo("db");
      assertThat(need.anyOf()).containsExactlyInAnyOrder(PersonalId.MAIL, PersonalId.SLACK, PersonalId.PAGERDUTY);
    });
  }
}
