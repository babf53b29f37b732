package dev.signalbox.channel.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Secret;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.HookContract;
import dev.signalbox.channel.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JiraHookTest extends HookContract {

  private static final UUID INCIDENT = UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-000000000042");
  private static final Path CONTRACTS = Path.of(System.getProperty("signalbox.shared", "../shared"), "contracts", "jira");

  @Override
  protected Hook hook(@Nullable Secret setting) {
    return new JiraHook(setting);
  }

  @Override
  protected String header() {
    return "X-Hub-Signature";
  }

  @Override
  protected String prefix() {
    return "sha256=";
  }

  @Override
  protected Map<String, String> signed(Secret secret, String body) {
    return Map.of(header(), "sha256=" + Signatures.sign(secret, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  protected String body() {
    return moved("done", "Done");
  }

  private static String moved(String category, String name) {
    return """
        {"timestamp": 1772355540000, "webhookEvent": "jira:issue_updated", "issue_event_type_name": "issue_generic",
         "user": {"accountId": "5b10", "displayName": "Anna Lindqvist"},
         "issue": {"key": "OPS-17", "fields": {"labels": ["team-a", "signalbox-%s"],
           "status": {"name": "%s", "statusCategory": {"key": "%s"}}, "assignee": null}},
         "changelog": {"items": [{"field": "status", "from": "1", "to": "2"}]}}""".formatted(INCIDENT, name, category);
  }

  @ParameterizedTest
  @CsvSource({"new, REOPENED", "indeterminate, IN_PROGRESS", "done, RESOLVED"})
  void a_move_is_read_by_the_category_of_the_state(String category, Deed deed) {
    Heard heard = hook(NEW).read(moved(category, "Waiting for <b>parts</b>")).get(0);

    assertThat(heard).extracting(Heard::incident, Heard::reference, Heard::deed, Heard::text, Heard::doer)
        .containsExactly(INCIDENT, "OPS-17", deed, "Waiting for <b>parts</b>", new Heard.Doer("5b10", "Anna Lindqvist"));
  }

  @Test
  void what_we_did_ourselves_is_no_news() {
    String creator = "\"fields\": {\"creator\": {\"accountId\": \"%s\"},";
    String comment = """
        {"webhookEvent": "comment_created", "issue": {"key": "OPS-17"}, "comment": {"author": {"accountId": "5b10"},
         "body": "%s"}}""";

    assertThat(hook(NEW).read(body().replace("\"fields\": {", creator.formatted("5b10")))).isEmpty();
    assertThat(hook(NEW).read(body().replace("\"fields\": {", creator.formatted("another")))).hasSize(1);
    assertThat(hook(NEW).read(comment.formatted("Still open.\\n\\nSignalbox " + INCIDENT))).isEmpty();
    assertThat(hook(NEW).read(comment.formatted("{noformat}Open.\\nSignalbox " + INCIDENT + "\\n{noformat}"))).isEmpty();
    assertThat(hook(NEW).read(comment.formatted("> Signalbox " + INCIDENT + "\\nWhat is that?"))).hasSize(1);
  }

  @Test
  void an_issue_that_is_not_named_properly_is_told() {
    assertThat(catchThrowable(() -> hook(NEW).read(body().replace("OPS-17", "../../x"))))
        .hasMessage("'../../x' is not the key of an issue");
  }

  @Test
  @Tag("shared")
  void the_published_vector_verifies() throws IOException {
    Path file = CONTRACTS.resolve("webhook-signature-vector.json");
    assumeTrue(Files.exists(file), file + " is not here: Jira's vector was not run");
    JsonNode vector = new ObjectMapper().readTree(file.toFile());
    Secret secret = new Secret(vector.get("secret").asText());

    assertThat(why(judge(secret, Map.of(header(), vector.get("expected").asText()), vector.get("body").asText()))).isNull();
  }

  @ParameterizedTest
  @Tag("shared")
  @CsvSource(delimiter = '|', value = {
    "webhook-issue-updated-resolved       | [RESOLVED TES-41]",
    "webhook-issue-updated-assigned       | [ASSIGNED TES-41]",
    "webhook-issue-updated-assigned-nobody | [ASSIGNED TES-41]",
    "webhook-issue-assigned-empty-changelog | [ASSIGNED TEST-123]",
    "webhook-cloud-comment-created        | [COMMENTED TES-41]",
    "webhook-cloud-comment-updated        | []",
    "webhook-issue-created                | []",
    "webhook-cloud-issue-updated-custom-field | []",
    "webhook-cloud-issue-created-many-fields | []",
  })
  void the_published_examples_are_understood(String name, String expected) throws IOException {
    Path file = CONTRACTS.resolve("webhooks").resolve(name + ".json");
    assumeTrue(Files.exists(file), file + " is not here: Jira's example was not read");

    List<String> heard = hook(NEW).read(Files.readString(file)).stream().map(one -> one.deed() + " " + one.reference()).toList();

    assertThat(heard).hasToString(expected);
  }
}
