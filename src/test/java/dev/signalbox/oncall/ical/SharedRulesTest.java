package dev.signalbox.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The rules that libical and dateutil test themselves with, and their answers. */
@Tag("shared")
class SharedRulesTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("signalbox.shared", "../shared"), "contracts", "ical");

  /** Where RFC 5545 lets DTSTART supply what is missing, dateutil takes all instead; libical and this DTSTART's. */
  private static final Predicate<String> DATEUTIL_ALONE =
      Pattern.compile("BYWEEKNO=\\d+$|FREQ=YEARLY;COUNT=\\d;(BYSETPOS=3,-3;)?BYMONTHDAY")
          .asPredicate();

  /** Weeks that belong to two years: the two differ, and dateutil is followed. */
  private static final Predicate<String> LIBICAL_ALONE =
      Pattern.compile(
              "BYWEEKNO=(53;BYDAY=TU,SA;INTERVAL=[56]|1;BYDAY=MO,TU;INTERVAL=3|-1,-2;COUNT=5)|BYMONTHDAY=30;BYWEEKNO=1")
          .asPredicate();

  private static JsonNode read(String file) throws IOException {
    Path path = FOLDER.resolve(file);
    assumeTrue(Files.exists(path), path + " is not here: the published rules were not run");
    return new ObjectMapper().readTree(path.toFile());
  }

  @TestFactory
  Stream<DynamicTest> every_rule_comes_out_as_libical_says() throws IOException {
    return stream(read("rrule-expansions.libical.json").get("cases"))
        .filter(
            one ->
                one.path("agrees_with_dateutil").asBoolean()
                    || !LIBICAL_ALONE.test(one.get("rrule").asText()))
        .map(
            one ->
                check(
                    one.get("dtstart").asText(),
                    one.get("rrule").asText(),
                    times(one.get("instances"))));
  }

  @TestFactory
  Stream<DynamicTest> every_rule_comes_out_as_dateutil_says() throws IOException {
    return stream(read("rrule-expansions.dateutil.json"))
        .filter(one -> one.get("kind").asText().equals("rrule"))
        .filter(one -> !DATEUTIL_ALONE.test(one.get("rule").asText()))
        .map(
            one -> {
              String[] lines = one.get("rule").asText().split("\n");
              return check(
                  lines[0].substring("DTSTART:".length()),
                  lines[1].substring("RRULE:".length()),
                  times(one.get("expected")));
            });
  }

  private static DynamicTest check(String start, String rrule, List<LocalDateTime> expected) {
    return DynamicTest.dynamicTest(
        start + " " + rrule,
        () -> {
          Stamp stamp = Stamp.parse(start.replace("Z", ""), Zone.UTC, Zone.UTC).orElseThrow();
          Repeats repeats =
              new Repeats(RuleReader.read(rrule, Zone.UTC), stamp, new Budget(Long.MAX_VALUE));
          LocalDateTime last =
              expected.isEmpty() ? stamp.wall() : expected.get(expected.size() - 1);
          boolean finite = rrule.contains("COUNT") || rrule.contains("UNTIL");
          List<LocalDateTime> found =
              repeats.between(stamp.wall(), finite ? last.plusYears(30) : last.plusSeconds(1));

          assertThat(found).isEqualTo(expected);
          for (LocalDateTime time : expected.subList(0, Math.min(20, expected.size()))) {
            assertThat(repeats.between(time, time.plusSeconds(1)))
                .as("asked for %s alone", time)
                .containsExactly(time);
          }
        });
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    assertThat(list).isNotEmpty();
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static List<LocalDateTime> times(JsonNode list) {
    List<LocalDateTime> times = new ArrayList<>();
    list.forEach(
        it ->
            times.add(
                Stamp.parse(it.asText().replaceAll("[-:Z]", ""), Zone.UTC, Zone.UTC)
                    .orElseThrow()
                    .wall()));
    return times;
  }
}
