package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.routes.FolderValidation;
import dev.signalbox.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows works as shown, and its table of settings is the code's. */
class ReadmeTest {

  private static final Pattern SETTING = Pattern.compile("(?m)^\\| `(signalbox\\.[^`]+)` \\|");
  private static final Pattern FILE = Pattern.compile("(?ms)^```(?:sql|yaml)\\n(?:#|--) (routes/[a-z./-]+)(.*?)^```$");
  private static final Pattern SCHEDULE = Pattern.compile("(?ms)^```yaml\\n(---\\nschedule: .*?)^```$");

  private final String readme = Files.readString(Path.of("README.md"));

  @TempDir private Path folder;

  ReadmeTest() throws IOException {}

  @Test
  void the_table_of_settings_holds_what_the_hub_reads_and_nothing_else() throws IOException {
    Set<String> told = new TreeSet<>();
    Matcher matcher = SETTING.matcher(readme);
    while (matcher.find()) {
      told.add(matcher.group(1));
    }
    assertThat(told).isEqualTo(KnownSettings.all());
  }

  @Test
  void the_first_rule_works_as_shown() throws IOException {
    copyRoutes();
    Matcher file = FILE.matcher(readme);
    int files = 0;
    while (file.find()) {
      String comment = file.group(1).endsWith(".sql") ? "--" : "#";
      Files.writeString(folder.resolve(file.group(1)), comment + " " + file.group(2), StandardOpenOption.CREATE_NEW);
      files++;
    }
    assertThat(files).isEqualTo(2);

    assertThat(FolderValidation.of(folder.resolve("routes")).findings()).isEmpty();
  }

  @Test
  void the_schedule_works_as_shown() throws IOException {
    copyRoutes();
    Matcher schedule = SCHEDULE.matcher(readme);
    assertThat(schedule.find()).isTrue();
    Path schedules = folder.resolve("routes/on-call/schedules.yaml");
    Files.writeString(schedules, "\n" + schedule.group(1), StandardOpenOption.APPEND);
    StringWriter out = new StringWriter();

    int code = Cli.run(
        new PrintWriter(out), new PrintWriter(out),
        "on-call", "who", "--schedules", schedules.toString(), "--schedule", "databases", "--at", "2026-12-25T12:00Z");

    assertThat(out.toString()).contains("\"ben\"");
    assertThat(code).isZero();
    assertThat(FolderValidation.of(folder.resolve("routes")).findings()).isEmpty();
  }

  @Test
  void every_file_that_it_links_to_exists() {
    Matcher link = Pattern.compile("\\]\\((?!http|#)([^)]+)\\)").matcher(readme);
    while (link.find()) {
      if (!link.group(1).endsWith(".png")) {
        assertThat(Path.of(link.group(1))).exists();
      }
    }
  }

  private void copyRoutes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.copy(file, folder.resolve(file));
      }
    }
  }
}
