package dev.signalbox.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged hub, as its users start it, and a quick end for it. */
final class HubProcess implements AutoCloseable {

  private final List<String> arguments;
  private final Path folder;
  private volatile Process process;
  private int starts;

  /**
   * @param folder where it runs; it holds {@code routes}
   */
  HubProcess(Path folder, List<String> settings) {
    this.folder = folder;
    this.arguments = new ArrayList<>(List.of("java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar().toString(), "--server.port=0"));
    arguments.addAll(settings);
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

  static Path jar() {
    return Path.of("target", "signalbox.jar").toAbsolutePath();
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(arguments)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("hub-" + ++starts + ".log").toFile())
            .start();
  }

  /** As {@code kill -9}: nothing in the process gets to know. Harmless if it is dead already. */
  void kill() {
    process.destroyForcibly();
  }

  boolean alive() {
    return process.isAlive();
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
