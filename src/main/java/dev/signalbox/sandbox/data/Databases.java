package dev.signalbox.sandbox.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Empty databases for tests, in one PostgreSQL that all tests of the JVM share. It starts with the first and goes with the JVM;
 * nothing is kept. Works as root too.
 */
public final class Databases {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres postgres;

  private Databases() {}

  /**
   * @param url without credentials
   * @param username who may do everything; there is no password
   */
  public record Fresh(String name, String url, String username, DataSource dataSource) {}

  /** @param purpose letters and digits, for the name, which is never used twice */
  public static Fresh fresh(String purpose) {
    return fresh(purpose, "template1");
  }

  /** A copy of another database, which nobody may be connected to meanwhile. */
  public static Fresh copyOf(Fresh original) {
    return fresh(original.name(), original.name());
  }

  private static Fresh fresh(String purpose, String template) {
    EmbeddedPostgres server = server();
    String name = "%s_%d".formatted(purpose.replaceAll("[^a-z0-9]", "_"), NUMBER.incrementAndGet());
    try (Connection connection = server.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY".formatted(name, template));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + name, e);
    }
    String url = "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), name);
    return new Fresh(name, url, "postgres", server.getDatabase("postgres", name));
  }

  private static synchronized EmbeddedPostgres server() {
    if (postgres == null) {
      try {
        postgres = EmbeddedPostgres.builder().setServerConfig("full_page_writes", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return postgres;
  }
}
