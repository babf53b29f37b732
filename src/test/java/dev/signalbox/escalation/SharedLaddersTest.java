package dev.signalbox.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case of the published escalation vectors. */
@Tag("shared")
class SharedLaddersTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("signalbox.shared", "../shared"), "on-call", "escalation-public.json");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> every_case_answers_as_published() throws IOException {
    assumeTrue(Files.exists(VECTORS), VECTORS + " is not here: the published vectors were not run");
    JsonNode cases = new ObjectMapper().readTree(VECTORS.toFile());
    assertThat(cases).isNotEmpty();
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(one.get("id").asText(), () -> check(one)));
  }

  private void check(JsonNode one) throws IOException {
    ArrayNode documents = ((ArrayNode) one.get("schedules")).deepCopy();
    ObjectNode escalation = ((ObjectNode) one.get("escalation")).deepCopy();
    documents.add(escalation.put("escalation", "the-ladder"));
    Path file = Files.writeString(folder.resolve(one.get("id").asText() + ".json"), documents.toPrettyString());
    Ladder ladder = OnCallPlan.ofFile(file).ladder("the-ladder");
    for (JsonNode query : one.get("queries")) {
      Optional<Step> step =
          ladder.at(Instant.parse(query.get("opened_at").asText()), Instant.parse(query.get("at").asText()));
      TreeSet<String> names = new TreeSet<>();
      query.get("expect").forEach(name -> names.add(name.asText()));
      assertThat(step.<Object>map(Step::participants).orElse(new TreeSet<>())).as("%s", query).isEqualTo(names);
      assertThat(step.map(Step::level).orElse(null))
          .as("%s", query).isEqualTo(query.get("expect_level").isNull() ? null : query.get("expect_level").asInt());
    }
  }
}
