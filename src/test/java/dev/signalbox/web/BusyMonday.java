package dev.signalbox.web;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.calendar.CalendarStatus;
import dev.signalbox.web.RouteFilesView.RouteFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scene with something of everything: what the pages are looked at with. */
public final class BusyMonday {

  private static final Instant NOW = Scene.NOW;

  private BusyMonday() {}

  public static Scene fill(Scene scene) {
    Incident pressed = scene.incident("resource-pressure", "srv-117", Severity.WARNING,
        "CPU or memory above 90 % for 10 minutes: srv-117", Duration.ofMinutes(4), "mira");
    scene.delivery(pressed, "slack", "ops-alerts", "opened", "sent", 1, null, "C02AB:1754213.0042", null);

    Incident down = scene.incident("unresolved-downtime", "srv-042", Severity.CRITICAL,
        "Down for more than 2 hours: srv-042", Duration.ofMinutes(38), "jan");
    scene.delivery(down, "slack", "ops-alerts", "opened", "sent", 1, null, "C02AB:1754211.0013", null);
    scene.delivery(down, "pagerduty", "", "opened", "sent", 2, null, down.id().toString(), null);
    scene.delivery(down, "mail", "jan@example.org", "opened", "pending", 3, "450 4.2.0 greylisted, try again later", null, null);
    scene.delivery(down, "jira", "OPS", "opened", "sent", 1, null, "OPS-1274", "https://jira.example/browse/OPS-1274");

    Incident breach = scene.incident("sla-breach", "web-frontend-07", Severity.ERROR,
        "Downtime over the SLA of 60 minutes: web-frontend-07", Duration.ofMinutes(95), "mira");
    scene.delivery(breach, "servicenow", "", "opened", "sent", 1, null, "INC0012873", "https://now.example/nav_to.do?uri=incident.do");
    scene.delivery(breach, "slack", "ops-alerts", "opened", "sent", 1, null, "C02AB:1754208.0100", null);
    scene.delivery(breach, "mail", "on-call", "opened", "suppressed", 0, null, null, null);
    scene.incidents.incidents.put(breach.id(), InMemoryIncidents.with(
        breach, Status.ACKNOWLEDGED, NOW.minusSeconds(4000), "mira", null, NOW.plus(Duration.ofHours(2))));
    scene.incidents.tell(breach.id(), NOW.minusSeconds(4000), "acknowledged", "mira", "by_hand", "Disk swap under way, see the ticket.");
    scene.incidents.tell(breach.id(), NOW.minusSeconds(3000), "snoozed", "mira", "by_hand", null);

    Incident repeated = scene.incident("repeated-downtime", "db-replica-eu-3", Severity.ERROR,
        "Repeated downtime of the same server: db-replica-eu-3", Duration.ofHours(7), "mira");
    scene.delivery(repeated, "slack", "db-alerts", "opened", "dead", 6, "channel_not_found", null, null);
    scene.delivery(repeated, "pagerduty", "", "opened", "sent", 1, null, repeated.id().toString(), null);
    scene.delivery(repeated, "pagerduty", "", "repeated", "sent", 1, null, repeated.id().toString(), null);

    Incident own = scene.incident("signalbox", "daily-report", Severity.INFO,
        "The rule daily-report has not been polled for 3 periods", Duration.ofHours(26), null);
    scene.delivery(own, "mail", "management@example.org", "opened", "pending", 0, null, null, null);

    Incident old = scene.incident("sla-breach", "batch-12", Severity.WARNING, "Downtime over the SLA of 60 minutes: batch-12",
        Duration.ofHours(50), "ana");
    scene.delivery(old, "jira", "OPS", "opened", "sent", 1, null, "OPS-1260", "https://jira.example/browse/OPS-1260");
    scene.delivery(old, "jira", "OPS", "resolved", "sent", 1, null, "OPS-1260", "https://jira.example/browse/OPS-1260");
    scene.incidents.incidents.put(old.id(), InMemoryIncidents.with(old, Status.RESOLVED, null, null, NOW.minus(Duration.ofHours(46)), null));
    scene.incidents.tell(old.id(), NOW.minus(Duration.ofHours(46)), "resolved", "rule", "row_gone", null);

    scene.deadLetter("delivery", "slack", "db-alerts", repeated,
        "{\n  \"channel\": \"db-alerts\",\n  \"text\": \"Repeated downtime of the same server: db-replica-eu-3\"\n}", "channel_not_found", 6);
    var late = scene.deadLetter("delivery", "jira", "OPS", old,
        "{\"fields\":{\"summary\":\"Downtime over the SLA: batch-12\"}}", "HTTP 400: customfield_10010 cannot be set", 1);
    scene.deadLetters.over.add(late.id());
    scene.deadLetter("row", null, null, null, "{\"server_id\":null,\"cpu_usage\":97.2}", "key column 'server_id' is null", 0);

    scene.rule("daily-report", "Every unresolved downtime, once a day", false, 0, 0, 4, "timeout after 10 s while waiting for the report query");
    scene.rule("repeated-downtime", "Repeated downtime of the same server", true, 1, 1, 0, null);
    scene.rule("resource-pressure", "CPU or memory above 90 % for 10 minutes", true, 3, 1, 0, null);
    scene.rule("sla-breach", "Downtime over the SLA", true, 12, 1, 0, null);
    scene.rule("unresolved-downtime", "Down for more than 2 hours", true, 1, 1, 0, null);

    scene.health("jira", "ok", null, 0, 14, 1);
    scene.health("mail", "throttled", "450 4.2.0 greylisted, try again later", 2, 61, 0);
    scene.health("pagerduty", "ok", null, 0, 22, 0);
    scene.health("servicenow", "misconfigured", "HTTP 401: check signalbox.servicenow.password", 3, 5, 0);
    scene.health("slack", "ok", null, 0, 134, 1);

    scene.written(Path.of("src/test/resources/web/on-call"));
    override(scene, "infrastructure", Replacement.Kind.REPLACE, "2026-08-03T06:00:00Z", "2026-08-03T12:00:00Z", "sofia", "kwame",
        "Kwame is at the dentist");
    override(scene, "infrastructure", Replacement.Kind.ADD, "2026-08-04T16:00:00Z", "2026-08-05T06:00:00Z", "tomoko", null, "Migration of the core switch");
    scene.read.put("vendor", Assignments.of(List.of(
        new Assignment(Instant.parse("2026-08-01T08:00:00Z"), Instant.parse("2026-08-08T08:00:00Z"), "Zoë (Acme Support)", 0),
        new Assignment(Instant.parse("2026-08-08T08:00:00Z"), Instant.parse("2026-08-15T08:00:00Z"), "pavel", 0))));
    scene.calendars.add(new CalendarStatus(
        "vendor", CalendarRef.Kind.ICAL, Duration.ofMinutes(15), NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofHours(5)), 20,
        "HTTP 503", List.of(), Set.of("Zoë (Acme Support)")));
    scene.findings.find(Kind.GAP, "network", "schedule 'network' has nobody on call from 2026-09-21T08:00Z; add a layer");
    scene.findings.find(Kind.MISSING_ID, "tomoko", "person 'tomoko' has no mail, which a mail sink of a rule needs; add it to people.yaml");
    override(scene, "database", Replacement.Kind.SET, "2026-08-08T12:00:00Z", "2026-08-09T00:00:00Z", "grace", null, "");

    scene.files.add(new RouteFile("channels/slack.camel.yaml", true, true, List.of()));
    scene.files.add(new RouteFile("rules/daily-report.camel.yaml", true, true, List.of()));
    scene.files.add(new RouteFile("rules/sla-breach.camel.yaml", false, true,
        List.of("rules/sla-breach.camel.yaml:14: kamelet:jira-ticket-sink has no parameter 'projct', did you mean 'project'?")));
    scene.announced("handoff", "infrastructure 2026-08-03T07:00:00Z 0m mira", "mail", "mira.okafor@example.com", "sent");
    return scene;
  }

  private static void override(
      Scene scene, String schedule, Replacement.Kind kind, String start, String end, String name, @Nullable String replaces, String reason) {
    Interval during = new Interval(Instant.parse(start), Instant.parse(end));
    scene.overrides.make(
        schedule, new Replacement(during, kind, List.of(name), replaces == null ? List.of() : List.of(replaces)), "mira", reason);
  }
}
