package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.lint.Gap;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.report.Report;
import dev.signalbox.report.Report.Section;
import dev.signalbox.report.Reports;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped route and query around eight in the morning; the test sets the clock, but the watched database has its own. */
class ReportRouteTest {

  private static final String ROUTE = "routes/rules/daily-report.camel.yaml";
  private static final OnCallPlan PLAN = OnCallPlan.of(new Rota(
      Map.of("mira", RuleHarness.MIRA),
      List.of(Schedule.of("management", ZoneOffset.UTC, (from, to) -> List.of(new Assignment(from, to, "mira", 0))))));

  private final RuleHarness hub;
  /** Eight in Berlin, on the watched database's next day but one, so that what it holds lies in the days before. */
  private final LocalDate date = LocalDate.now(ZoneOffset.UTC).plusDays(2);
  private final Instant eight = date.atTime(8, 0).atZone(ZoneId.of("Europe/Berlin")).toInstant();

  ReportRouteTest() throws Exception {
    hub = new RuleHarness();
    hub.onCall(PLAN);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void at_eight_it_is_made_once_also_when_there_is_nothing_to_report() throws Exception {
    start(eight.minusSeconds(1));
    assertThat(hub.owed()).isEmpty();

    look(eight);
    assertThat(hub.owed()).containsExactly("mail mira@example.com announced " + date);
    look(eight.plusSeconds(30));
    look(eight.plus(Duration.ofHours(10)));
    assertThat(hub.owed()).hasSize(1);
    Report report = report();
    assertThat(report.title()).endsWith(": nothing is down, nothing is open");
    assertThat(section("downtime").notes()).containsExactly("Nothing is down.");
    assertThat(report.sections()).extracting(Section::name).doesNotContain("predictions");

    look(eight.plus(Duration.ofDays(1)));
    assertThat(hub.owed()).hasSize(2);
  }

  @Test
  void a_restart_and_another_hub_make_it_not_again() throws Exception {
    start(eight);
    assertThat(hub.owed()).hasSize(1);
    hub.close();
    try (RuleHarness other = new RuleHarness(hub.store)) {
      other.onCall(PLAN);
      hub.store.clock.tick(Duration.ofMinutes(5));
      other.load(ROUTE).start();
      assertThat(other.owed()).hasSize(1);
    }
  }

  @Test
  void a_hub_that_was_down_at_eight_makes_it_at_nine_and_one_that_was_down_all_day_makes_the_next_one_only() throws Exception {
    start(eight.plus(Duration.ofHours(1)));
    assertThat(hub.owed()).containsExactly("mail mira@example.com announced " + date);
    look(eight.plus(Duration.ofDays(2)).minusSeconds(1));
    assertThat(hub.owed()).as("yesterday's is not made any more").hasSize(1);
    look(eight.plus(Duration.ofDays(2)));
    assertThat(hub.owed()).containsExactly(
        "mail mira@example.com announced " + date, "mail mira@example.com announced " + date.plusDays(2));
  }

  @Test
  void what_is_down_comes_with_its_incident_its_owner_its_ticket_and_what_does_not_fit() throws Exception {
    hub.source.execute(
        """
        insert into servers values ('srv-1', 'core', 'eu', 30), ('srv-2', 'core', 'eu', null), ('srv-3', 'shop', 'eu', null);
        insert into downtime_logs (server_id, start_time, end_time, resolved, sla_tracking, cause)
        values ('srv-1', now() - interval '3 hours', null, false, true, '=cmd|calc'),
               ('srv-1', now() - interval '1 hour', null, false, true, 'again'),
               ('srv-2', now() - interval '5 hours', null, false, false, 'planned'),
               ('ghost', now() - interval '2 days', now() - interval '1 day', true, true, null)""");
    Instant opened = eight.minus(Duration.ofHours(30));
    incident("srv-1", opened, "open", null, "mira");
    ticket("srv-1", "OPS-1", "done", "Closed");
    incident("srv-9", opened, "acknowledged", null, "mira");
    hub.store.jdbc.update("update incident set held_reason = 'silenced', held_detail = '\"move\" of mira', held_since = opened_at where key = 'srv-9'");
    incident("srv-3", opened, "resolved", eight.minus(Duration.ofHours(29)), null);
    ticket("srv-3", "OPS-3", "in_progress", "In Progress");
    hub.findings.gaps.add(new Gap("night", new Interval(eight.plus(Duration.ofDays(6)), eight.plus(Duration.ofDays(8))), false));
    hub.findings.gaps.add(new Gap("later", new Interval(eight.plus(Duration.ofDays(7)), eight.plus(Duration.ofDays(8))), false));
    start(eight);

    Report report = report();
    assertThat(report.title()).endsWith(": 2 servers down, 1 beyond the SLA");
    Section down = section("downtime");
    assertThat(down.entries()).extracting(Report.Entry::title).containsExactly("srv-2 · core", "srv-1 · core");
    assertThat(down.entries().get(0).remark()).contains("no SLA", "no rule reports it");
    Report.Entry first = down.entries().get(1);
    assertThat(first.remark()).matches("down for \\d d.* \\d+ min beyond its SLA of 30 min, assigned to Mira, =cmd\\|calc");
    assertThat(first.warnings()).containsExactly("its ticket is closed, but it is down");
    assertThat(first.links()).containsExactly(new Report.Link("OPS-1 (Closed)", "https://jira.example.com/OPS-1"));
    assertThat(section("incidents").entries()).singleElement().satisfies(other -> {
      assertThat(other.title()).isEqualTo("Down: srv-9");
      assertThat(other.remark()).isEqualTo("error, open for 1 d 6 h, taken by Mira");
      assertThat(other.warnings()).containsExactly("nobody is told: silenced: \"move\" of mira");
    });
    assertThat(section("tickets").entries()).extracting(Report.Entry::title).containsExactly("Down: srv-1", "Down: srv-3");
    assertThat(section("held").entries()).singleElement().satisfies(held ->
        assertThat(held.title() + " " + held.remark()).isEqualTo("silenced: \"move\" of mira 1 open incident: Down: srv-9"));
    assertThat(section("cover").entries()).extracting(Report.Entry::title).containsExactly("night");
    assertThat(section("availability").table().rows()).extracting(row -> row.get(0))
        .containsExactlyInAnyOrder("core (2)", "shop (1)", "no team (1)");
    assertThat(section("responses").table().rows()).extracting(row -> row.get(0) + " " + row.get(1))
        .contains("opened 3", "resolved 1", "mean time to resolve (MTTR) 1 h");
  }

  @Test
  void the_mail_has_text_html_pictures_and_a_table_and_a_second_attempt_sends_the_same() throws Exception {
    hub.source.execute(
        """
        insert into servers values ('=HYPERLINK("http://evil","x")', '<script>', 'eu', 30);
        insert into downtime_logs (server_id, start_time, cause) values
          ('=HYPERLINK("http://evil","x")', now() - interval '3 hours', E'\\t=1'), (E'\\r=2, "x"', now() - interval '3 hours', '-1+1')""");
    start(eight);

    List<MimeMessage> mails = mails(2);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).getSubject()).startsWith("Daily report, ").endsWith(": 2 servers down, 2 beyond the SLA");
    assertThat(mails.get(0).getAllRecipients()).extracting(Object::toString).containsExactly("mira@example.com");
    List<Part> parts = parts((MimeMultipart) mails.get(0).getContent());
    assertThat(parts).extracting(Part::type).containsExactly(
        "text/plain", "text/html", "image/png", "image/png", "image/png", "text/csv");
    assertThat(parts((MimeMultipart) mails.get(1).getContent())).usingRecursiveComparison().isEqualTo(parts);

    String html = parts.get(1).text();
    assertThat(html).doesNotContain("<script>", "<style").contains("&lt;script&gt;", "Unresolved downtime",
        "no rule reports it");
    for (Part picture : parts.subList(2, 5)) {
      assertThat(html).contains("src=\"cid:" + picture.id().replaceAll("[<>]", "") + "\"");
      assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes())).getWidth()).isEqualTo(720);
    }
    assertThat(html.length()).as("Gmail cuts what is longer").isLessThan(100_000);
    Part csv = parts.get(5);
    assertThat(csv.name()).isEqualTo("daily-report-%s.csv".formatted(date));
    assertThat(csv.text()).startsWith("\ufeffserver,team,cause,since,")
        .contains("\r\n\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",<script>,\"'\t=1\",", "\"'\r=2, \"\"x\"\"\",no team,\"'-1+1\",");
    assertThat(parts.get(0).text()).contains("Unresolved downtime\r\n===", "On call: Mira");
  }

  @Test
  void while_the_watched_database_does_not_answer_it_waits_and_then_goes_without() throws Exception {
    hub.source.execute("alter table downtime_logs rename to elsewhere");
    start(eight);
    look(eight.plus(Duration.ofMinutes(14)));
    assertThat(hub.owed()).isEmpty();
    assertThat(hub.store.incidents.rules().get(0).error()).contains("downtime_logs");

    look(eight.plus(Duration.ofMinutes(15)));
    assertThat(hub.owed()).hasSize(1);
    assertThat(report().title()).endsWith(": the watched database does not answer, 0 incidents open");
    assertThat(section("downtime").notes().get(0)).startsWith("The watched database could not be read: ");
    assertThat(hub.store.incidents.rules().get(0).failures()).isZero();
  }

  @Test
  void after_a_start_it_waits_for_the_first_look_at_the_rota_but_not_for_ever() throws Exception {
    hub.findings.looked = false;
    start(eight);
    assertThat(hub.owed()).isEmpty();
    look(eight.plus(Duration.ofMinutes(2)));
    assertThat(hub.owed()).hasSize(1);
    assertThat(section("cover").notes().get(0)).startsWith("Not known");
  }

  private void start(Instant now) throws Exception {
    hub.store.clock.set(now.toString());
    hub.load(ROUTE).start();
  }

  private void look(Instant now) {
    hub.store.clock.set(now.minusSeconds(1).toString()); // a poll moves it on by a second
    hub.poll();
  }

  private Report report() {
    return hub.store.reports.find(date, null).map(Reports.Kept::report).orElseThrow();
  }

  private Section section(String name) {
    return report().sections().stream().filter(section -> section.name().equals(name)).findFirst().orElseThrow();
  }

  private void incident(String server, Instant opened, String status, Instant resolved, String assignee) {
    hub.store.jdbc.update("""
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, resolved_at, gone_at,
                              acknowledged_by, next_repeat_at, assignee, told_at)
        values (?, 'down', ?, ?, 'error', ?, json_build_object('server_id', ?), 1, ?::timestamptz, ?::timestamptz, ?::timestamptz,
                ?, now(), ?, now())""",
        UUID.randomUUID(), server, status, "Down: " + server, server, opened.toString(),
        resolved == null ? null : resolved.toString(), resolved == null ? null : resolved.toString(),
        status.equals("acknowledged") ? "mira" : null, assignee);
  }

  private void ticket(String key, String reference, String category, String state) {
    hub.store.jdbc.update("""
        insert into ticket (incident, channel, reference, url, category, state, created_at, changed_at, seen_at)
        select id, 'jira', ?, ?, ?, ?, opened_at, opened_at, opened_at from incident where key = ?""",
        reference, "https://jira.example.com/" + reference, category, state, key);
  }

  private record Part(String type, String name, String id, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** All that is in it, from the outside in. */
  private static List<Part> parts(MimeMultipart all) throws Exception {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < all.getCount(); i++) {
      if (all.getBodyPart(i).getContent() instanceof MimeMultipart inner) {
        parts.addAll(parts(inner));
      } else {
        String[] id = all.getBodyPart(i).getHeader("Content-ID");
        parts.add(new Part(
            all.getBodyPart(i).getContentType().replaceAll(";.*", "").replaceAll("(?s)\\s.*", ""), all.getBodyPart(i).getFileName(),
            id == null ? null : id[0], all.getBodyPart(i).getInputStream().readAllBytes()));
      }
    }
    return parts;
  }

  /** Sends what is owed by mail, and sends it as often as if no answer had come, over SMTP. */
  private List<MimeMessage> mails(int attempts) throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      MailSettings settings =
          new MailSettings("127.0.0.1", server.getSmtp().getPort(), null, null, "signalbox@example.com", false);
      hub.camel.getRegistry().bind("mailTransport", new MailTransport(settings, 500, Duration.ofSeconds(10)));
      PluginHelper.getRoutesLoader(hub.camel).loadRoutes(
          PluginHelper.getResourceLoader(hub.camel).resolveResource("file:routes/channels/mail.camel.yaml"));
      Couriers couriers = new Couriers(
          new RouteSender(hub.camel), PLAN::rota, hub.store.announcements, Illustrations.NONE, incident -> Optional.empty(), message -> message, "https://signalbox.example.com", hub.store.clock);
      for (int i = 0; i < attempts; i++) {
        List<Delivery> due = hub.store.outbox.claim("mail", 100, Duration.ofSeconds(30));
        assertThat(due).hasSize(1);
        Instant until = hub.store.clock.instant().plusSeconds(20);
        assertThat(couriers.of(new MailChannel(settings)).send(due.get(0), until, slowdown -> { }).label()).isEqualTo("delivered");
        hub.store.clock.tick(Duration.ofSeconds(31));
      }
      return List.of(server.getReceivedMessages());
    } finally {
      server.stop();
    }
  }
}
