package dev.signalbox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks a watched database what a file under {@code routes/sql} asks, only to read and not for long. What goes wrong is said in
 * words that may be shown.
 */
public final class WatchedQuery {

  private static final int LARGEST = 256 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Path routes;
  private final Function<String, Optional<DataSource>> databases;

  /** @param databases by the names that rules use too; the store is none */
  public WatchedQuery(Path routes, Function<String, Optional<DataSource>> databases) {
    this.routes = routes;
    this.databases = databases;
  }

  /** Why there is no answer. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * @param sql {@code file:routes/sql/x.sql} is a file of the folder of routes, wherever that is
   * @param most rows that are asked for
   * @throws Unanswered and whatever the reader throws
   */
  <T> T ask(String sql, String source, int most, SqlParameterSource values, ResultSetExtractor<T> reader) {
    DataSource database = databases.apply(source).orElseThrow(() ->
        new Unanswered("there is no database '%s' among signalbox.sources".formatted(source)));
    String query = text(sql);
    try {
      TransactionTemplate reading = new TransactionTemplate(new JdbcTransactionManager(database));
      reading.setReadOnly(true);
      reading.setTimeout((int) LONGEST.toSeconds());
      JdbcTemplate jdbc = new JdbcTemplate(database);
      jdbc.setMaxRows(most);
      return reading.execute(status -> new NamedParameterJdbcTemplate(jdbc).query(query, values, reader));
    } catch (QueryTimeoutException e) {
      throw new Unanswered("the query took longer than %d s".formatted(LONGEST.toSeconds()));
    } catch (BadSqlGrammarException e) {
      throw new Unanswered("the database does not understand the query (SQL state %s)".formatted(e.getSQLException().getSQLState()));
    } catch (DataAccessException | TransactionException e) {
      throw new Unanswered("the database '%s' does not answer the query".formatted(source));
    }
  }

  private String text(String sql) {
    String written = sql.substring("file:".length());
    Path folder = routes.toAbsolutePath().normalize();
    int inFolder = written.indexOf("sql/");
    Path file = folder.resolve(inFolder < 0 ? written : written.substring(inFolder)).normalize();
    try {
      if (!file.startsWith(folder) || !Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw new Unanswered("there is no query file '%s'; queries are files under routes/sql".formatted(written));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new Unanswered("the query file '%s' cannot be read".formatted(written));
    }
  }
}
