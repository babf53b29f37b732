package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped folder with one more rule in it. */
class OnCallCheckTest {

  private static final String ASKS =
      "        - to: {uri: kamelet:on-call-action, parameters: {schedule: infrastructure}}\n";
  private static final String TELLS = "        - to: {uri: kamelet:on-call-sink}\n";

  @TempDir private Path folder;

  private List<String> findings(String steps) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(Path.of("routes").relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.writeString(folder.resolve("rules/mine.camel.yaml"), """
        - route:
            id: mine
            from:
              uri: kamelet:incident-source
              parameters: {rule: mine, query: SELECT 1 AS id, key: id}
              steps:
        """ + steps.replaceAll("(?m)^", "  "));
    return FolderValidation.of(folder).findings().stream().map(Finding::toString).toList();
  }

  @Test
  void a_level_of_an_escalation_may_be_asked_and_those_on_call_told() throws IOException {
    assertThat(findings(ASKS.replace("}}", ", escalation: payments, level: 3}}") + TELLS)).isEmpty();
  }

  @Test
  void what_settings_decide_is_taken_as_right() throws IOException {
    assertThat(findings(ASKS.replace("infrastructure}}", "'{{s}}', escalation: '{{e}}', level: '{{l}}'}}") + TELLS))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "schedule: payment                                    | no schedule 'payment' (did you mean 'payments'?)",
    "schedule: payments, escalation: pay, level: 1        | there is no escalation 'pay'",
    "schedule: payments, escalation: payments, level: 4   | level is 4, but escalation 'payments' has 3",
    "schedule: payments, escalation: payments, level: 0   | level is '0'; the levels of an escalation are counted",
    "schedule: payments, escalation: '{{e}}', level: 0    | level is '0'; the levels of an escalation are counted",
    "schedule: payments, escalation: payments, level: two | 'level' must be a whole number, but is 'two'",
    "schedule: payments, since: start_time                | since 'start_time' needs an escalation whose delays count from there",
    "schedule: payments, level: 2                         | level 2 needs an escalation that it is a level of",
    "escalation: payments, level: 2                       | kamelet:on-call-action needs the parameter 'schedule'",
  })
  void a_name_that_is_nobodys_is_a_finding_with_file_and_line(String parameters, String sentence) throws IOException {
    assertThat(findings(ASKS.replace("schedule: infrastructure", parameters) + TELLS)).first().asString()
        .startsWith("rules/mine.camel.yaml:7: ").contains(sentence);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "{uri: kamelet:on-call-sink}                                  | kamelet:on-call-sink",
    "kamelet:on-call-sink                                         | kamelet:on-call-sink",
    "{uri: kamelet:mail-sink, parameters: {to: 'a@b.c, on-call'}} | kamelet:mail-sink",
    "kamelet:mail-sink?to=on-call                                 | kamelet:mail-sink",
  })
  void those_on_call_cannot_be_told_before_it_is_asked_who_that_is(String sink, String kamelet) throws IOException {
    assertThat(findings("        - to: " + sink + "\n" + ASKS)).containsExactly(
        "rules/mine.camel.yaml:7: " + kamelet
            + " tells those on call, but no step before it asks who that is; put kamelet:on-call-action there");
  }

  @Test
  void somebody_who_prefers_a_channel_that_does_not_exist_is_a_finding_of_people_yaml() throws IOException {
    assertThat(findings(ASKS + TELLS)).isEmpty();
    Path people = folder.resolve("on-call/people.yaml");
    Files.writeString(people, Files.readString(people).replace("critical: [pagerduty", "critical: [pagerdooty"));

    assertThat(FolderValidation.of(folder).findings()).singleElement().asString()
        .containsPattern("people.yaml:\\d+: 'ben' prefers 'pagerdooty', but there is no such channel");
  }

  @Test
  void a_route_on_the_way_may_have_asked() throws IOException {
    assertThat(findings("        - to: direct:ask\n" + TELLS)).isEmpty();
  }

  @Test
  void an_address_needs_nobody_on_call() throws IOException {
    assertThat(findings("        - to: {uri: kamelet:mail-sink, parameters: {to: on-call@example.com}}\n")).isEmpty();
  }
}
