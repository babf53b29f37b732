package dev.signalbox.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The packaged hub, as its container image starts it: unpacked. With an archive of the classes that it loads, since it is
 * started often, and so starts in a third of the time. And a quick end for it.
 */
final class HubProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);

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
    Process unpacking = new ProcessBuilder(
            "java", "-Djarmode=tools", "-jar", Path.of("target", "signalbox.jar").toAbsolutePath().toString(), "extract",
            "--destination", hub.toString())
        .inheritIO().start();
    if (!unpacking.waitFor(1, TimeUnit.MINUTES) || unpacking.exitValue() != 0) {
      throw new IllegalStateException("the jar cannot be unpacked");
    }
  }

  /** A start and an orderly end somewhere else, to learn which classes are loaded. */
  void rehearse(List<String> elsewhere) throws Exception {
    process = run("-XX:ArchiveClassesAtExit=" + classes, elsewhere);
    Awaitility.await().atMost(START).until(() -> log().contains("Started Signalbox"));
    process.destroy();
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) { // it writes the archive
      throw new IllegalStateException("the hub does not end");
    }
  }

  void start() throws IOException {
    process = run("-XX:SharedArchiveFile=" + classes, settings);
  }

  private Process run(String archive, List<String> with) throws IOException {
    List<String> command = new ArrayList<>(List.of("java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", archive, "-jar", hub.resolve("signalbox.jar").toString(), "--server.port=0"));
    command.addAll(with);
    return new ProcessBuilder(command)
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
