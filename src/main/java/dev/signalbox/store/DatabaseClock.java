package dev.signalbox.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The store's time, so that the clocks of several hubs need not agree: read from the database now and then and carried
 * forward by the machine's monotonic timer, which no change of the wall clock moves. While the database is away it runs on.
 */
public final class DatabaseClock extends Clock {

  private static final long REFRESH_NANOS = Duration.ofSeconds(30).toNanos();

  private final JdbcTemplate jdbc;
  private volatile Reading reading;

  private record Reading(Instant instant, long nanos) {
    Instant at(long nanosNow) {
      return instant.plusNanos(nanosNow - nanos);
    }
  }

  public DatabaseClock(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.reading = read();
  }

  /** Reads the database's clock again if the last reading is older than half a minute. Called by loops, not by getters. */
  public void refresh() {
    if (System.nanoTime() - reading.nanos() > REFRESH_NANOS) {
      reading = read();
    }
  }

  private Reading read() {
    long before = System.nanoTime();
    Instant now = jdbc.queryForObject("select clock_timestamp()", java.sql.Timestamp.class).toInstant();
    return new Reading(now, before + (System.nanoTime() - before) / 2);
  }

  @Override
  public Instant instant() {
    return reading.at(System.nanoTime()).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the store's time has no other zone than UTC");
  }
}
