package dev.signalbox.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged hub, unpacked as in its container image, which starts faster; and a quick end for it. */
final class HubProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> settings;
  private final Path folder;
  private final Path hub;
  private final Path classes;
  private volatile Process process;
  private int starts;

  /**
   * @param folder where it runs; it holds {@code routes}
   */
  HubProcess(Path folder, List<String> settings) throws Exception {
    this.folder = folder;
    this.settings = settings;
    this.hub = folder.resolve("hub");
    this.classes = folder.resolve("hub.jsa");
    String jar = Path.of("target", "signalbox.jar").toAbsolutePath().toString();
    Process unpacking =
        new ProcessBuilder("java", "-Djarmode=tools", "-jar", jar, "extract", "--destination", hub.toString()).inheritIO().start();
    if (!unpacking.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || unpacking.exitValue() != 0) {
      throw new IllegalStateException("the jar cannot be unpacked");
    }
  }

  /** A copy of the shipped routes. */
  static void routes(Path folder) throws IOException {
    Path from = Path.of("routes");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, folder.resolve("routes").resolve(from.relativize(path).toString()));
      }
    }
  }

  /** Deletes all of its rules but those. */
  static void keepRules(Path folder, String... files) throws IOException {
    try (Stream<Path> rules = Files.list(folder.resolve("routes/rules"))) {
      for (Path rule : rules.filter(rule -> !List.of(files).contains(rule.getFileName().toString())).toList()) {
        Files.delete(rule);
      }
    }
  }

  /**
   * A start and an orderly end somewhere else, from which an archive of the classes is kept: worth it for a hub that is started
   * often.
   */
  void rehearse(List<String> elsewhere) throws Exception {
    run("-XX:ArchiveClassesAtExit=" + classes, elsewhere);
    Awaitility.await().atMost(PATIENCE).until(() -> log().contains("Started Signalbox"));
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) { // it writes the archive
      throw new IllegalStateException("the hub does not end");
    }
  }

  void start() throws IOException {
    run(Files.exists(classes) ? "-XX:SharedArchiveFile=" + classes : "-Xshare:auto", settings);
  }

  private void run(String archive, List<String> with) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        "java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", archive, "-jar", hub.resolve("signalbox.jar").toString(),
        "--server.port=0"));
    command.addAll(with);
    process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("hub-" + ++starts + ".log").toFile())
        .start();
  }

  /** As {@code kill -9}: nothing in the process gets to know. Harmless if it is dead already. */
  void kill() {
    process.destroyForcibly();
  }

  void awaitDeath() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the hub survived kill -9");
    }
  }

  /** What the latest process wrote, for the message of a failed test. */
  String log() throws IOException {
    return Files.readString(folder.resolve("hub-" + starts + ".log"));
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
