package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.sandbox.ReceivedMail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight in the morning in the whole program, with the shipped route. Nobody steers the clock; so the test chooses the zone. */
class DailyReportStoryTest {

  private static final String OUTAGE =
      """
      - route:
          id: outage
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters: {rule: outage, query: SELECT server_id FROM outage, key: server_id, every: 1s}
            steps:
              - to: {uri: kamelet:slack-sink, parameters: {channel: ops-alerts}}
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    hub = new RunningHub(folder, OUTAGE)
        .with("rules/daily-report.camel.yaml", Files.readString(Path.of("routes/rules/daily-report.camel.yaml")));
    hub.source.execute(
        """
        create table servers (server_id text primary key, team text, region text, sla_minutes int);
        create table downtime_logs (server_id text, start_time timestamptz, end_time timestamptz,
          downtime_duration_minutes numeric, cause text, resolved boolean default false, sla_tracking boolean default true);
        insert into servers values ('db-1', 'core', 'eu', 30), ('db-2', 'core', 'eu', null);
        insert into downtime_logs (server_id, start_time, cause) values ('db-1', now() - interval '3 hours', 'power')""");
    hub.goesDown("db-1");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void when_the_clock_crosses_eight_two_hubs_make_one_report_and_a_restart_makes_no_other() throws Exception {
    String[] soon = zoneWhereItIs(LocalTime.of(7, 59, 25));
    hub.start(soon).start(soon);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.get("/api/incidents")).hasSize(1));
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(1));

    ReceivedMail mail = hub.mail.mails().get(0);
    assertThat(mail.subject()).startsWith("Daily report, ").endsWith(": 1 server down, 1 beyond the SLA");
    assertThat(mail.text()).contains("As of ", ", 08:00 ", "- db-1 · core", "150 min beyond its SLA of 30 min");
    assertThat(mail.files()).extracting(ReceivedMail.File::type)
        .containsExactly("image/png", "image/png", "image/png", "text/csv");
    String date = hub.get("/api/reports").get(0).path("date").asText();
    assertThat(hub.get("/api/reports/" + date).path("sections").get(0).path("entries").get(0).path("title").asText())
        .isEqualTo("db-1 · core");
    assertThat(hub.page("/reports/" + date)).contains("Unresolved downtime", "db-1 · core");
    assertThat(hub.page("/reports/" + date + "/files/daily-report-" + date + ".csv")).contains("\r\ndb-1,core,power,");

    hub.stop().start(soon);
    long polls = polls();
    await().atMost(Duration.ofSeconds(30)).until(() -> polls() > polls + 3);
    assertThat(hub.mail.mails()).as("made once").hasSize(1);
    assertThat(hub.get("/api/reports")).hasSize(1);
  }

  @Test
  void a_hub_that_was_down_at_eight_makes_it_at_nine() throws Exception {
    hub.start(zoneWhereItIs(LocalTime.of(9, 0)));
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(1));
    assertThat(hub.mail.mails().get(0).text()).contains(", 09:0");
  }

  /** The arguments for a zone, of no country, whose clocks show that now. */
  private String[] zoneWhereItIs(LocalTime time) {
    int now = hub.store.queryForObject("select extract(epoch from (now() at time zone 'UTC')::time)::int", Integer.class);
    int offset = Math.floorMod(time.toSecondOfDay() - now + 43_200, 86_400) - 43_200;
    return new String[] {
      "--rules.daily-report.zone=" + ZoneOffset.ofTotalSeconds(offset).getId(), "--rules.daily-report.every=1s"
    };
  }

  private long polls() {
    return hub.store.queryForObject("select extract(epoch from last_ok_at)::bigint from rule where id = 'daily-report'", Long.class);
  }
}
