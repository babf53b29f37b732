package dev.signalbox.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.Interval;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.maintenance.Window;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class SilencePagesTest extends WebTest {

  @Test
  void silence_this_leads_over_a_look_at_what_it_holds_to_a_silence() {
    Incident incident = scene.incident("sla-breach", "srv-1", Severity.ERROR, "Downtime over the SLA: srv-1", Duration.ofHours(1), null);
    assertThat(page("/incidents/" + incident.id())).contains("/silences/new?incident=" + incident.id());
    String form = page("/silences/new?incident=" + incident.id());
    assertThat(form).contains("rule=sla-breach\nkey=srv-1", "See what it would hold");

    String matchers = "rule=sla-breach\nkey=srv-1";
    MvcTestResult preview = press("/silences/new", "/silences", "matchers", matchers, "length", "4h", "comment", "disk", "key", "k");
    assertThat(preview).hasStatusOk();
    assertThat(body(preview)).contains("1 open incident would be held", "Downtime over the SLA: srv-1", "Make this silence");
    assertThat(scene.silences.silences).isEmpty();

    MvcTestResult changed = press(
        "/silences/new", "/silences", "matchers", "rule=sla-breach", "length", "4h", "comment", "disk", "key", "k", "seen", matchers + "|4h||");
    assertThat(body(changed)).as("another silence than the one looked at").contains("would be held");
    assertThat(scene.silences.silences).isEmpty();

    MvcTestResult made = press(
        "/silences/new", "/silences", "matchers", matchers, "length", "4h", "comment", "disk", "key", "k", "seen", matchers + "|4h||");
    assertThat(made).hasStatus(302).redirectedUrl().isEqualTo("/silences");
    assertThat(scene.silences.silences.values()).singleElement().returns("console", Silence::author);
    assertThat(page("/silences")).contains("rule=sla-breach, key=srv-1", "disk", "Expire");
  }

  @Test
  void a_mistake_is_told_and_what_was_written_stays() {
    MvcTestResult answer = press("/silences/new", "/silences", "matchers", "server_id=~(", "length", "4h", "comment", "disk");
    assertThat(answer).hasStatus(400);
    assertThat(body(answer)).contains("the pattern", "server_id=~(").contains("value=\"disk\"");
  }

  @Test
  void change_extends_it_and_says_who_did() {
    press("/silences/new", "/silences", "matchers", "rule=down", "length", "4h", "comment", "disk", "key", "k", "seen", "rule=down|4h||");
    String edit = "/silences/" + scene.silences.silences.keySet().iterator().next() + "/edit";
    assertThat(page("/silences")).contains(edit);
    assertThat(page(edit)).contains("rule=down</textarea>", "value=\"disk\"").doesNotContain("What was changed");

    assertThat(press(edit, edit, "matchers", "rule=down", "length", "8h", "comment", "disks")).hasStatus(302);
    assertThat(page(edit)).contains("What was changed", "&quot;disks&quot; instead of &quot;disk&quot;", "console");
    assertThat(press(edit, edit, "matchers", "rule=down", "length", "", "until", "2020-01-01T00:00", "comment", "x")).hasStatus(400);
  }

  @Test
  void expire_ends_it_and_keeps_it_on_the_page() {
    press("/silences/new", "/silences", "matchers", "rule=down", "length", "4h", "comment", "disk", "key", "k", "seen", "rule=down|4h||");
    Silence made = scene.silences.silences.values().iterator().next();

    assertThat(press("/silences", "/silences/" + made.id() + "/expire")).hasStatus(302);
    assertThat(page("/silences")).contains("Over", "by <span>console</span>").doesNotContain(">Expire<");
  }

  @Test
  void the_page_shows_what_is_planned() {
    assertThat(page("/silences")).contains("None is planned.");
    scene.windows.add(new Window(
        "Storage upgrade", Matchers.parse(List.of("team=storage")), new Interval(Scene.NOW, Scene.NOW.plusSeconds(3600))));
    assertThat(page("/silences")).contains("Storage upgrade", "team=storage", ">active<");
  }

  @Test
  void what_is_held_says_so_everywhere() {
    Incident plain = scene.incident("sla-breach", "srv-1", Severity.ERROR, "Down: srv-1", Duration.ofHours(1), null);
    Incident held = new Incident(
        plain.id(), plain.alert(), plain.status(), plain.severity(), plain.title(), plain.row(), plain.openedAt(), null, null, null,
        null, 0, null, null, new Held(new Hold(Reason.IN_MAINTENANCE, "Storage upgrade"), Scene.NOW), null);
    scene.incidents.incidents.put(held.id(), held);
    scene.incident("sla-breach", "srv-2", Severity.ERROR, "Down: srv-2", Duration.ofHours(1), null);

    assertThat(page("/incidents")).contains("in maintenance", "title=\"Storage upgrade\"");
    assertThat(page("/incidents?status=held")).contains("srv-1").doesNotContain("srv-2");
    assertThat(page("/incidents/" + held.id())).contains("Held back", "Storage upgrade", "nobody has been told yet");
    assertThat(page("/silences")).contains("Held back now", "Storage upgrade");
    assertThat(get("/api/incidents?status=held")).bodyJson().extractingPath("$[0].held.reason").isEqualTo("in_maintenance");
  }
}
