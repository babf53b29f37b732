package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckTest {

  private static final Map<String, Object> GOOD =
      Map.of("signalbox.store.url", "jdbc:postgresql://db/signalbox", "signalbox.source.url", "jdbc:postgresql://db/monitoring");

  @Test
  void what_is_enough_is_accepted() {
    assertThat(problems(Map.of())).isEmpty();
  }

  @Test
  void databases_that_are_missing_are_named() {
    assertThat(SettingsCheck.problems(new StandardEnvironment()))
        .containsExactly(
            "signalbox.store.url is not set: the hub's own PostgreSQL, for example jdbc:postgresql://localhost/signalbox",
            "signalbox.source.url is not set: the watched database, for example jdbc:postgresql://localhost/monitoring");
  }

  @Test
  void one_of_several_watched_databases_is_enough() {
    StandardEnvironment settings = environment(Map.of("signalbox.store.url", "jdbc:x", "signalbox.sources.fleet.url", "jdbc:y"));
    assertThat(SettingsCheck.problems(settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          signalbox.jira.deployment  | onsite           | signalbox.jira.deployment is 'onsite': use one of cloud, data-center
          signalbox.delivery.ceiling | soon             | signalbox.delivery.ceiling is 'soon': it must be a Duration
          signalbox.routes           | no-such-folder   | signalbox.routes: there is no folder 'no-such-folder' here; start the hub where it is, or set its path
          signalbox.on-call.last-resort | a@x, b@y   | signalbox.on-call.last-resort must be one plain mail address, for example duty@example.com
          signalbox.store.url        | postgres://x     | signalbox.store.url must be a JDBC URL, beginning with jdbc: (for example jdbc:postgresql://host/database)
          """)
  void a_wrong_value_is_one_line_with_its_name_and_the_remedy(String name, String value, String expected) {
    assertThat(problems(Map.of(name, value))).containsExactly(expected);
  }

  @Test
  void two_ways_into_slack_contradict_each_other_and_neither_secret_is_said() {
    List<String> problems = problems(Map.of("signalbox.slack.token", "xoxb-canary", "signalbox.slack.webhook-url", "https://hooks.example.com/canary"));
    assertThat(problems).singleElement().asString().contains("signalbox.slack.webhook-url and signalbox.slack.token are both set").doesNotContain("canary");
  }

  @Test
  void without_users_nobody_else_may_reach_the_console() {
    assertThat(problems(Map.of("server.address", "0.0.0.0"))).singleElement().asString().startsWith("server.address is '0.0.0.0'").contains("signalbox.users");
  }

  private static List<String> problems(Map<String, Object> more) {
    StandardEnvironment settings = environment(GOOD);
    settings.getPropertySources().addFirst(new MapPropertySource("more", more));
    return SettingsCheck.problems(settings);
  }

  private static StandardEnvironment environment(Map<String, Object> values) {
    StandardEnvironment settings = new StandardEnvironment();
    settings.getPropertySources().addFirst(new MapPropertySource("test", values));
    return settings;
  }
}
