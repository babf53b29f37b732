package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverCheckTest {

  @TempDir Path folder;

  @Test
  void what_nothing_needs_any_more_is_a_remark_and_fails_nothing() {
    RotaFolder rota = new RotaFolder(folder).rules(Set.of("other")).schedules("""
        schedule: db
        timezone: UTC
        layers: [{participants: [anna], on_holidays: skip}, {participants: [anna], priority: 0}]
        overrides: [{start: 2026-02-01, end: 2026-02-02, participant: anna}]
        unavailable:
          - {participant: anna, start: 2026-02-03, end: 2026-02-04}
          - {participant: ben, start: 2026-03-03, end: 2026-03-04}
        holidays: [2026-03-09]
        """);

    assertThat(rota.faults()).isEmpty();
    assertThat(rota.findings()).containsExactlyInAnyOrder(
        "leftover schedules.yaml:1: the override 'set anna' of schedule 'db' has been over since Mon 2026-02-02"
            + " 00:00 UTC"
            + " (2026-02-02T00:00:00Z) and can be deleted",
        "leftover schedules.yaml:1: the absences of anna in schedule 'db' have been over since Wed 2026-02-04 00:00 UTC"
            + " (2026-02-04T00:00:00Z) and can be deleted",
        "leftover schedules.yaml:1: schedule 'db' says that ben is unavailable, who is never on call there;"
            + " correct the name or delete it",
        "holidays-end schedules.yaml:1: the holidays of schedule 'db' end at Tue 2026-03-10 00:00 UTC"
            + " (2026-03-10T00:00:00Z),"
            + " and a layer asks for them; add those that follow",
        "unused-schedule schedules.yaml:1: no rule and no escalation asks schedule 'db'; name it in one, or delete it",
        "unused-person people.yaml:1: no schedule and no escalation names ben; add the person to one, or delete"
            + " the entry",
        "unused-person people.yaml:1: no schedule and no escalation names cleo; add the person to one, or delete"
            + " the entry");
  }

  @Test
  void whoever_takes_turns_later_or_is_a_target_is_used() {
    RotaFolder rota = new RotaFolder(folder).schedules("""
        schedule: db
        timezone: UTC
        layers: [{participants: [anna]}, {start: 2027-01-01, participants: [ben]}]
        """).escalations("escalation: e\nlevels: [{targets: [{schedule: db}, {user: cleo}]}]\n");

    assertThat(rota.findings()).isEmpty();
  }
}
