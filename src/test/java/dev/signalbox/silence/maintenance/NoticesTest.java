package dev.signalbox.silence.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.Interval;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.SilenceReminder;
import dev.signalbox.silence.Wish;
import dev.signalbox.web.Scene;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is Monday 09:30 UTC, 11:30 in Berlin. */
class NoticesTest {

  private final Scene scene = new Scene();

  private final MaintenancePlan plan = MaintenancePlan.of(
      "- {title: Upgrade, matchers: [team=storage], start: 2026-08-03T08:00Z, end: 2026-08-03T09:30Z}", "maintenance.yaml");
  private final MaintenanceNotices notices = new MaintenanceNotices(plan::between, scene.incidents, UUID::randomUUID);

  private List<String> due(String at) {
    return notices.due("maintenance", Severity.INFO, Instant.parse(at)).stream().map(one -> one.alert().key() + " | " + one.title()).toList();
  }

  @Test
  void a_window_is_told_when_it_begins_and_when_it_is_over() {
    assertThat(due("2026-08-03T07:59:59Z")).isEmpty();
    assertThat(due("2026-08-03T08:00:00Z")).containsExactly("Upgrade 2026-08-03T08:00:00Z begins | Maintenance begins: Upgrade");
    assertThat(due("2026-08-03T09:30:00Z")).containsExactly("Upgrade 2026-08-03T08:00:00Z over | Maintenance is over: Upgrade");
    assertThat(due("2026-08-03T10:30:00Z")).as("no news any more").isEmpty();
  }

  @Test
  void its_end_says_what_is_still_held() {
    Window window = plan.between(Scene.NOW.minusSeconds(60), Scene.NOW).get(0);
    hold(scene.incident("down", "db-1", Severity.ERROR, "Down: db-1", Duration.ofHours(1), null), window.hold());

    Subject over = notices.due("maintenance", Severity.INFO, Scene.NOW).get(0);

    assertThat(over.items()).extracting(Subject.Item::title).containsExactly("Down: db-1");
    assertThat(over.row().get("still_down")).contains("1, told now");
  }

  private void hold(Incident i, Hold hold) {
    scene.incidents.incidents.put(i.id(), new Incident(
        i.id(), i.alert(), i.status(), i.severity(), i.title(), i.row(), i.openedAt(), null, null, null, null, 0, null, null,
        new Held(hold, i.openedAt()), null));
  }

  @ParameterizedTest(name = "at {0}: {1}")
  @CsvSource({
    "2026-08-03T06:59:59Z, false, not yet nine in Berlin",
    "2026-08-03T07:00:00Z, true,  nine",
    "2026-08-03T13:00:00Z, true,  a hub that was away says it late",
    "2026-08-03T13:00:01Z, false, but not in the evening",
    "2026-08-04T07:00:00Z, false, nor on Tuesday",
    "2026-08-10T07:00:00Z, true,  but again next week",
    "2026-11-02T08:00:00Z, true,  also when the clock has been turned",
  })
  void silences_that_hide_something_are_said_once_a_week(Instant at, boolean said, String why) {
    Silence silence = scene.silenceDesk.make(
        new Wish(List.of(Matcher.parse("rule=down")), "2026-08-01T00:00Z", "120d", "disk swap"), "mira", "").silence();
    hold(scene.incident("down", "db-1", Severity.ERROR, "Down: db-1", Duration.ofHours(1), null), silence.hold());
    
    SilenceReminder.Hour hour = new SilenceReminder.Hour(DayOfWeek.MONDAY, LocalTime.of(9, 0), ZoneId.of("Europe/Berlin"));
    SilenceReminder reminder = new SilenceReminder(scene.silences, scene.incidents, UUID::randomUUID);

    assertThat(reminder.due("silence-reminder", Severity.INFO, hour, at).isPresent()).as(why).isEqualTo(said);
    if (said) {
      Subject subject = reminder.due("silence-reminder", Severity.INFO, hour, at).orElseThrow();
      assertThat(subject.title()).isEqualTo("1 silence hides open incidents");
      assertThat(subject.items().get(0).title()).isEqualTo("rule=down hides 1");
    }
    scene.incidents.incidents.clear();
    assertThat(reminder.due("silence-reminder", Severity.INFO, hour, at)).as("nothing is hidden").isEmpty();
  }

  @Test
  void a_calendar_that_cannot_be_read_answers_with_its_last_good_copy() {
    MaintenancePlan withCalendar = MaintenancePlan.of("- {title: Changes, sql: \"file:routes/sql/c.sql\", refresh: 5m}", "maintenance.yaml");
    Window window = plan.between(Scene.NOW.minusSeconds(60), Scene.NOW).get(0);
    List<String> failures = new java.util.ArrayList<>();
    boolean[] broken = {false};
    int[] reads = {0};
    CurrentMaintenance current = new CurrentMaintenance(
        () -> withCalendar,
        (calendar, during) -> {
          reads[0]++;
          if (broken[0]) {
            throw new ChangeSource.Failure("the database 'source' does not answer the query");
          }
          return new ChangeSource.Reading(List.of(window), List.of());
        },
        new Unkept(),
        new CurrentMaintenance.Listener() {
          @Override
          public void read(String calendar, int windows, List<String> warnings) {}

          @Override
          public void failed(String calendar, String reason, int count) {
            failures.add(calendar + " " + reason + " " + count);
          }
        },
        scene.clock);
    Interval lastMinute = new Interval(Scene.NOW.minusSeconds(60), Scene.NOW);

    assertThat(current.between(lastMinute.start(), lastMinute.end())).as("not read yet").isEmpty();
    current.look();
    current.look();
    assertThat(reads[0]).as("not due again").isEqualTo(1);
    assertThat(current.between(lastMinute.start(), lastMinute.end())).containsExactly(window);

    broken[0] = true;
    scene.clock.tick(Duration.ofMinutes(5));
    current.look();
    assertThat(failures).containsExactly("Changes the database 'source' does not answer the query 1");
    assertThat(current.between(lastMinute.start(), lastMinute.end())).containsExactly(window);
    assertThat(current.calendars().get(0).error()).isEqualTo("the database 'source' does not answer the query");
    scene.clock.tick(Duration.ofSeconds(30));
    current.look();
    assertThat(reads[0]).as("tried again sooner").isEqualTo(3);
  }
}
