package dev.signalbox.store;

import dev.signalbox.oncall.ical.FeedSecret;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The secret in one row, read anew each time, so that deleting it works at once and everywhere. */
public final class JdbcFeedSecret implements FeedSecret {

  private static final int BYTES = 32;

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public JdbcFeedSecret(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public byte[] value() {
    while (true) {
      List<byte[]> kept = jdbc.queryForList("select value from feed_secret", byte[].class);
      if (!kept.isEmpty()) {
        return kept.get(0);
      }
      byte[] made = new byte[BYTES];
      random.nextBytes(made);
      // another replica may have been quicker: its secret counts, and is read in the next round
      jdbc.update(
          "insert into feed_secret (value, made_at) values (?, ?) on conflict do nothing",
          made,
          Timestamp.from(clock.instant()));
    }
  }
}
