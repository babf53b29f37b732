package dev.signalbox.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link OnCallSource} keeps, whatever the other side says. */
public abstract class OnCallSourceContract {

  protected static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  protected static final Interval WINDOW =
      new Interval(Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z"));

  /** One entry as people write it there. */
  protected record Entry(Instant start, Instant end, String who, int level) {}

  protected abstract OnCallSource source();

  /** {@code ical: …}, {@code sql: …} or {@code pagerduty: …}, as a schedule says it. */
  protected abstract String kept();

  /** Makes the calendar hold exactly these. */
  protected abstract void hold(List<Entry> entries);

  /** Puts something there that is no calendar of this kind. */
  protected abstract void holdRubbish();

  /** Takes the other side away. */
  protected abstract void goAway();

  /** What must be in no message: addresses, tokens, values. */
  protected abstract List<String> secrets();

  protected abstract boolean knowsLevels();

  protected static Entry entry(String start, String end, String who) {
    return entry(start, end, who, 0);
  }

  protected static Entry entry(String start, String end, String who, int level) {
    return new Entry(Instant.parse(start + ":00:00Z"), Instant.parse(end + ":00:00Z"), who, level);
  }

  protected Schedule schedule() {
    return Schedules.of("{schedule: web, timezone: Europe/Berlin, %s}".formatted(kept()));
  }

  protected OnCallSource.Question question(String tag) {
    Schedule schedule = schedule();
    Location location = Location.of(schedule.calendar().orElseThrow(), name -> Optional.ofNullable(setting(name)));
    return new OnCallSource.Question(schedule, location, NOW, WINDOW, tag);
  }

  /** The value of a setting that {@link #kept} names. */
  protected String setting(String name) {
    return null;
  }

  protected Reading read() {
    return source().read(question("")).orElseThrow();
  }

  protected Reading read(Entry... entries) {
    hold(Arrays.asList(entries));
    return read();
  }

  protected SourceFailure failure() {
    SourceFailure failure = catchThrowableOfType(SourceFailure.class, this::read);
    assertThat(failure).as("a reading that fails says so").isNotNull();
    assertThat(failure.reason()).isNotBlank().hasSizeLessThan(500)
        .doesNotContain(secrets()).doesNotContain("://").doesNotContain("\n");
    assertThat(failure.toString()).doesNotContain(secrets());
    return failure;
  }

  private static List<String> names(Reading reading) {
    return reading.assignments().stream().map(Assignment::participant).toList();
  }

  @Test
  void what_is_written_there_is_read() {
    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", "anna"), entry("2026-03-09T08", "2026-03-16T08", "ben"));

    assertThat(reading.assignments()).containsExactly(
        new Assignment(Instant.parse("2026-03-02T08:00:00Z"), Instant.parse("2026-03-09T08:00:00Z"), "anna", 0),
        new Assignment(Instant.parse("2026-03-09T08:00:00Z"), Instant.parse("2026-03-16T08:00:00Z"), "ben", 0));
    assertThat(reading.warnings()).isEmpty();
    assertThat(read()).as("again").isEqualTo(reading);
  }

  @Test
  void an_entry_has_its_start_and_not_its_end() {
    Reading reading = read(
        entry("2026-01-31T00", "2026-02-01T00", "before"),
        entry("2026-01-31T00", "2026-02-01T01", "into it"),
        entry("2026-04-30T23", "2026-05-02T00", "out of it"),
        entry("2026-05-01T00", "2026-05-02T00", "after"));

    assertThat(names(reading)).containsExactly("into it", "out of it");
    assertThat(reading.assignments().get(0).start()).as("not clipped").isEqualTo("2026-01-31T00:00:00Z");
  }

  @Test
  void entries_that_overlap_stand_together_in_order_of_time() {
    Reading reading = read(
        entry("2026-03-03T08", "2026-03-04T08", "ben"),
        entry("2026-03-02T08", "2026-03-09T08", "cleo"),
        entry("2026-03-02T08", "2026-03-09T08", "anna"));

    assertThat(names(reading)).containsExactly("anna", "cleo", "ben");
    assertThat(Schedule.of("web", ZoneOffset.UTC, Assignments.of(reading.assignments()))
        .who(Instant.parse("2026-03-03T12:00:00Z"))).containsExactly("anna", "ben", "cleo");
  }

  @Test
  void levels_come_through_where_there_are_any() {
    Assumptions.assumeTrue(knowsLevels(), "a calendar of this kind has no levels");
    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", "anna", 0), entry("2026-03-03T08", "2026-03-04T08", "ben", 7));

    assertThat(reading.assignments()).extracting(Assignment::level).containsExactly(0, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void an_entry_of_nobody_is_a_warning_and_the_others_count(String nobody) {
    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", nobody), entry("2026-03-09T08", "2026-03-16T08", "ben"));

    assertThat(names(reading)).containsExactly("ben");
    assertThat(reading.warnings()).hasSize(1);
  }

  @Test
  void blanks_around_a_name_do_not_count_and_an_entry_told_twice_is_one() {
    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", " anna "),
        entry("2026-03-02T08", "2026-03-09T08", "anna"));

    assertThat(names(reading)).containsExactly("anna");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<script>alert(1)</script>", "${sysenv.PATH} {{env:PATH}} #{7*7}", "'; drop table on_call_calendar; --",
    "Ann\\a \"O'Hara\"",
    "=HYPERLINK(\"x\")", "עברית", "🧯 fire", "none", "null"
  })
  void a_name_is_text_whatever_it_says(String name) {
    Reading reading = read(entry("2026-03-02T08", "2026-03-09T08", name));

    assertThat(names(reading)).containsExactly(name);
  }

  @Test
  void what_is_too_long_for_a_name_is_a_warning_on_one_line() {
    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", "n".repeat(10_000)), entry("2026-03-09T08", "2026-03-16T08", "ben"));

    assertThat(names(reading)).containsExactly("ben");
    assertThat(reading.warnings()).singleElement().asString().hasSizeLessThan(400).matches("[^\\p{Cntrl}]*");
  }

  @Test
  void no_control_character_gets_through() {
    Reading reading = read(
        entry("2026-03-02T08", "2026-03-09T08", "anna\u001b[2J"), entry("2026-03-09T08", "2026-03-16T08", "ben"));

    assertThat(names(reading)).contains("ben").allSatisfy(name -> assertThat(name).matches("[^\\p{Cntrl}]+"));
    assertThat(reading.warnings()).allSatisfy(warning -> assertThat(warning).matches("[^\\p{Cntrl}]*"));
  }

  @Test
  void a_calendar_with_nothing_in_it_is_a_good_reading_that_warns() {
    Reading reading = read(new Entry[0]);

    assertThat(reading.assignments()).isEmpty();
    assertThat(reading.warnings()).singleElement().asString().contains("nobody is on call");
  }

  @Test
  void a_calendar_beyond_all_measure_is_refused_whole() {
    Instant first = WINDOW.start();
    List<Entry> entries = new ArrayList<>();
    IntStream.rangeClosed(0, Entries.MOST).forEach(i ->
        entries.add(new Entry(first.plusSeconds(60L * i), first.plusSeconds(60L * i + 60), "anna", 0)));
    hold(entries);

    assertThat(failure().reason()).containsAnyOf("more than", "larger than");
  }

  @Test
  void what_is_no_calendar_is_a_failure_and_not_an_empty_one() {
    holdRubbish();

    failure();
  }

  @Test
  void a_source_that_is_away_fails_and_says_why_without_saying_where() {
    hold(List.of(entry("2026-03-02T08", "2026-03-09T08", "anna")));
    read();

    goAway();

    failure();
    assertThatExceptionOfType(SourceFailure.class).as("and again").isThrownBy(this::read);
  }
}
