package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedules;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped route across the handoff of a Monday after the clocks have changed; the test sets the clock. */
class HandoffRouteTest {

  private static final String ROUTE = "routes/rules/handoff.camel.yaml";

  /** Zoe has no mail address. */
  private static final Map<String, Person> PEOPLE = Map.of(
      "anna", person("anna", "Anna Lindqvist", "Europe/Stockholm"),
      "ben", person("ben", "Ben Okafor", null),
      "cleo", person("cleo", "Cléo Marchand", "America/New_York"),
      "zoe", Person.named("zoe"));

  /** In Berlin; the clocks go forward on Sunday, 29 March. */
  private static final OnCallPlan PLAN = OnCallPlan.of(new Rota(PEOPLE, List.of(Schedules.of("""
      schedule: infrastructure
      timezone: Europe/Berlin
      handoff_notice: [1d, 0m]
      layers:
        - rotation: {type: weekly, start: 2026-03-23T09:00, participants: [anna, ben, cleo]}
      """))));

  private final RuleHarness hub;

  HandoffRouteTest() throws Exception {
    hub = new RuleHarness();
    hub.onCall(PLAN);
  }

  private static Person person(String name, String fullName, String zone) {
    ZoneId timezone = zone == null ? null : ZoneId.of(zone);
    return new Person(name, fullName, name + "@example.com", null, null, null, null, null, timezone, List.of(), Map.of());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void who_comes_is_told_a_day_before_and_at_the_handoff_and_nobody_twice() throws Exception {
    start("2026-03-29T06:59:00Z");
    assertThat(hub.owed()).isEmpty();

    look("2026-03-29T07:00:10Z");
    assertThat(hub.owed())
        .containsExactly("mail ben@example.com announced infrastructure 2026-03-30T07:00:00Z 1440m ben");
    look("2026-03-30T06:59:50Z");
    assertThat(hub.owed()).hasSize(1);

    look("2026-03-30T07:00:10Z");
    assertThat(hub.owed()).containsExactly(
        "mail ben@example.com announced infrastructure 2026-03-30T07:00:00Z 0m ben",
        "mail ben@example.com announced infrastructure 2026-03-30T07:00:00Z 1440m ben");
    look("2026-03-30T07:30:00Z");
    assertThat(hub.owed()).hasSize(2);
    assertThat(hub.store.incidents.list(null, null, null, 10, 0)).as("no incident").isEmpty();
    assertThat(hub.store.incidents.rules()).singleElement().satisfies(rule -> {
      assertThat(rule.id()).isEqualTo("handoff");
      assertThat(rule.description()).isEqualTo("Handoff notices");
      assertThat(rule.lastPollOk()).isTrue();
    });
  }

  @Test
  void a_restart_and_another_hub_say_nothing_again() throws Exception {
    start("2026-03-30T07:00:10Z");
    assertThat(hub.owed()).hasSize(1);
    hub.close();

    try (RuleHarness other = new RuleHarness(hub.store)) {
      other.onCall(PLAN);
      hub.store.clock.tick(Duration.ofMinutes(1));
      other.load(ROUTE).start();
      assertThat(other.owed()).hasSize(1);
    }
  }

  @Test
  void after_a_long_silence_only_what_is_less_than_an_hour_old_is_said() throws Exception {
    start("2026-03-30T07:50:00Z");
    assertThat(hub.owed()).as("late, and once: not the day before as well").containsExactly(
        "mail ben@example.com announced infrastructure 2026-03-30T07:00:00Z 0m ben");
    look("2026-04-06T08:10:00Z");
    assertThat(hub.owed()).as("cleo has been on call for longer").hasSize(1);
  }

  @Test
  void an_override_of_now_tells_who_comes_at_once() throws Exception {
    start("2026-03-26T02:00:00Z");
    override("2026-03-26T02:00:00Z", "2026-03-26T05:00:00Z", "cleo");
    look("2026-03-26T02:00:30Z");

    assertThat(hub.owed())
        .containsExactly("mail cleo@example.com announced infrastructure 2026-03-26T02:00:00Z 0m cleo");
    assertThat(mails().get(0)).startsWith("""
        Subject: You are on call for infrastructure now

        You are on call for infrastructure now

        Schedule: infrastructure
        From: Wed 25 Mar 2026, 22:00 EDT
        Until: Thu 26 Mar 2026, 01:00 EDT
        Hands over: Anna Lindqvist
        Next: Anna Lindqvist
        Open: nothing is open

        On call: Cléo Marchand
        """);
  }

  @Test
  void what_cannot_be_told_is_an_alarm_and_is_tried_again_when_somebody_asks_for_it() throws Exception {
    start("2026-03-26T02:00:00Z");
    override("2026-03-26T02:00:00Z", "2026-03-26T05:00:00Z", "zoe");
    look("2026-03-26T02:00:30Z");
    look("2026-03-26T02:01:00Z");

    assertThat(hub.owed()).as("nobody stands in for her").isEmpty();
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).singleElement().satisfies(letter -> {
      assertThat(letter.reason()).contains("no mail address in people.yaml: zoe");
      assertThat(letter.payload()).contains("until = Thu 26 Mar 2026, 06:00 CET");
    });
    assertThat(hub.store.jdbc.queryForList("select problem from self_check where subject like 'notices of %'", String.class))
        .singleElement().asString().contains("no mail address in people.yaml: zoe");

    UUID letter = hub.store.deadLetters.list(null, "dead", 10, 0).get(0).id();
    assertThat(hub.store.deadLetters.replay(letter, false, "mira").accepted()).isTrue();
    assertThat(hub.store.jdbc.queryForList("select * from self_check where subject like 'notices of %'")).isEmpty();
    look("2026-03-26T02:01:30Z");
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).as("announced again").singleElement()
        .extracting(DeadLetter::id).isNotEqualTo(letter);
  }

  @Test
  void a_channel_where_everything_must_end_takes_no_notice() throws Exception {
    hub.store.clock.set("2026-03-30T07:00:10Z");
    String route = Files.readString(Path.of(ROUTE)).replaceAll("every: .*", "every: 1s")
        .replaceAll("(?s)uri: kamelet:mail-sink.*", "uri: kamelet:pagerduty-sink\n");
    hub.loadText("handoff.camel.yaml", route).start();

    assertThat(hub.owed()).isEmpty();
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).extracting(DeadLetter::reason)
        .containsExactly("IllegalStateException: the channel 'pagerduty' takes no announcements: they never end");
  }

  @Test
  void a_look_that_breaks_off_has_told_nothing_and_the_next_one_does() throws Exception {
    hub.store.jdbc.execute("alter table delivery rename to elsewhere");
    start("2026-03-30T07:00:10Z");
    assertThat(hub.store.incidents.rules().get(0).failures()).isOne();

    hub.store.jdbc.execute("alter table elsewhere rename to delivery");
    look("2026-03-30T07:00:40Z");
    assertThat(hub.owed()).hasSize(1);
    assertThat(hub.store.incidents.rules().get(0).failures()).isZero();
  }

  @Test
  void the_mail_says_when_from_whom_and_what_is_open_worst_first() throws Exception {
    opened("db-9", Severity.CRITICAL, "2026-03-29T06:55:00Z", "infrastructure");
    opened("db-8", Severity.CRITICAL, "2026-03-29T03:40:10Z", "infrastructure");
    for (int i = 1; i <= 10; i++) {
      Severity severity = i <= 5 ? Severity.ERROR : Severity.WARNING;
      opened("web-" + i, severity, "2026-03-29T0%d:00:10Z".formatted(i % 5), "infrastructure");
    }
    opened("web-11", Severity.CRITICAL, "2026-03-29T06:00:00Z", "infrastructure");
    opened("till-1", Severity.CRITICAL, "2026-03-29T06:00:00Z", "payments");
    hub.store.jdbc.update("update incident set status = 'acknowledged', acknowledged_by = 'anna' where key = 'db-9'");
    hub.store.jdbc.update("update incident set assignee = null where key = 'web-1'");
    hub.store.jdbc.update("update incident set status = 'resolved' where key = 'web-11'");
    ticket("db-8", "OPS-1274");
    start("2026-03-29T07:00:10Z");

    assertThat(mails()).singleElement().isEqualTo("""
        Subject: You are on call for infrastructure from Mon 09:00

        You are on call for infrastructure from Mon 09:00

        Schedule: infrastructure
        From: Mon 30 Mar 2026, 09:00 CEST
        Until: Mon 6 Apr 2026, 09:00 CEST
        Hands over: Anna Lindqvist
        Next: Cléo Marchand
        Open: 12 incidents, the worst 10 first

        - Server down: db-8
          critical, open for 3 h 20 min, assigned to Anna Lindqvist, OPS-1274
          https://signalbox.example.com/incidents/b579952c-0e0d-30d8-8c92-d8dc1f030b03

        - Server down: db-9
          critical, open for 5 min 10 s, assigned to Anna Lindqvist, acknowledged by Anna Lindqvist
          https://signalbox.example.com/incidents/305a5199-c0f9-37b8-8947-4770ebd7bf30

        - Server down: web-5
          error, open for 7 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/811717eb-56c1-39b6-b66c-0a762635221f

        - Server down: web-1
          error, open for 6 h, assigned to nobody
          https://signalbox.example.com/incidents/a2e3a94e-0bef-3354-abfe-a8a1cb24ac48

        - Server down: web-2
          error, open for 5 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/659e936d-fe19-3b4a-9866-62d9a4ff997b

        - Server down: web-3
          error, open for 4 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/c714333b-aa3d-393c-b24e-39df23433d48

        - Server down: web-4
          error, open for 3 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/f7794d17-ce6c-3b1e-bf59-96652cde0fff

        - Server down: web-10
          warning, open for 7 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/34d6be63-fcc1-365c-929b-af80cbcc5152

        - Server down: web-6
          warning, open for 6 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/a4dfa08a-c6f4-331a-b0e5-c5e34708d319

        - Server down: web-7
          warning, open for 5 h, assigned to Anna Lindqvist
          https://signalbox.example.com/incidents/628ba298-4578-3e92-a840-02afa113cc45

        - and 2 more
          https://signalbox.example.com/incidents

        On call: Ben Okafor

        https://signalbox.example.com/on-call
        """);
  }

  private void start(String now) throws Exception {
    hub.store.clock.set(now);
    hub.load(ROUTE).start();
  }

  private void look(String now) {
    hub.store.clock.set(now);
    hub.store.clock.tick(Duration.ofSeconds(-1)); // a poll moves it on by a second
    hub.poll();
  }

  private void override(String start, String end, String comes) {
    Interval during = new Interval(Instant.parse(start), Instant.parse(end));
    Replacement change = new Replacement(during, Replacement.Kind.SET, List.of(comes), List.of());
    hub.onCall(PLAN.with(Map.of(), Map.of("infrastructure", List.of(change))));
  }

  private void opened(String key, Severity severity, String at, String schedule) {
    UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    Incident incident = new Incident(
        id, new AlertKey("down", key), Status.OPEN, severity, "Server down: " + key, new Row(Map.of()), Instant.parse(at),
        null, null, null, null, 0, "anna", schedule);
    hub.store.incidents.write(List.of(new Move.Open(incident, 1, Instant.parse(at), Reason.FIRST_NOTIFICATION)));
  }

  private void ticket(String key, String reference) {
    hub.store.jdbc.update("""
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at,
                              created_at, reference)
        select gen_random_uuid(), id, rule, 'jira', '', 'opened', 'first_notification', 2, opened_at, '{}', 'sent', opened_at,
               opened_at, ?
        from incident where key = ?""", reference, key);
  }

  /** Sends what is owed by mail, over SMTP, and reads it as its receiver does: the subject and the text. */
  private List<String> mails() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      MailSettings settings =
          new MailSettings("127.0.0.1", server.getSmtp().getPort(), null, null, "signalbox@example.com", false);
      hub.camel.getRegistry().bind("mailTransport", new MailTransport(settings, 500, Duration.ofSeconds(10)));
      PluginHelper.getRoutesLoader(hub.camel).loadRoutes(
          PluginHelper.getResourceLoader(hub.camel).resolveResource("file:routes/channels/mail.camel.yaml"));
      Couriers couriers = new Couriers(new RouteSender(hub.camel), PLAN::rota, hub.store.announcements, Illustrations.NONE, incident -> Optional.empty(), message -> message, "https://signalbox.example.com", hub.store.clock);
      for (Delivery delivery : hub.store.outbox.claim("mail", 100, Duration.ofSeconds(30))) {
        Instant until = hub.store.clock.instant().plusSeconds(20);
        Outcome outcome = couriers.of(new MailChannel(settings)).send(delivery, until, slowdown -> { });
        assertThat(outcome.label()).isEqualTo("delivered");
      }
      List<String> mails = new ArrayList<>();
      for (MimeMessage mail : server.getReceivedMessages()) {
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        String text = parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n");
        mails.add("Subject: " + mail.getSubject() + "\n\n" + text);
        assertThat(parts.getBodyPart(1).getContent().toString())
            .contains("<h1", "You are on call").doesNotContain("Resolved", "Severity");
      }
      return mails;
    } finally {
      server.stop();
    }
  }
}
