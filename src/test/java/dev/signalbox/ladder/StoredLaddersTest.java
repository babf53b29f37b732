package dev.signalbox.ladder;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published escalation vectors, climbed by timers in a store that is looked at whenever one is due. */
@Tag("shared")
class StoredLaddersTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("signalbox.shared", "../shared"), "on-call", "escalation-public.json");

  @TempDir Path folder;
  private final LadderFixture ladder = new LadderFixture();

  @Test
  void the_store_asks_whom_the_published_answers_name() throws IOException {
    assumeTrue(Files.exists(VECTORS), VECTORS + " is not here: the published vectors were not run");
    int asked = 0;
    for (JsonNode one : new ObjectMapper().readTree(VECTORS.toFile())) {
      ArrayNode documents = ((ArrayNode) one.get("schedules")).deepCopy();
      ObjectNode escalation = ((ObjectNode) one.get("escalation")).deepCopy();
      documents.add(escalation.put("escalation", "the-ladder"));
      ladder.plan(folder, documents.toPrettyString());
      for (JsonNode query : one.get("queries")) {
        check(query, one.get("id").asText() + "/" + asked++);
      }
    }
    assertThat(asked).isGreaterThan(20);
  }

  private void check(JsonNode query, String key) {
    Instant at = Instant.parse(query.get("at").asText());
    Instant opened = Instant.parse(query.get("opened_at").asText());
    List<String> expected = new ArrayList<>();
    query.get("expect").forEach(name -> expected.add(name.asText()));
    if (at.isBefore(opened)) {
      assertThat(expected).isEmpty();
      return;
    }
    ladder.store.clock.set(opened.toString());
    UUID incident = ladder.opens(key, "the-ladder");
    for (Optional<Instant> due = due(incident); due.isPresent() && !due.get().isAfter(at); due = due(incident)) {
      ladder.store.clock.set(due.get().toString());
      ladder.restart();
      ladder.sweep();
    }
    ladder.store.clock.set(at.toString());
    ladder.sweep();
    List<Escalation> told =
        ladder.told.stream().filter(one -> one.change().subject().id().equals(incident)).toList();
    Optional<Escalation> latest = told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
    assertThat(latest.map(LadderFixture::names).orElse(List.of())).as("%s %s", key, query).isEqualTo(expected);
    assertThat(latest.map(one -> one.onCall().level().number()).orElse(null))
        .as("%s %s", key, query).isEqualTo(query.get("expect_level").isNull() ? null : query.get("expect_level").asInt());
    ladder.store.incidents.resolve(incident, "test", null);
  }

  private Optional<Instant> due(UUID incident) {
    return Optional.ofNullable(ladder.timer(incident).dueAt());
  }
}
