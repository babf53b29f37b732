package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

  private final StoreFixture store = new StoreFixture();
  private final AtomicLong timer = new AtomicLong(System.nanoTime());
  private final DatabaseClock clock = new DatabaseClock(store.jdbc, timer::get);

  private Instant databaseTime() {
    return store.jdbc.queryForObject("select clock_timestamp()", java.sql.Timestamp.class).toInstant();
  }

  @Test
  void between_readings_it_goes_by_the_timer_of_the_machine() {
    Instant before = clock.instant();
    timer.addAndGet(Duration.ofSeconds(7).toNanos());

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(7));
  }

  @Test
  void a_timer_that_went_wrong_is_forgotten_at_the_next_reading() {
    timer.addAndGet(Duration.ofHours(5).toNanos());
    assertThat(clock.instant()).isAfter(databaseTime().plus(Duration.ofHours(4)));

    clock.refresh();

    assertThat(clock.instant()).isCloseTo(databaseTime(), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void the_database_is_not_asked_again_within_half_a_minute() {
    timer.addAndGet(Duration.ofSeconds(29).toNanos());
    Instant before = clock.instant();

    clock.refresh();

    assertThat(clock.instant()).isEqualTo(before);
  }
}
