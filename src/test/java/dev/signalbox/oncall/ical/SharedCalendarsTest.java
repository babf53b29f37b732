package dev.signalbox.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every calendar of the published vectors, and those that other libraries test themselves with. */
@Tag("shared")
class SharedCalendarsTest {

  private static final Path SHARED = Path.of(System.getProperty("signalbox.shared", "../shared"));

  private static Path there(String path) {
    Path there = SHARED.resolve(path);
    assumeTrue(Files.exists(there), there + " is not here: the published calendars were not read");
    return there;
  }

  @TestFactory
  Stream<DynamicTest> every_case_answers_as_published() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(there("on-call/ics-public.json").toFile());
    assertThat(cases).isNotEmpty();
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(one.get("id").asText(), () -> check(one)));
  }

  private static void check(JsonNode one) {
    ZoneId zone = ZoneId.of(one.get("timezone").asText());
    IcalReading reading = IcalReader.read(one.get("ics").asText(), zone);
    Schedule schedule = Schedule.of("s", zone, reading.assignments());
    assertThat(reading.warnings()).isEmpty();
    for (JsonNode query : one.path("queries")) {
      Instant at = instant(query.get("at"));
      assertThat(schedule.who(at)).as("at %s", at).isEqualTo(names(query.get("expect")));
    }
    for (JsonNode range : one.path("shifts")) {
      List<Shift> expected = new ArrayList<>();
      range.get("expect").forEach(it -> expected.add(new Shift(instant(it.get("start")), instant(it.get("end")), names(it.get("who")))));
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

  @TestFactory
  Stream<DynamicTest> every_calendar_of_other_libraries_is_read_or_refused_in_a_sentence() throws IOException {
    Path folder = there("contracts/ical");
    List<Path> files = new ArrayList<>();
    for (String of : List.of("collective", "icaljs")) {
      try (Stream<Path> found = Files.list(folder.resolve(of))) {
        found.filter(it -> it.toString().endsWith(".ics")).sorted().forEach(files::add);
      }
    }
    assertThat(files).hasSize(34);
    return files.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
      IcalReading reading = read(file);
      Instant begin = Instant.parse("1990-01-01T00:00:00Z");
      System.out.println(file.getFileName() + " " + reading.assignments().between(begin, begin.plusSeconds(40L * 366 * 86400)).stream().limit(12).toList() + "\n   " + reading.warnings());
    }));
  }

  private static IcalReading read(Path file) {
    try {
      return IcalReader.read(Files.readString(file), ZoneOffset.UTC);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
