package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import dev.signalbox.oncall.calendar.CalendarCopies;
import dev.signalbox.oncall.calendar.CalendarCopiesContract;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JdbcCalendarCopiesTest extends CalendarCopiesContract {

  private final StoreFixture store = new StoreFixture();
  private final CalendarCopies copies = new JdbcCalendarCopies(store.jdbc, store.clock);

  @Override
  protected SettableClock clock() {
    return store.clock;
  }

  @Override
  protected CalendarCopies copies() {
    return copies;
  }

  /** The view asks the database what time it is, which no test steers: so what is in the table grows older instead. */
  private void nowIs(Duration later) {
    store.jdbc.update(
        """
        update on_call_calendar set since = now() - (?::timestamptz - since) - ? * interval '1 second',
          read_at = now() - (?::timestamptz - read_at) - ? * interval '1 second'""",
        Timestamp.from(clock().instant()), later.toSeconds(), Timestamp.from(clock().instant()), later.toSeconds());
  }

  private List<Map<String, Object>> alarms() {
    return store.jdbc.queryForList("select subject, problem, failures from self_check");
  }

  @Test
  void a_copy_older_than_three_refreshes_is_alarmed_with_the_reason() {
    copies.expect(Map.of(WEB, HOUR, OPS, HOUR));
    copies.keep(WEB, reading("anna"), window(), clock().instant());
    copies.keep(OPS, reading("anna"), window(), clock().instant());
    copies.failed(WEB, "HTTP 503", clock().instant());

    nowIs(HOUR.multipliedBy(3).minusMinutes(1));
    assertThat(alarms()).isEmpty();
    store.jdbc.update(
        """
        update on_call_calendar set read_at = read_at - interval '2 minutes', since = since - interval '2 minutes'
        where schedule = 'web'""");

    assertThat(alarms()).containsExactly(Map.of("subject", "calendar web",
        "problem", "The calendar is stale, its last copy is in use: HTTP 503", "failures", 1));
    copies.expect(Map.of(OPS, HOUR));
    assertThat(alarms()).as("no file names it any more").isEmpty();
  }

  @Test
  void one_that_nobody_reads_is_alarmed_too() {
    copies.expect(Map.of(WEB, HOUR));

    nowIs(HOUR.multipliedBy(3).plusMinutes(1));

    assertThat(alarms()).singleElement().satisfies(row -> assertThat(row.get("problem")).asString()
        .startsWith("The calendar was never read").endsWith("nobody reads it"));
  }

  @Test
  void one_without_any_copy_is_alarmed_after_three_failures() {
    copies.expect(Map.of(WEB, HOUR));
    nowIs(Duration.ZERO);
    copies.failed(WEB, "HTTP 404", clock().instant());
    copies.failed(WEB, "HTTP 404", clock().instant());
    assertThat(alarms()).isEmpty();

    copies.failed(WEB, "HTTP 404", clock().instant());

    assertThat(alarms()).containsExactly(Map.of("subject", "calendar web",
        "problem", "The calendar was never read, only overrides and fallback are on call: HTTP 404", "failures", 3));
  }

  @Test
  void a_calendar_that_comes_back_is_not_blamed_for_the_time_it_rested() {
    copies.expect(Map.of(WEB, HOUR));
    copies.keep(WEB, reading("anna"), window(), clock().instant());
    copies.expect(Map.of());
    clock().tick(Duration.ofDays(3));
    copies.expect(Map.of(WEB, HOUR));

    nowIs(Duration.ofMinutes(5));

    assertThat(alarms()).isEmpty();
  }
}
