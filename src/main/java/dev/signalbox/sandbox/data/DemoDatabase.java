package dev.signalbox.sandbox.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL that keeps its data in a folder from one start to the next, on a free port of the loopback interface. fsync is on, as
 * in production. After a kill, the server that stayed behind is stopped and its leftovers are cleared away; a folder that a crash
 * left half made is made again.
 */
public final class DemoDatabase implements AutoCloseable {

  public static final String USER = "postgres";

  private static final String READY = "signalbox-demo";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EmbeddedPostgres postgres;
  private final FileLock lock;

  private DemoDatabase(EmbeddedPostgres postgres, FileLock lock) {
    this.postgres = postgres;
    this.lock = lock;
  }

  /**
   * @param folder created if it is missing; the database is in {@code postgres} below it
   * @throws IllegalStateException if another process uses this folder now
   */
  public static DemoDatabase start(Path folder, String... databases) {
    Path home = folder.toAbsolutePath().normalize();
    Path data = home.resolve("postgres");
    FileLock lock = null;
    try {
      Files.createDirectories(home);
      lock = lock(home);
      boolean fresh = clear(data);
      EmbeddedPostgres postgres = postgres(data, home.resolve("postgres.log"));
      DemoDatabase database = new DemoDatabase(postgres, lock);
      for (String name : databases) {
        database.create(name);
      }
      if (fresh) {
        Files.createFile(data.resolve(READY));
      }
      return database;
    } catch (IOException e) {
      release(lock);
      throw new UncheckedIOException(
          "PostgreSQL does not start in %s (see postgres.log beside it); delete the folder to begin anew".formatted(data), e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static EmbeddedPostgres postgres(Path data, Path log) throws IOException {
    ProcessBuilder.Redirect toLog = ProcessBuilder.Redirect.to(log.toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false) // the hub must have gone first
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("wal_level", "minimal")
        .setServerConfig("max_wal_senders", "0")
        .setServerConfig("listen_addresses", "localhost")
        .setServerConfig("max_connections", "100")
        .setPGStartupWait(Duration.ofSeconds(60))
        .setOutputRedirector(toLog)
        .setErrorRedirector(toLog)
        .start();
  }

  @SuppressWarnings("resource") // the channel stays open as long as the lock
  private static FileLock lock(Path home) throws IOException {
    FileChannel file = FileChannel.open(home.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      // said below
    }
    if (lock == null) {
      file.close();
      throw new IllegalStateException(
          "another demo is running on the data in %s: stop it first, or start in another folder".formatted(home));
    }
    return lock;
  }

  private static void release(@Nullable FileLock lock) {
    if (lock != null) {
      try {
        lock.acquiredBy().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Clears what a killed process left. Returns whether there are no data yet. */
  private static boolean clear(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (Files.exists(pidFile)) {
      List<String> lines = Files.readAllLines(pidFile);
      String pid = lines.isEmpty() ? "" : lines.get(0).strip();
      Optional<ProcessHandle> left = pid.matches("\\d{1,9}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
      left.filter(process -> isServerOf(process, data)).ifPresent(DemoDatabase::stop);
      // the number may belong to somebody else by now, and then PostgreSQL would refuse to start
      Files.deleteIfExists(pidFile);
    }
    if (Files.exists(data.resolve(READY))) {
      return false;
    }
    FileSystemUtils.deleteRecursively(data);
    return true;
  }

  private static boolean isServerOf(ProcessHandle process, Path data) {
    return process.info().commandLine().filter(line -> line.contains("postgres") && line.contains(data.toString())).isPresent();
  }

  private static void stop(ProcessHandle server) {
    server.destroy();
    try {
      server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException stillThere) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
      server.onExit().join();
    }
  }

  private void create(String name) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
      if (!statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name)).next()) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + name, e);
    }
  }

  /** Without credentials; the user is {@link #USER}, without a password. */
  public String url(String name) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), name);
  }

  public DataSource dataSource(String name) {
    return postgres.getDatabase(USER, name);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      release(lock);
    }
  }
}
