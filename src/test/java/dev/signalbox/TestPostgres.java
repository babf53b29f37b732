package dev.signalbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** One embedded PostgreSQL for all tests of the JVM, and as many databases in it as they want. */
public final class TestPostgres {

  private static final String TEMPLATE = "template_store";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  private TestPostgres() {}

  /** An empty database. */
  public static DataSource empty() {
    return server().getDatabase("postgres", create(""));
  }

  /** A database with the hub's schema. */
  public static DataSource store() {
    return server().getDatabase("postgres", create(" template " + TEMPLATE));
  }

  /** An empty database for another process; log in as {@code postgres} without a password. */
  public static String emptyUrl() {
    return server().getJdbcUrl("postgres", create(""));
  }

  private static synchronized String create(String how) {
    String name = "test_" + DATABASES.incrementAndGet();
    new JdbcTemplate(server().getPostgresDatabase()).execute("create database " + name + how);
    return name;
  }

  private static synchronized EmbeddedPostgres server() {
    if (postgres == null) {
      try {
        postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "300")
            .setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off") // nobody pulls its plug
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(TestPostgres::stop));
      new JdbcTemplate(postgres.getPostgresDatabase()).execute("create database " + TEMPLATE);
      Flyway.configure().dataSource(postgres.getDatabase("postgres", TEMPLATE)).load().migrate();
    }
    return postgres;
  }

  private static void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      System.err.println("embedded PostgreSQL did not stop: " + e.getMessage());
    }
  }
}
