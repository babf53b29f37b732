package dev.signalbox.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.web.BusyMonday;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ConsolePagesTest extends WebTest {

  @Test
  void the_overview_shows_the_worst_first_with_who_was_told() {
    BusyMonday.fill(scene);

    String page = page("/");

    assertThat(page.indexOf("Down for more than 2 hours: srv-042")).isPositive()
        .isLessThan(page.indexOf("CPU or memory above 90"));
    assertThat(page).contains("38 min ago", "datetime=\"2026-08-03T08:52:00Z\"", "title=\"2026-08-03 08:52:00 UTC\"");
    assertThat(page).contains("href=\"https://jira.example/browse/OPS-1274\"", "assigned to", "Sofía Wendelin-Oberhausen");
    assertThat(page).contains("HTTP 401: check signalbox.servicenow.password", "timeout after 10 s");
    assertThat(page).contains("1 route file is broken", "its last good version keeps running", "rules/sla-breach.camel.yaml:14:");
    assertThat(page).contains("hx-get=\"/\"", "hx-trigger=\"every 5s\"");
  }

  @Test
  void the_overview_asked_by_htmx_is_the_live_part_only() {
    BusyMonday.fill(scene);

    String part = body(mvc.get().uri("/").header("Host", "localhost").header("HX-Request", "true").exchange());

    assertThat(part).contains("Open incidents").doesNotContain("<html", "<main", "class=\"brand\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/incidents", "/silences", "/deliveries", "/dead-letters", "/rules", "/on-call"})
  void an_empty_page_says_what_would_be_there(String path) {
    assertThat(page(path)).containsAnyOf("class=\"empty\"", "class=\"card empty\"").contains("aria-current=\"page\"");
  }

  @Test
  void a_channel_is_tested_from_the_page_of_deliveries() {
    assertThat(page("/deliveries")).contains("Test a channel", "action=\"/deliveries/test\"");

    assertThat(body(press("/deliveries", "/deliveries/test", "channel", "slack"))).contains("Test of slack ops-alerts", "missing_scope: chat:write");
    assertThat(press("/deliveries", "/deliveries/test", "channel", "fax")).hasStatus(404);
  }

  @Test
  void no_page_carries_script_or_style_of_its_own() {
    BusyMonday.fill(scene);
    for (String path : List.of("/", "/silences", "/silences/new", "/incidents", "/incidents/7f0c1a52-9d3e-4c1b-8a66-000000000003",
        "/incidents/7f0c1a52-9d3e-4c1b-8a66-000000000003/explain", "/deliveries", "/dead-letters",
        "/rules", "/on-call", "/login")) {
      assertThat(page(path)).as(path).doesNotContainPattern("<script(?![^>]* src=)").doesNotContain("<style", " style=\"", " onclick=");
    }
  }

  @Test
  void incidents_are_filtered_and_paged() {
    for (int i = 0; i < 60; i++) {
      scene.incident("sla-breach", "srv-" + i, Severity.ERROR, "Title of " + i + ".", Duration.ofMinutes(i + 1), null);
    }
    assertThat(page("/incidents")).contains("Title of 49.", "/incidents?status=open&amp;page=1").doesNotContain("Title of 50.");
    assertThat(page("/incidents?page=1")).contains("Title of 50.", "Title of 59.", "/incidents?status=open&amp;page=0");
    assertThat(page("/incidents?key=srv-7")).contains("Title of 7.").doesNotContain("Title of 8.");
    assertThat(page("/incidents?status=resolved")).contains("No such incident.");
  }

  @Test
  void an_incident_shows_evidence_story_and_deliveries() {
    BusyMonday.fill(scene);

    String page = page("/incidents/7f0c1a52-9d3e-4c1b-8a66-000000000003");

    assertThat(page).contains("downtime_count", "href=\"https://wiki.example/runbooks/unresolved-downtime\"", "first notification",
        "450 4.2.0 greylisted", "OPS-1274", "Acknowledge", "Snooze 4 h");
  }

  @Test
  void an_announcement_is_listed_among_the_deliveries_and_links_to_no_incident() {
    scene.announced("handoff", "infrastructure 2026-08-03T07:00:00Z 0m mira", "mail", "mira@example.com", "sent");
    scene.deadLetter("delivery", "mail", "mira@example.com", null, "announced: You are on call", "550 no such user", 1);

    assertThat(page("/deliveries")).contains("infrastructure 2026-08-03T07:00:00Z 0m mira", "handoff", "announced")
        .doesNotContain("href=\"/incidents/");
    assertThat(page("/dead-letters")).contains("550 no such user", "Replay").doesNotContain("href=\"/incidents/");
    assertThat(page("/")).contains("All is quiet.");
  }

  @Test
  void the_buttons_of_an_incident_act_in_the_name_of_the_console() {
    Incident incident = scene.incident("sla-breach", "srv-1", Severity.ERROR, "t", Duration.ofMinutes(5), null);
    String path = "/incidents/" + incident.id();

    assertThat(press(path, path + "/acknowledge", "note", "on it")).hasRedirectedUrl(path);
    assertThat(press(path, path + "/snooze", "hours", "4")).hasRedirectedUrl(path);
    assertThat(scene.incidents.find(incident.id()).orElseThrow().snoozedUntil()).isEqualTo(Scene.NOW.plus(Duration.ofHours(4)));
    assertThat(press(path, path + "/resolve")).hasRedirectedUrl(path);

    assertThat(scene.incidents.timeline(incident.id())).extracting(entry -> entry.event() + " by " + entry.actor())
        .containsExactly("opened by rule", "acknowledged by console", "snoozed by console", "resolved by console");
    assertThat(page(path)).doesNotContain("<button");
  }

  @Test
  void a_dead_letter_is_replayed_discarded_or_refused_with_a_way_to_force() {
    DeadLetter one = scene.deadLetter("delivery", "slack", "ops", null, "{\"text\": 1}", "channel_not_found", 3);
    DeadLetter late = scene.deadLetter("delivery", "slack", "ops", null, "p", "HTTP 400", 3);
    DeadLetter row = scene.deadLetter("row", null, null, null, "{}", "key column 'server_id' is null", 0);
    scene.deadLetters.over.add(late.id());

    assertThat(page("/dead-letters")).contains("channel_not_found", "{&quot;text&quot;: 1}", "Cannot be replayed");
    assertThat(press("/dead-letters", "/dead-letters/" + one.id() + "/replay", "channel", "slack"))
        .hasRedirectedUrl("/dead-letters?done=replayed&channel=slack");
    assertThat(page("/dead-letters?done=replayed&channel=slack")).contains("Replayed: it is sent again", "Replay all of slack");

    MvcTestResult refused = press("/dead-letters", "/dead-letters/" + late.id() + "/replay");
    assertThat(refused).hasStatus(409);
    assertThat(body(refused)).contains("Not replayed", "the incident is over", "name=\"force\"");
    assertThat(press("/dead-letters", "/dead-letters/" + late.id() + "/replay", "force", "true")).hasStatus3xxRedirection();
    assertThat(press("/dead-letters", "/dead-letters/" + row.id() + "/discard")).hasRedirectedUrl("/dead-letters?done=discarded");
    assertThat(scene.deadLetters.waiting()).isZero();
  }

  @Test
  void a_channel_is_replayed_at_once_and_the_refused_are_listed() {
    scene.health("slack", "ok", null, 0, 0, 2);
    scene.deadLetter("delivery", "slack", "ops", null, "p", "r", 1);
    DeadLetter late = scene.deadLetter("delivery", "slack", "ops", null, "p", "r", 1);
    scene.deadLetters.over.add(late.id());

    String page = body(press("/dead-letters?channel=slack", "/dead-letters/replay", "channel", "slack"));

    assertThat(page).contains("1 dead letter of slack replayed", "1 not replayed", late.id().toString());
  }

  @Test
  void what_cannot_be_shown_is_said_on_a_page_without_details() {
    MvcTestResult wrong = mvc.get().uri("/incidents?status=<b>").header("Host", "localhost").accept(MediaType.TEXT_HTML).exchange();
    assertThat(wrong).hasStatus(400);
    assertThat(body(wrong)).contains("status &#39;&lt;b&gt;&#39; is unknown", "To the overview").doesNotContain("Whitelabel", "at dev.signalbox");
    assertThat(mvc.get().uri("/incidents/00000000-0000-4000-8000-000000000000").header("Host", "localhost").exchange())
        .hasStatus(404);
  }

  @Test
  void the_rules_page_tells_what_is_wrong_on_call() {
    scene.findings.find(Kind.MISSING_ID, "anna", "anna has no mail");
    scene.findings.find(Kind.GAP, "db", "schedule 'db' has nobody on call");
    scene.findings.find(Kind.UNUSED_PERSON, "ben", "no schedule names ben");

    String page = page("/rules");
    assertThat(page.indexOf("nobody on call")).as("the worst first").isPositive().isLessThan(page.indexOf("anna has no mail"));
    assertThat(page).containsPattern("(?s)<summary>1 remark</summary>.*no schedule names ben").contains("On call, the next 90 days", "<code>routes/on-call/schedules.yaml:18</code>",
        "schedule &#39;db&#39; has nobody on call", "<span class=\"pill error\">error</span>",
        "because the calendar is kept elsewhere and was not read: <span>night</span>").doesNotContain("The turns are meant");
    scene.findings.clear();
    assertThat(page("/rules")).contains("No gap, nobody out of reach");
    scene.findings.looked = false;
    assertThat(page("/rules")).contains("Not looked at yet.");
  }

  @Test
  void an_edit_that_deals_turns_anew_is_accepted_by_a_button() {
    UUID version = UUID.fromString("0000feed-0000-4000-8000-000000000001");
    scene.findings.find(Kind.TURNS_DEALT_ANEW, "db", "layer 'week' was edited in place");
    scene.findings.edit = new OnCallFindings.Edit(version, Scene.NOW);
    assertThat(page("/rules")).contains("action=\"/on-call-findings/accept\"", "value=\"" + version + "\"");

    assertThat(press("/rules", "/on-call-findings/accept", "version", version.toString())).hasStatus(302).hasRedirectedUrl("/rules");

    assertThat(scene.findings.acceptedBy).containsExactly("console");
    scene.findings.edit = new OnCallFindings.Edit(UUID.randomUUID(), Scene.NOW);
    assertThat(press("/rules", "/on-call-findings/accept", "version", version.toString())).as("another one by now").hasStatus(409);
  }
}
