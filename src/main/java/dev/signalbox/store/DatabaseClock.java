package dev.signalbox.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The store's time, so that the clocks of several hubs need not agree: read from the database now and then and carried
 * forward by the machine's monotonic timer, which no change of the wall clock moves. While the database is away it runs on.
 */
public final class DatabaseClock extends Clock {

  private static final long REFRESH_NANOS = Duration.ofSeconds(30).toNanos();

  private final JdbcTemplate jdbc;
  private final LongSupplier nanoTime;
  private volatile Reading reading;

  private record Reading(Instant instant, long nanos) {
    Instant at(long nanosNow) {
      return instant.plusNanos(nanosNow - nanos);
    }
  }

  public DatabaseClock(JdbcTemplate jdbc) {
    this(jdbc, System::nanoTime);
  }

  /** @param nanoTime the machine's monotonic timer */
  DatabaseClock(JdbcTemplate jdbc, LongSupplier nanoTime) {
    this.jdbc = jdbc;
    this.nanoTime = nanoTime;
    this.reading = read();
  }

  /** Reads the database's clock again if the last reading is older than half a minute. Called by a loop, not by getters. */
  public void refresh() {
    if (nanoTime.getAsLong() - reading.nanos() > REFRESH_NANOS) {
      reading = read();
    }
  }

  private Reading read() {
    long before = nanoTime.getAsLong();
    Instant now = jdbc.queryForObject("select clock_timestamp()", java.sql.Timestamp.class).toInstant();
    return new Reading(now, before + (nanoTime.getAsLong() - before) / 2);
  }

  @Override
  public Instant instant() {
    return reading.at(nanoTime.getAsLong()).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
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
