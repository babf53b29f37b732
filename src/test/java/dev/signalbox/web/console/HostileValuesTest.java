package dev.signalbox.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.Secret;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.web.RouteFilesView.RouteFile;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** Whatever a row, a channel's answer or a file name holds, a page shows it and does nothing with it. */
class HostileValuesTest extends WebTest {

  private static final UUID ID = UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-00000000beef");
  private static final List<String> PAGES = List.of(
      "/", "/incidents?status=all", "/incidents/" + ID, "/incidents/" + ID + "/explain", "/deliveries", "/dead-letters", "/dead-letters?channel=slack", "/rules", "/on-call",
      "/on-call?weeks=4&zone=utc", "/on-call/infrastructure", "/on-call/infrastructure/overrides/new", "/on-call/people/jan");

  /** The same text in every place that an outsider can write to. */
  private void everywhere(String text) {
    Instant then = Scene.NOW.minusSeconds(60);
    Incident incident = new Incident(ID, new AlertKey("sla-breach", text), Status.ACKNOWLEDGED, Severity.ERROR, text,
        new Row(Map.of(text, text, "runbook", text)), then, then, text, null, null, 0, text, text);
    scene.incidents.add(incident);
    scene.incidents.tell(ID, then, text, text, text, text);
    scene.delivery(incident, "slack", text, "opened", "dead", 2, text, text, text);
    scene.delivery(incident, "jira", text, "opened", "sent", 2, text, text, text);
    scene.announced("handoff", text, "mail", text, "sent");
    scene.deadLetter("delivery", "slack", text, incident, text, text, 2);
    scene.health("slack", "failing", text, 1, 1, 1);
    scene.rule("sla-breach", text, false, 1, 1, 2, text);
    Instant later = Scene.NOW.plusSeconds(60);
    scene.people.put("jan", new Person("jan", text, text, text, text, text, text, new Secret(text), null, List.of(text), Map.of()));
    scene.shifts.put("infrastructure", List.of(
        Scene.shift(then, later, text), Scene.shift(later, later.plusSeconds(60), "jan"), Scene.shift(later.plusSeconds(60), later.plusSeconds(90), text)));
    override(text, Replacement.Kind.ADD, List.of(text), List.of());
    override(text, Replacement.Kind.REPLACE, List.of("jan"), List.of(text));
    scene.files.add(new RouteFile(text, false, false, List.of(text)));
    scene.findings.find(Kind.GAP, text, text);
  }

  private void override(String text, Replacement.Kind kind, List<String> names, List<String> replaces) {
    Interval during = new Interval(Scene.NOW.minusSeconds(10), Scene.NOW.plusSeconds(3600));
    scene.overrides.make("infrastructure", new Replacement(during, kind, names, replaces), text, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<img src=x onerror=fetch('/api/replay')>", "\"><svg/onload=alert(1)>", "</script><script>alert(1)</script>", "' autofocus onfocus='x",
    "${7*7} #{7*7} *{7*7} [[${7*7}]] [(${7*7})] __${7*7}__ th:text=\"${7*7}\""
  })
  void markup_is_text(String text) {
    everywhere(text);
    for (String path : PAGES) {
      assertThat(page(path)).as(path)
          .doesNotContain("<img src=x", "<svg/onload", "<script>alert", "' autofocus onfocus='", "\"><svg")
          .doesNotContain("49 #", ">49<", "[[49]]");
    }
    assertThat(page("/incidents/" + ID)).contains(HtmlUtils.htmlEscape(text, "UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "' autofocus onfocus='x", "../../incidents", "a/b?c#d", "${7*7} %2e"
  })
  void whatever_is_asked_of_the_calendar_is_text_too(String text) {
    everywhere(text);
    scene.shifts.put(text, List.of(Scene.shift(Scene.NOW, Scene.NOW.plusSeconds(60), text)));
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    for (String path : List.of(
        "/on-call/infrastructure/overrides/new?who=%s&instead=%s&from=%s&to=%s&hours=%s&reason=%s&key=%s&seen=%s".replace("%s", encoded), "/on-call")) {
      assertThat(page(path)).as(path)
          .doesNotContain("<img src=x", "<svg/onload", "' autofocus onfocus='", "\"><svg", ">49 ")
          .doesNotContainPattern("(href|action)=\"/[^\"]*(\\.\\./|a/b)");
    }
    assertThat(get("/on-call?zone=" + encoded)).hasStatus(400);
    assertThat(get("/on-call?from=" + encoded)).hasStatus(400);
    assertThat(get("/on-call?weeks=" + encoded)).hasStatus(400);
    assertThat(body(get("/on-call?zone=" + encoded))).doesNotContain("<img src=x", "<svg/onload", "' autofocus onfocus='");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>1</script>",
    "vbscript:x", "file:///etc/passwd", "//evil.example/x", "https:evil", "http://user:pw@evil.example/", "http:///x"
  })
  void only_http_and_https_addresses_become_links(String text) {
    everywhere(text);
    for (String path : PAGES) {
      assertThat(page(path)).as(path).doesNotContainPattern("href=\"\\s*(?i)(javascript|java&#10;|data|vbscript|file|//|https:evil|http://user|http:///)");
    }
  }

  @Test
  void a_web_address_becomes_a_link_that_tells_the_other_side_nothing() {
    everywhere("https://wiki.example/a?b=1&c=\"x");
    assertThat(page("/incidents/" + ID)).doesNotContain("href=\"https://wiki.example/a?b=1&amp;c=\"x");
    scene.clear();
    everywhere("https://wiki.example/a?b=1&c=2");
    assertThat(page("/incidents/" + ID)).contains("href=\"https://wiki.example/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\"");
  }

  @Test
  void control_characters_line_breaks_and_turned_text_do_not_reach_the_page() {
    everywhere("x\n2026-01-01 ERROR admin logged in\u001b[2J\u202egnp.exe\u0000${jndi:ldap://127.0.0.1:1389/a}");
    for (String path : PAGES) {
      assertThat(page(path)).as(path).doesNotContain("\u001b", "\u202e", "\u0000");
    }
    assertThat(page("/")).contains("x 2026-01-01 ERROR admin logged in\uFFFD[2Jgnp.exe\uFFFD${jndi:ldap");
  }

  @Test
  void a_value_of_ten_megabytes_is_cut_and_its_length_told() {
    everywhere("A".repeat(10_485_760));
    for (String path : PAGES) {
      assertThat(page(path).length()).as(path).isLessThan(200_000);
    }
    assertThat(page("/")).contains("A…(10485760)");
  }
}
