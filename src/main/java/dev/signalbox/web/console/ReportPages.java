package dev.signalbox.web.console;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.report.Reports;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.ReportLookup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports that were made, and one of them with the pictures and files of its mail. */
@Controller
@RequestMapping("/reports")
class ReportPages {

  private static final int SIZE = 31;

  private final Reports reports;
  private final Announcements announcements;

  ReportPages(Reports reports, Announcements announcements) {
    this.reports = reports;
    this.announcements = announcements;
  }

  @GetMapping
  String list(@RequestParam(required = false) @Nullable String page, Model model) {
    int number = Given.page(page);
    List<Reports.Kept> found = reports.list(SIZE + 1, number * SIZE);
    model.addAttribute("page", number);
    model.addAttribute("reports", found.stream().limit(SIZE).toList());
    model.addAttribute("more", found.size() > SIZE);
    return "reports";
  }

  @GetMapping("/{date}")
  String one(@PathVariable String date, @RequestParam(required = false) @Nullable String rule, Model model) {
    Reports.Kept kept = ReportLookup.find(reports, date, rule);
    model.addAttribute("report", kept.report());
    model.addAttribute("files", announcements.document(kept.announcement()).stream()
        .flatMap(document -> document.enclosures().stream()).filter(file -> file.contentId() == null)
        .map(Enclosure::name).toList());
    return "report";
  }

  /** Pictures are shown, tables are saved. */
  @GetMapping("/{date}/files/{name}")
  ResponseEntity<byte[]> file(
      @PathVariable String date, @PathVariable String name, @RequestParam(required = false) @Nullable String rule) {
    Reports.Kept kept = ReportLookup.find(reports, date, rule);
    Enclosure file = announcements.document(kept.announcement()).stream()
        .flatMap(document -> document.enclosures().stream()).filter(one -> one.name().equals(name)).findFirst()
        .orElseThrow(() -> Refusal.unknown("the report of %s has no file '%s'", date, name));
    ContentDisposition disposition = file.contentId() == null
        ? ContentDisposition.attachment().filename(file.name(), StandardCharsets.UTF_8).build()
        : ContentDisposition.inline().build();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(file.type()))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .body(file.bytes());
  }
}
