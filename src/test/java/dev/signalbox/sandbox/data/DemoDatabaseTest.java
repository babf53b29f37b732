package dev.signalbox.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class DemoDatabaseTest {

  /** A demo of its own in another JVM, to be killed. */
  public static final class Victim {
    public static void main(String[] args) throws Exception {
      DemoDatabase database = DemoDatabase.start(Path.of(args[0]), "source");
      new JdbcTemplate(database.dataSource("source")).execute("CREATE TABLE kept (x int); INSERT INTO kept VALUES (42)");
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @TempDir Path folder;

  @Test
  void its_data_survive_a_restart_and_a_stale_pid_file() throws Exception {
    try (DemoDatabase database = DemoDatabase.start(folder, "signalbox", "source")) {
      new JdbcTemplate(database.dataSource("source")).execute("CREATE TABLE kept (x int); INSERT INTO kept VALUES (42)");
    }
    // somebody else has that process id now: this very JVM
    Files.writeString(folder.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n/elsewhere\n");

    long started = System.nanoTime();
    try (DemoDatabase database = DemoDatabase.start(folder, "signalbox", "source")) {
      System.out.printf("second start of the demo's database: %.2f s%n", (System.nanoTime() - started) / 1e9);
      JdbcTemplate source = new JdbcTemplate(database.dataSource("source"));
      assertThat(source.queryForObject("SELECT x FROM kept", Integer.class)).isEqualTo(42);
      assertThat(source.queryForObject("SHOW fsync", String.class)).isEqualTo("on");
      assertThat(source.queryForObject("SHOW listen_addresses", String.class)).isEqualTo("localhost");
    }
  }

  @Test
  void a_killed_demo_leaves_nothing_in_the_way_of_the_next() throws Exception {
    Process victim = new ProcessBuilder(List.of(
        ProcessHandle.current().info().command().orElse("java"), "-cp", System.getProperty("java.class.path"),
        Victim.class.getName(), folder.toString())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = victim.inputReader()) {
      assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
    }
    long server = Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0).strip());
    assertThatThrownBy(() -> DemoDatabase.start(folder, "source")).hasMessageContaining("another demo is running");

    victim.destroyForcibly();
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessHandle.of(server)).as("PostgreSQL outlives the kill").isPresent();

    try (DemoDatabase database = DemoDatabase.start(folder, "source")) {
      assertThat(new JdbcTemplate(database.dataSource("source")).queryForObject("SELECT x FROM kept", Integer.class)).isEqualTo(42);
    }
    assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_folder_that_a_crash_left_half_made_is_made_again() throws Exception {
    Files.createDirectories(folder.resolve("postgres/base"));
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "17");
    Files.writeString(folder.resolve("postgres/postgresql.conf"), "");
    try (DemoDatabase database = DemoDatabase.start(folder, "source")) {
      assertThat(new JdbcTemplate(database.dataSource("source")).queryForObject("SELECT 1", Integer.class)).isEqualTo(1);
    }
  }
}
