package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every case of the published vectors: answers of GoAlert, Grafana OnCall and a reference implementation. */
@Tag("shared")
class SharedVectorsTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("signalbox.shared", "../shared"), "on-call", "vectors-public.json");

  @TestFactory
  Stream<DynamicTest> every_case_answers_as_published() throws IOException {
    assumeTrue(Files.exists(VECTORS), VECTORS + " is not here: the published vectors were not run");
    JsonNode cases = new ObjectMapper().readTree(VECTORS.toFile());
    assertThat(cases).isNotEmpty();
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(one.get("id").asText(), () -> check(one)));
  }

  private static void check(JsonNode one) {
    Schedule schedule = Schedules.of(one.get("schedule").toString());
    for (JsonNode query : one.path("queries")) {
      Instant at = Instant.parse(query.get("at").asText());
      assertThat(schedule.who(at)).as("at %s", at).isEqualTo(names(query.get("expect")));
    }
    for (JsonNode range : one.path("shifts")) {
      List<Shift> expected = new ArrayList<>();
      range.get("expect").forEach(it -> expected.add(
          new Shift(instant(it.get("start")), instant(it.get("end")), names(it.get("who")))));
      assertThat(schedule.shifts(instant(range.get("from")), instant(range.get("to")))).isEqualTo(expected);
    }
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  private static TreeSet<String> names(JsonNode list) {
    TreeSet<String> names = new TreeSet<>();
    list.forEach(name -> names.add(name.asText()));
    return names;
  }
}
