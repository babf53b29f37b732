package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.escalation.lint.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLintTest {

  private static final Path SHIPPED = Path.of("routes");
  private static final Instant NOW = Instant.parse("2026-11-27T09:30:00Z");

  @TempDir Path folder;

  @Test
  void the_shipped_rota_is_clean_for_two_years() {
    OnCallPlan plan = OnCallPlan.ofFolder(SHIPPED.resolve("on-call"));

    Duration step = Duration.ofDays(29).plusSeconds(3607); // another time of day each time
    for (Instant at = NOW; at.isBefore(NOW.plus(Duration.ofDays(730))); at = at.plus(step)) {
      assertThat(FolderLint.of(SHIPPED, plan, Optional.of(plan), at, Subject.AHEAD).faults()).as("at " + at).isEmpty();
    }
  }

  @Test
  void validation_of_the_shipped_folder_has_nothing_to_say() {
    assertThat(FolderValidation.of(SHIPPED, NOW, Optional::empty).findings()).isEmpty();
  }

  @Test
  void validation_tells_what_is_wrong_on_call_relative_to_the_folder_and_no_remarks() throws IOException {
    copyShipped();
    Path schedules = folder.resolve("on-call/schedules.yaml");
    OnCallPlan before = OnCallPlan.ofFolder(folder.resolve("on-call"));
    Files.writeString(schedules, Files.readString(schedules)
        .replace("participants: [hugo, ines]", "participants: [hugo, none]")
        .replace("[anna, ben, cleo, dmitri]", "[anna, ben, dmitri]"));
    Path people = folder.resolve("on-call/people.yaml");
    Files.writeString(people, Files.readString(people).replace("    slackId: U01BENOKA\n", ""));

    assertThat(FolderValidation.of(folder, NOW, () -> Optional.of(before)).findings()).extracting(Finding::toString)
        .anySatisfy(line -> assertThat(line).startsWith("on-call/people.yaml:31: ben is on call on"
            + " 'infrastructure' but has no slackId,"
            + " which rules/downtime-forecast.camel.yaml:"))
        .anySatisfy(line -> assertThat(line).startsWith("on-call/schedules.yaml:24: layer 'week' of schedule"
            + " 'infrastructure' was edited"))
        .anySatisfy(line -> assertThat(line).matches("on-call/schedules.yaml:\\d+: schedule 'management' has"
            + " nobody on call from .*"))
        .anySatisfy(line -> assertThat(line).startsWith("on-call/escalations.yaml:9: level 3 of escalation"
            + " 'infrastructure' reaches nobody"))
        .noneMatch(line -> line.contains("cleo"));
  }

  @Test
  void a_folder_with_broken_on_call_files_says_so_relative_to_it() throws IOException {
    copyShipped();
    Files.writeString(folder.resolve("on-call/schedules.yaml"), "schedule: infrastructure\ntimezone: Mars\n");

    assertThat(FolderValidation.of(folder, NOW, Optional::empty).findings()).extracting(Finding::toString)
        .anySatisfy(line -> assertThat(line).startsWith("on-call/schedules.yaml:2: timezone 'Mars'"));
  }

  @Test
  void calendars_kept_elsewhere_have_no_gaps_that_anybody_knows_of() throws IOException {
    copyShipped();
    Files.writeString(folder.resolve("on-call/schedules.yaml"), """
        schedule: infrastructure
        ical: https://example.com/calendar.ics
        ---
        schedule: payments
        sql: file:routes/sql/rota.sql
        ---
        schedule: management
        pagerduty: PI7DH85
        """);
    OnCallPlan plan = OnCallPlan.ofFolder(folder.resolve("on-call"));

    assertThat(FolderLint.of(folder, plan, Optional.empty(), NOW, Subject.AHEAD).findings())
        .extracting(OnCallFinding::toString).isEmpty();
  }

  @Test
  void a_calendar_that_is_a_file_of_the_folder_is_read() throws IOException {
    copyShipped();
    Files.writeString(folder.resolve("on-call/management.ics"), """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:1
        DTSTART:20260105T080000Z
        DTEND:20260112T080000Z
        RRULE:FREQ=WEEKLY;UNTIL=20270105T080000Z
        SUMMARY:hugo
        END:VEVENT
        END:VCALENDAR
        """);
    Path schedules = folder.resolve("on-call/schedules.yaml");
    String others = Files.readString(schedules).replaceAll("(?s)---\nschedule: management.*", "");
    String calendar = "---\nschedule: management\ntimezone: Europe/Berlin\nical: on-call/%s.ics\n";
    Files.writeString(schedules, others + calendar.formatted("management"));

    assertThat(FolderValidation.of(folder, NOW, Optional::empty).findings()).extracting(Finding::toString)
        .anySatisfy(line -> assertThat(line).startsWith("on-call/schedules.yaml:62: schedule 'management' has"
            + " nobody on call"
            + " from Mon 2027-01-11 09:00 to Thu 2027-02-25 10:30 or later Europe/Berlin"));

    Files.writeString(schedules, others + calendar.formatted("managment"));
    assertThat(FolderValidation.of(folder, NOW, Optional::empty).findings()).singleElement().asString()
        .startsWith("on-call/schedules.yaml:62: the calendar of schedule 'management' cannot be read: there is no such file");
  }

  private void copyShipped() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(SHIPPED.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
