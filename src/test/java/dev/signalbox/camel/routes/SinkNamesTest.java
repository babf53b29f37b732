package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkNamesTest {

  private static List<String> check(String sink, String parameters) throws Exception {
    String rule = """
        - route:
            id: outage
            from:
              uri: kamelet:incident-source
              steps:
                - to:
                    uri: kamelet:%s
                    parameters: { %s }
        """.formatted(sink, parameters);
    Map<String, String> files = Map.of(
        "rules/outage.camel.yaml", rule,
        "kamelets/" + sink + ".kamelet.yaml", Files.readString(Path.of("routes/kamelets", sink + ".kamelet.yaml")));
    return SinkNames.check(new SinkScan(files, text -> text).uses(), Set.of("teams", "alertmanager")).stream().map(Finding::toString).toList();
  }

  @Test
  void a_fallback_that_is_no_channel_is_named_with_its_line_and_the_nearest() throws Exception {
    assertThat(check("slack-sink", "channel: ops, fallback: 'maill:ops@example.com'")).singleElement().asString()
        .startsWith("rules/outage.camel.yaml:7: fallback names the channel 'maill', which does not exist (did you mean 'mail'?); there are jira, mail, ");
  }

  @Test
  void a_webhook_that_looks_like_one_that_has_a_file_is_named() throws Exception {
    assertThat(check("webhook-sink", "name: taems")).singleElement().asString()
        .isEqualTo("rules/outage.camel.yaml:7: there is no webhooks/taems.yaml (did you mean 'teams'?)");
  }

  @ParameterizedTest
  @CsvSource({
    "slack-sink, 'channel: ops'", "slack-sink, 'channel: ops, fallback: pagerduty'", "slack-sink, 'channel: ops, fallback: webhook-teams'",
    "slack-sink, 'channel: ops, fallback: \"{{rules.outage.fallback}}\"'", "webhook-sink, 'name: teams'", "webhook-sink, 'name: ours'",
  })
  void what_exists_or_may_exist_by_its_settings_alone_is_fine(String sink, String parameters) throws Exception {
    assertThat(check(sink, parameters)).isEmpty();
  }
}
