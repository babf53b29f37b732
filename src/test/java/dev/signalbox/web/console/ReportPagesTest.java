package dev.signalbox.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.report.Report;
import dev.signalbox.report.Report.Entry;
import dev.signalbox.report.Report.Figure;
import dev.signalbox.report.Report.Link;
import dev.signalbox.report.Report.Section;
import dev.signalbox.report.Report.Table;
import dev.signalbox.report.Report.Tone;
import dev.signalbox.web.WebTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ReportPagesTest extends WebTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  @Test
  void without_a_report_the_page_says_what_would_be_there() {
    assertThat(body(get("/reports"))).contains("class=\"empty\"", "daily-report.camel.yaml", "aria-current=\"page\"");
  }

  @Test
  void reports_are_listed_the_latest_first() {
    keep("2026-11-26", "daily-report");
    keep("2026-11-27", "daily-report");
    String page = body(get("/reports"));
    assertThat(page).contains("/reports/2026-11-27?rule=daily-report", "3 servers down");
    assertThat(page.indexOf("2026-11-27")).isLessThan(page.indexOf("2026-11-26"));
  }

  @Test
  void one_report_shows_its_sections_its_pictures_and_its_table_and_no_markup_of_others() {
    keep("2026-11-27", "daily-report");
    String page = body(get("/reports/2026-11-27"));
    assertThat(page).contains("Unresolved downtime", "down for 3 h", "href=\"/incidents/1\"", "https://jira.example/OPS-1",
        "its ticket is closed", "<td>99.95 %</td>", "… and 4 more", "alt=\"Ages\"",
        "/reports/2026-11-27/files/ages.png?rule=daily-report", "/reports/2026-11-27/files/open.csv?rule=daily-report",
        "&lt;img src=x onerror");
    assertThat(page).doesNotContain("<img src=x").doesNotContain(" style=", "javascript:");
  }

  @Test
  void pictures_are_shown_and_tables_are_saved_byte_for_byte() {
    keep("2026-11-27", "daily-report");
    MvcTestResult picture = get("/reports/2026-11-27/files/ages.png");
    assertThat(picture.getResponse().getContentType()).isEqualTo("image/png");
    assertThat(picture.getResponse().getHeader("Content-Disposition")).isEqualTo("inline");
    assertThat(picture.getResponse().getContentAsByteArray()).containsExactly(1, 2, 3);
    MvcTestResult table = get("/reports/2026-11-27/files/open.csv");
    assertThat(table.getResponse().getContentType()).startsWith("text/csv");
    assertThat(table.getResponse().getHeader("Content-Disposition")).startsWith("attachment").contains("open.csv");
    assertThat(table.getResponse().getContentAsByteArray()).isEqualTo("\ufeffserver\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(get("/reports/2026-11-27/files/other.csv")).hasStatus(404);
  }

  @Test
  void of_two_rules_the_address_says_which() {
    keep("2026-11-27", "daily-report");
    keep("2026-11-27", "team-report");
    assertThat(body(get("/reports/2026-11-27?rule=team-report"))).contains("team-report says");
    assertThat(get("/reports/2026-11-27?rule=none")).hasStatus(404);
  }

  @Test
  void the_api_lists_reports_and_answers_with_one_of_them() {
    keep("2026-11-27", "daily-report");
    assertThat(body(get("/api/reports"))).contains("\"date\":\"2026-11-27\"", "\"title\":\"daily-report says", "\"label\":\"servers down\"")
        .doesNotContain("sections");
    assertThat(body(get("/api/reports/2026-11-27"))).contains("\"zone\":\"Europe/Berlin\"", "\"name\":\"downtime\"", "\"more\":4",
        "\"remark\":\"down for 3 h\"");
  }

  @Test
  void what_is_no_date_and_what_has_no_report_is_said() {
    assertThat(get("/api/reports/yesterday")).hasStatus(400);
    assertThat(body(get("/api/reports/2026-13-01"))).contains("is no date, use ISO 8601");
    assertThat(get("/api/reports/2026-11-28")).hasStatus(404);
    assertThat(get("/reports/2026-11-28")).hasStatus(404);
  }

  private void keep(String date, String rule) {
    Entry entry = new Entry(
        HOSTILE, "/incidents/1", "down for 3 h", List.of("its ticket is closed"),
        List.of(new Link("OPS-1", "https://jira.example/OPS-1"), new Link("OPS-2", "javascript:alert(1)")), Tone.BAD);
    Section downtime = new Section(
        "downtime", "Unresolved downtime", List.of(), List.of(entry), 4,
        new Table(List.of("Team", "Day"), List.of(List.of("core", "99.95 %"))), new Report.Picture("ages.png", "Ages", 348, true));
    UUID announcement = UUID.randomUUID();
    scene.reports.keep(new Report(
        rule, LocalDate.parse(date), ZoneId.of("Europe/Berlin"), Instant.parse(date + "T07:00:00Z"), rule + " says of " + date,
        "As of eight", List.of(new Figure("servers down", "3", Tone.BAD)), List.of(downtime)), announcement);
    scene.reports.documents.put(announcement, new Document("", "", List.of(
        new Enclosure("ages.png", "image/png", "ages@signalbox", new byte[] {1, 2, 3}),
        new Enclosure("open.csv", "text/csv; charset=utf-8", null, "\ufeffserver\r\n".getBytes(StandardCharsets.UTF_8)))));
  }
}
