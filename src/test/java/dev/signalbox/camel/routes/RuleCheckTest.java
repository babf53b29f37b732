package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a rule file before it runs, on the route of the handoff notices. */
class RuleCheckTest {

  private static final String PATH = "rules/handoff.camel.yaml";

  private final Map<String, String> files = new HashMap<>();

  RuleCheckTest() throws IOException {
    try (Stream<Path> kamelets = Files.list(Path.of("routes/kamelets"))) {
      for (Path file : kamelets.toList()) {
        files.put("kamelets/" + file.getFileName(), Files.readString(file));
      }
    }
    files.put(PATH, Files.readString(Path.of("routes/" + PATH)));
  }

  private List<String> findings() {
    return new FolderCheck(Optional::empty).check(files, PATH).stream().map(Finding::toString).toList();
  }

  @Test
  void the_shipped_route_and_its_source_are_fine() {
    assertThat(findings()).isEmpty();
    assertThat(new FolderCheck(Optional::empty).check(files, "kamelets/handoff-source.kamelet.yaml")).isEmpty();
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @CsvSource(delimiter = '|', value = {
    "rule: handoff | rule: handover | 9: the parameter rule is 'handover', but the route's id is 'handoff'; they must be the same",
    "rule: handoff | severity: info | 7: kamelet:handoff-source needs the parameter 'rule'",
    "30s           | soon           | 10: every is 'soon'; write a duration such as 30s, 5m or 1h",
    "mail-sink     | pagerduty-sink | 13: kamelet:pagerduty-sink takes incidents only: a notice never ends; use mail-sink or slack-sink",
    "mail-sink     | ticket-sink    | 13: kamelet:ticket-sink takes incidents only: a notice never ends; use mail-sink or slack-sink",
    "mail-sink     | on-call-action | 11: the rule tells nobody; add a sink such as kamelet:slack-sink",
  })
  void what_is_wrong_is_said_with_its_line(String right, String wrong, String finding) {
    files.computeIfPresent(PATH, (path, text) -> text.replace(right, wrong));

    assertThat(findings()).contains(PATH + ":" + finding);
  }
}
