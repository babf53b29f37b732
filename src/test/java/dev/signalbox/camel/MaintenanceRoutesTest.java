package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.routes.FolderValidation;
import dev.signalbox.silence.SilenceHolds;
import dev.signalbox.silence.SilenceReminder;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.maintenance.MaintenanceHolds;
import dev.signalbox.silence.maintenance.MaintenanceNotices;
import dev.signalbox.silence.maintenance.MaintenancePlan;
import dev.signalbox.store.JdbcSilences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes of maintenance and silences; it is Sunday 2026-03-01, 09:00 UTC. */
class MaintenanceRoutesTest {

  private static final String RULE = """
      - route:
          id: down
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters: {rule: down, query: "select server_id, team from servers", key: server_id, every: 1s}
            steps:
              - to: {uri: kamelet:on-call-action, parameters: {schedule: infrastructure}}
              - to: {uri: kamelet:slack-sink, parameters: {channel: ops-alerts}}
      """;

  private final RuleHarness hub;

  MaintenanceRoutesTest() throws Exception {
    hub = new RuleHarness();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void a_maintenance_is_told_and_what_is_still_down_at_its_end_is_told_then_once() throws Exception {
    MaintenancePlan plan = MaintenancePlan.of(
        "- {title: Upgrade, matchers: [team=storage], start: 2026-03-01T09:00Z, duration: 1h}", "maintenance.yaml");
    hub.holds = new MaintenanceHolds(plan::between);
    hub.camel.getRegistry().bind("notices", new MaintenanceNotices(plan::between, hub.store.incidents, UUID::randomUUID));
    hub.source.update("insert into servers values ('db-1', 'storage', 'eu', 60), ('web-1', 'web', 'eu', 60)");
    hub.loadText("down.camel.yaml", RULE).load("routes/rules/maintenance.camel.yaml").start();
    hub.poll();

    assertThat(hub.owed()).containsExactly(
        "slack ops-alerts announced Upgrade 2026-03-01T09:00:00Z begins", "slack ops-alerts opened web-1");
    assertThat(hub.store.incidents.held(null, null, 10, 0)).singleElement()
        .satisfies(one -> assertThat(one.alert().key()).isEqualTo("db-1"))
        .satisfies(one -> assertThat(one.assignee()).as("nobody was asked").isNull());

    hub.store.clock.tick(Duration.ofHours(1));
    hub.poll();
    hub.poll();

    assertThat(hub.owed()).containsExactly(
        "slack ops-alerts announced Upgrade 2026-03-01T09:00:00Z begins",
        "slack ops-alerts announced Upgrade 2026-03-01T09:00:00Z over",
        "slack ops-alerts opened db-1", "slack ops-alerts opened web-1");
    assertThat(hub.store.incidents.list(true, null, "db-1", 1, 0).get(0).assignee()).as("who is on call at the end").isEqualTo("mira");
  }

  @Test
  void the_weekly_reminder_is_made_once() throws Exception {
    JdbcSilences silences = new JdbcSilences(hub.store.jdbc, hub.store.clock);
    silences.make(new Silence(
        UUID.randomUUID(), Matchers.parse(List.of("team=storage")), hub.store.clock.instant(),
        hub.store.clock.instant().plus(Duration.ofDays(9)), "mira", "disk swap", hub.store.clock.instant(), null, null));
    hub.holds = new SilenceHolds(silences);
    hub.camel.getRegistry().bind("reminder", new SilenceReminder(silences, hub.store.incidents, UUID::randomUUID));
    hub.source.update("insert into servers values ('db-1', 'storage', 'eu', 60)");
    hub.loadText("down.camel.yaml", RULE).load("routes/rules/silence-reminder.camel.yaml").start();
    hub.poll();
    assertThat(hub.owed()).isEmpty();

    hub.store.clock.tick(Duration.ofHours(23)); // Monday 09:00 in Berlin
    hub.poll();
    hub.poll();
    assertThat(hub.owed()).containsExactly("slack ops-alerts announced 2026-03-02");
  }

  @Test
  void validate_reads_the_file_too(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("maintenance.yaml"), "- title: Upgrade\n  matchers: [team]\n  from: \"22:00\"\n  to: \"02:00\"\n  timezone: UTC\n");
    assertThat(FolderValidation.of(folder).findings()).extracting(Object::toString)
        .containsExactly("maintenance.yaml:2: 'team' is no matcher; write one such as server_id=db-7 or team=~\"db|storage\"");
  }

  @Test
  void a_broken_edit_leaves_the_last_good_version_in_force(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("maintenance.yaml");
    Files.writeString(file, "- {title: Upgrade, matchers: [a=b], start: 2026-03-01T09:00Z, duration: 1h}\n");
    MaintenanceFile maintenance = new MaintenanceFile(folder);
    Files.writeString(file, "- {title: Upgrade, matchers: [a=b], start: 2026-03-01T09:00Z, duration: soon, nonsense: 1}\n");
    maintenance.reloadIfChanged();
    maintenance.reloadIfChanged();

    assertThat(maintenance.findings()).hasSize(2).allMatch(it -> it.contains("maintenance.yaml:1: "));
    assertThat(maintenance.plan().between(hub.store.clock.instant(), hub.store.clock.instant().plusSeconds(1))).hasSize(1);

    Files.delete(file);
    maintenance.reloadIfChanged();
    maintenance.reloadIfChanged();
    assertThat(maintenance.findings()).isEmpty();
    assertThat(maintenance.plan().between(hub.store.clock.instant(), hub.store.clock.instant().plusSeconds(1))).isEmpty();
  }
}
