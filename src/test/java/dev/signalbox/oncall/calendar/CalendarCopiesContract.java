package dev.signalbox.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.calendar.CalendarCopies.Copy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link CalendarCopies} keeps. */
public abstract class CalendarCopiesContract {

  protected static final CalendarKey WEB = new CalendarKey("web", "a1");
  protected static final CalendarKey MOVED = new CalendarKey("web", "b2");
  protected static final CalendarKey OPS = new CalendarKey("ops", "a1");
  protected static final Duration HOUR = Duration.ofHours(1);

  protected abstract SettableClock clock();

  protected abstract CalendarCopies copies();

  private Instant now() {
    return clock().instant();
  }

  protected Interval window() {
    return new Interval(now().minus(HOUR), now().plus(HOUR));
  }

  protected Reading reading(String... names) {
    Instant start = Instant.parse("2026-03-01T08:00:00Z");
    Instant end = Instant.parse("2026-03-08T08:00:00.5Z");
    List<Assignment> all = Arrays.stream(names).map(name -> new Assignment(start, end, name, 3)).toList();
    return new Reading(all, List.of("row 7 names nobody; left out"), "etag \"1\"");
  }

  protected Copy copy(CalendarKey key) {
    return copies().standing().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void a_calendar_that_is_expected_is_due_and_has_nothing() {
    copies().expect(Map.of(WEB, HOUR));

    assertThat(copies().standing()).containsExactly(new Copy(WEB, now(), now(), null, 0, null, "", List.of(), 0, null));
    assertThat(copies().assignments(WEB)).isEmpty();
    assertThat(copies().take(OPS, HOUR)).as("one that nobody expects").isFalse();
    assertThat(copies().assignments(OPS)).isEmpty();
  }

  @Test
  void what_is_due_is_taken_once() {
    copies().expect(Map.of(WEB, HOUR));

    assertThat(copies().take(WEB, Duration.ofMinutes(2))).isTrue();
    assertThat(copies().take(WEB, Duration.ofMinutes(2))).isFalse();
    clock().tick(Duration.ofMinutes(2));
    assertThat(copies().take(WEB, Duration.ofMinutes(2))).as("whoever took it has crashed").isTrue();
    copies().hurry(List.of(WEB, OPS));
    assertThat(copies().take(WEB, Duration.ofMinutes(2))).isTrue();
  }

  @Test
  void a_reading_is_kept_as_it_was_read() {
    copies().expect(Map.of(WEB, HOUR, OPS, HOUR));
    Instant due = now().plus(HOUR);

    assertThat(copies().keep(WEB, reading("anna", "Esra \"Yıldız\" <b>"), window(), due)).isTrue();

    assertThat(copies().assignments(WEB)).contains(reading("anna", "Esra \"Yıldız\" <b>").assignments());
    assertThat(copy(WEB)).isEqualTo(
        new Copy(WEB, now(), due, now(), 1, window(), "etag \"1\"", List.of("row 7 names nobody; left out"), 0, null));
    assertThat(copies().assignments(OPS)).isEmpty();
  }

  @Test
  void the_version_rises_only_with_what_is_said() {
    copies().expect(Map.of(WEB, HOUR));
    assertThat(copies().keep(WEB, new Reading(List.of(), List.of(), ""), window(), now())).as("nobody").isTrue();
    assertThat(copies().assignments(WEB)).contains(List.of());
    assertThat(copies().keep(WEB, reading("anna"), window(), now())).isTrue();
    clock().tick(HOUR);

    assertThat(copies().keep(WEB, reading("anna"), window(), now())).as("the same again").isFalse();
    assertThat(copy(WEB)).extracting(Copy::version, Copy::readAt, Copy::copied).containsExactly(2L, now(), window());
    assertThat(copies().keep(WEB, reading("ben"), window(), now())).isTrue();
    assertThat(copy(WEB).version()).isEqualTo(3);
  }

  @Test
  void a_failure_changes_nothing_but_its_own_record() {
    copies().expect(Map.of(WEB, HOUR));
    copies().keep(WEB, reading("anna"), window(), now().plus(HOUR));
    Copy good = copy(WEB);
    clock().tick(HOUR);

    copies().failed(WEB, "HTTP 503", now().plusSeconds(30));
    copies().failed(WEB, "HTTP 500", now().plusSeconds(60));

    assertThat(copy(WEB)).isEqualTo(new Copy(WEB, good.since(), now().plusSeconds(60), good.readAt(), good.version(),
        good.copied(), good.tag(), good.warnings(), 2, "HTTP 500"));
    assertThat(copies().assignments(WEB)).contains(reading("anna").assignments());

    copies().confirm(WEB, now().plus(HOUR));

    assertThat(copy(WEB)).isEqualTo(new Copy(WEB, good.since(), now().plus(HOUR), now(), good.version(), good.copied(),
        good.tag(), good.warnings(), 0, null));
  }

  @Test
  void a_calendar_that_no_file_names_rests_and_comes_back_with_its_copy() {
    copies().expect(Map.of(WEB, HOUR, OPS, HOUR));
    copies().keep(WEB, reading("anna"), window(), now().plus(HOUR));
    copies().expect(Map.of(MOVED, HOUR, OPS, HOUR));
    assertThat(copies().standing()).extracting(Copy::key).containsExactlyInAnyOrder(MOVED, OPS);
    clock().tick(Duration.ofDays(29));

    copies().expect(Map.of(WEB, HOUR));

    assertThat(copies().standing()).extracting(Copy::key).containsExactly(WEB);
    assertThat(copy(WEB)).as("missed from now on only, and due").extracting(Copy::since, Copy::dueAt, Copy::version)
        .containsExactly(now(), now(), 1L);
    assertThat(copies().assignments(WEB)).contains(reading("anna").assignments());
  }

  @Test
  void after_a_month_it_is_forgotten() {
    copies().expect(Map.of(WEB, HOUR));
    copies().keep(WEB, reading("anna"), window(), now().plus(HOUR));
    copies().expect(Map.of());
    clock().tick(Duration.ofDays(31));
    copies().expect(Map.of());

    assertThat(copies().assignments(WEB)).isEmpty();
    assertThat(copies().keep(WEB, reading("anna"), window(), now())).as("whoever still reads it").isFalse();
    copies().failed(WEB, "HTTP 503", now());
    assertThat(copies().standing()).isEmpty();
  }

  @Test
  void expecting_the_same_again_changes_nothing() {
    copies().expect(Map.of(WEB, HOUR));
    copies().keep(WEB, reading("anna"), window(), now().plus(HOUR));
    Copy before = copy(WEB);
    clock().tick(Duration.ofMinutes(1));

    copies().expect(Map.of(WEB, HOUR));
    copies().expect(Map.of(WEB, Duration.ofMinutes(5)));

    assertThat(copy(WEB)).isEqualTo(before);
  }
}
