package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reliability.md promises tests; each must exist. */
class ReliabilityPageTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Contract|IT))\\.(\\w+)`");

  @Test
  void every_test_that_it_names_exists() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher matcher = NAMED.matcher(Files.readString(Path.of("docs/reliability.md")));
    while (matcher.find()) {
      named++;
      if (!source(matcher.group(1)).contains("void " + matcher.group(2) + "(")) {
        missing.add(matcher.group());
      }
    }
    assertThat(named).isPositive();
    assertThat(missing).isEmpty();
  }

  private static String source(String type) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<Path> found = files.filter(file -> file.getFileName().toString().equals(type + ".java")).collect(Collectors.toList());
      return found.isEmpty() ? "" : Files.readString(found.get(0));
    }
  }
}
