package dev.signalbox.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signalbox.SettableClock;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalendarRefreshTest {

  private static final Duration REFRESH = Duration.ofMinutes(15);

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final InMemoryCalendarCopies copies = new InMemoryCalendarCopies(clock);
  private final Map<String, String> settings = new HashMap<>();
  private final Calendar calendar = new Calendar();
  private final List<String> heard = new ArrayList<>();
  private Rota files;
  private CalendarRefresh hub;

  /** Whatever is asked for, the answer is what the test wants, and what was asked is remembered. */
  private final class Calendar implements OnCallSource {
    private final Map<String, List<String>> people = new HashMap<>();
    private final List<Question> asked = new ArrayList<>();
    private RuntimeException trouble;
    private boolean unchanged;

    @Override
    public CalendarRef.Kind kind() {
      return CalendarRef.Kind.ICAL;
    }

    @Override
    public Optional<Reading> read(Question question) {
      asked.add(question);
      if (trouble != null) {
        throw trouble;
      }
      Entries entries = new Entries(question.window());
      people.getOrDefault(question.location().text(), List.of())
          .forEach(name -> entries.add("an entry", null, null, name, 0));
      return unchanged && !question.tag().isEmpty() ? Optional.empty() : Optional.of(entries.reading("v1"));
    }
  }

  @BeforeEach
  void prepare() {
    files("{schedule: web, ical: a.ics}");
    calendar.people.put("a.ics", List.of("anna"));
    calendar.people.put("b.ics", List.of("ben"));
    hub = hub();
  }

  private void files(String... schedules) {
    List<Schedule> all = Arrays.stream(schedules).map(Schedules::of).toList();
    files = new Rota(Map.of("anna", Person.named("anna"), "ben", Person.named("ben")), all);
  }

  private CalendarRefresh hub() {
    CalendarListener listener = new CalendarListener() {
      @Override
      public void read(String schedule, boolean changed) {
        heard.add(schedule + (changed ? " changed" : " same"));
      }

      @Override
      public void failed(String schedule, String reason, int failuresInARow) {
        heard.add(schedule + " failed " + failuresInARow + ": " + reason);
      }
    };
    return new CalendarRefresh(() -> files, List.of(calendar), name -> Optional.ofNullable(settings.get(name)), copies,
        clock, Runnable::run, listener, new Random(1));
  }

  /** Looks twice, as the loop does: what the first look has read, the second takes over. */
  private void look() {
    hub.look();
    hub.look();
  }

  private Set<String> who(CalendarRefresh asked) {
    return files.with(asked.latest(), Map.of()).schedule("web").who(clock.instant());
  }

  private CalendarStatus status() {
    assertThat(hub.all()).hasSize(1);
    return hub.all().get(0);
  }

  @Test
  void a_calendar_is_read_at_the_start_and_again_with_every_refresh() {
    look();
    assertThat(who(hub)).containsExactly("anna");
    assertThat(calendar.asked).hasSize(1);
    assertThat(calendar.asked.get(0).window().start()).isEqualTo("2025-12-31T00:00:00Z");
    assertThat(calendar.asked.get(0).window().end()).isEqualTo("2027-04-05T00:00:00Z");

    calendar.people.put("a.ics", List.of("ben"));
    clock.tick(REFRESH.multipliedBy(9).dividedBy(10).minusSeconds(1));
    look();
    assertThat(who(hub)).as("a little before it is due").containsExactly("anna");
    clock.tick(REFRESH.dividedBy(10).plusSeconds(1));
    look();

    assertThat(who(hub)).containsExactly("ben");
    assertThat(heard).containsExactly("web changed", "web changed");
    assertThat(calendar.asked).hasSize(2);
  }

  @Test
  void a_failed_reading_changes_nothing_and_is_tried_again_soon_then_rarely() {
    look();
    calendar.trouble = new SourceFailure("HTTP 503");
    clock.tick(REFRESH);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int before = calendar.asked.size();
      long waited = 0;
      for (; calendar.asked.size() == before; waited += 5) {
        look();
        clock.tick(Duration.ofSeconds(5));
      }
      waits.add(waited);
      assertThat(who(hub)).containsExactly("anna");
    }

    assertThat(waits.subList(1, 8)).as("seconds: doubled until the refresh, a tenth off").isSorted();
    assertThat(waits.get(1)).isBetween(25L, 35L);
    assertThat(waits.get(7)).isBetween(800L, 905L);
    assertThat(status()).extracting(CalendarStatus::failures, CalendarStatus::error).containsExactly(8, "HTTP 503");

    calendar.trouble = null;
    clock.tick(REFRESH);
    look();
    assertThat(status()).extracting(CalendarStatus::failures, CalendarStatus::error, CalendarStatus::readAt)
        .containsExactly(0, null, clock.instant());
  }

  @Test
  void a_source_that_asks_for_patience_gets_it() {
    calendar.trouble = new SourceFailure("HTTP 429", Duration.ofMinutes(40));
    look();
    calendar.trouble = null;

    clock.tick(Duration.ofMinutes(39));
    look();
    assertThat(calendar.asked).hasSize(1);
    clock.tick(Duration.ofMinutes(1));
    look();
    assertThat(who(hub)).containsExactly("anna");
  }

  @Test
  void after_three_refreshes_without_a_reading_a_copy_is_stale_and_still_answers() {
    look();
    calendar.trouble = new SourceFailure("HTTP 503");
    clock.tick(REFRESH.multipliedBy(3));
    look();
    assertThat(status().stale(clock.instant())).isFalse();

    clock.tick(Duration.ofSeconds(1));
    look();

    assertThat(status().stale(clock.instant())).isTrue();
    assertThat(who(hub)).containsExactly("anna");
    calendar.trouble = null;
    clock.tick(REFRESH);
    look();
    assertThat(status().stale(clock.instant())).isFalse();
  }

  @Test
  void a_start_with_a_dead_source_has_what_the_last_one_had() {
    look();
    calendar.trouble = new SourceFailure("HTTP 503");
    clock.tick(Duration.ofHours(5));
    hub = hub();

    hub.look();

    assertThat(who(hub)).as("at the first look").containsExactly("anna");
    hub.look();
    assertThat(status().error()).isEqualTo("HTTP 503");
    assertThat(status().stale(clock.instant())).isTrue();
  }

  @Test
  void a_first_start_with_a_dead_source_has_the_fallback_and_says_why() {
    files("{schedule: web, ical: a.ics, fallback: ben}");
    calendar.trouble = new SourceFailure("HTTP 404");

    look();

    assertThat(who(hub)).containsExactly("ben");
    assertThat(status()).extracting(CalendarStatus::readAt, CalendarStatus::error).containsExactly(null, "HTTP 404");
    assertThat(status().stale(clock.instant())).as("once is nothing").isFalse();
    for (int i = 0; i < 2; i++) {
      clock.tick(REFRESH);
      look();
    }
    assertThat(status().stale(clock.instant())).as("three times is hopeless").isTrue();
  }

  @Test
  void what_one_replica_reads_the_other_has_and_does_not_read_again() {
    CalendarRefresh other = hub();
    hub.look();
    other.look();
    other.look();
    assertThat(who(other)).containsExactly("anna");
    int readings = calendar.asked.size();
    calendar.people.put("a.ics", List.of("ben"));
    clock.tick(REFRESH);

    hub.look();
    other.look();

    assertThat(who(other)).containsExactly("ben");
    assertThat(calendar.asked).hasSize(readings + 1);
  }

  @Test
  void an_edited_location_is_read_at_once_and_the_people_of_the_old_one_answer_no_more() {
    look();
    calendar.trouble = new SourceFailure("HTTP 503");

    files("{schedule: web, ical: b.ics}");
    assertThat(who(hub)).as("before anybody has looked").isEmpty();
    look();
    assertThat(who(hub)).isEmpty();

    calendar.trouble = null;
    clock.tick(Duration.ofMinutes(1));
    look();
    assertThat(who(hub)).containsExactly("ben");
    files("{schedule: web, ical: a.ics}");
    calendar.trouble = new SourceFailure("HTTP 503");
    hub.look();
    assertThat(who(hub)).as("the edit is taken back: its copy is still there").containsExactly("anna");
  }

  @Test
  void other_edits_disturb_nothing() {
    look();
    calendar.people.put("a.ics", List.of("ben"));

    files("{schedule: web, ical: a.ics, refresh: 1h, fallback: ben}");
    assertThat(who(hub)).containsExactly("anna");
    look();

    assertThat(who(hub)).as("and are a reason to read").containsExactly("ben");
    assertThat(status().refresh()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void another_zone_is_another_calendar() {
    look();
    files("{schedule: web, ical: a.ics, timezone: Europe/Berlin}");

    assertThat(who(hub)).isEmpty();
    look();
    assertThat(who(hub)).containsExactly("anna");
    assertThat(calendar.asked.get(1).schedule().zone().getId()).isEqualTo("Europe/Berlin");
  }

  @Test
  void a_schedule_that_is_added_is_read_at_once_and_one_that_is_removed_is_forgotten() {
    look();
    files("{schedule: web, ical: a.ics}", "{schedule: ops, ical: b.ics}");
    look();
    assertThat(hub.all()).extracting(CalendarStatus::schedule).containsExactly("web", "ops");
    assertThat(hub.latest()).containsOnlyKeys("web", "ops");

    files(
        "{schedule: ops, ical: b.ics}",
        "{schedule: web, timezone: UTC, layers: [{name: all, participants: [anna]}]}");
    look();

    assertThat(hub.all()).extracting(CalendarStatus::schedule).containsExactly("ops");
    assertThat(hub.latest()).containsOnlyKeys("ops");
    assertThat(copies.standing()).extracting(copy -> copy.key().schedule()).containsExactly("ops");
    assertThat(who(hub)).containsExactly("anna");
  }

  @Test
  void a_replica_with_older_files_keeps_its_own_calendar() {
    Rota old = files;
    look();
    Rota edited = new Rota(old.people(), List.of(Schedules.of("{schedule: web, ical: b.ics}")));
    CalendarRefresh other = new CalendarRefresh(() -> edited, List.of(calendar), name -> Optional.empty(), copies,
        clock, Runnable::run, new CalendarListener() {
          @Override
          public void read(String schedule, boolean changed) {}

          @Override
          public void failed(String schedule, String reason, int failuresInARow) {}
        }, new Random(1));
    for (int minute = 0; minute < 60; minute++) {
      hub.look();
      other.look();
      clock.tick(Duration.ofMinutes(1));
      assertThat(who(hub)).containsExactly("anna");
    }
    assertThat(edited.with(other.latest(), Map.of()).schedule("web").who(clock.instant())).containsExactly("ben");
  }

  @Test
  void a_location_may_name_a_setting_and_another_value_is_another_calendar() {
    files("{schedule: web, ical: '{{signalbox.calendars.web}}'}");
    look();
    assertThat(status().error()).isEqualTo("the setting signalbox.calendars.web has no value");
    assertThat(calendar.asked).isEmpty();

    settings.put("signalbox.calendars.web", " a.ics ");
    hub = hub();
    look();
    assertThat(who(hub)).containsExactly("anna");
    assertThat(calendar.asked.get(0).location().named()).isTrue();

    settings.put("signalbox.calendars.web", "b.ics");
    calendar.trouble = new SourceFailure("HTTP 503");
    hub = hub();
    look();
    assertThat(who(hub)).isEmpty();
  }

  @Test
  void whether_it_has_changed_is_asked_only_while_the_copy_reaches_as_far_as_it_should() {
    calendar.unchanged = true;
    look();
    clock.tick(REFRESH);
    look();
    assertThat(calendar.asked.get(1).tag()).isEqualTo("v1");
    assertThat(heard).containsExactly("web changed", "web same");
    assertThat(status().readAt()).isEqualTo(clock.instant());

    clock.tick(Duration.ofDays(1));
    look();

    assertThat(calendar.asked.get(2).tag()).as("a day later everything is read").isEmpty();
    assertThat(who(hub)).containsExactly("anna");
  }

  @Test
  void who_is_not_in_the_files_is_told_and_is_a_name_with_nothing_else() {
    calendar.people.put("a.ics", List.of("anna", "Zoe", ""));
    look();

    assertThat(status().unknown()).containsExactly("Zoe");
    assertThat(status().warnings()).containsExactly("an entry names nobody; left out");
    assertThat(files.with(hub.latest(), Map.of()).onCall("web", clock.instant()).primary())
        .containsExactly(Person.named("Zoe"), Person.named("anna"));
  }

  @Test
  void a_source_that_stumbles_has_failed_and_its_words_are_not_repeated() {
    calendar.trouble = new IllegalStateException("https://calendar.example.com/private-token");

    look();

    assertThat(heard).containsExactly("web failed 1: the reading failed (IllegalStateException)");
    assertThat(hub.toString() + hub.all()).doesNotContain("private-token");
  }

  @Test
  void a_system_that_nobody_can_read_is_told() {
    files("{schedule: web, pagerduty: PI7DH85}");

    look();

    assertThat(status().error()).isEqualTo("this hub has no source for a pagerduty calendar");
  }

  @Test
  void while_the_store_is_away_the_copies_in_memory_answer() {
    look();
    copies.away = true;
    clock.tick(REFRESH);

    assertThatIllegalStateException().isThrownBy(hub::look);

    assertThat(who(hub)).containsExactly("anna");
    copies.away = false;
    calendar.people.put("a.ics", List.of("ben"));
    look();
    assertThat(who(hub)).containsExactly("ben");
  }

  @Test
  void assignments_are_read_as_they_were_kept() {
    look();

    assertThat(hub.latest().get("web").between(clock.instant(), clock.instant().plusSeconds(1))).containsExactly(
        new Assignment(Instant.parse("2025-12-31T00:00:00Z"), Instant.parse("2027-04-05T00:00:00Z"), "anna", 0));
  }
}
