package dev.signalbox.web.api;

import dev.signalbox.report.Report;
import dev.signalbox.report.Reports;
import dev.signalbox.web.Given;
import dev.signalbox.web.ReportLookup;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The daily reports. */
@Tag(name = "reports")
@RestController
@RequestMapping(path = "/api/reports", produces = MediaType.APPLICATION_JSON_VALUE)
class ReportsApi {

  private static final int SIZE = 50;

  private final Reports reports;

  ReportsApi(Reports reports) {
    this.reports = reports;
  }

  /** Without its sections. */
  record Line(LocalDate date, String rule, Instant at, String title, String summary, List<Report.Figure> figures) {
    static Line of(Report report) {
      return new Line(
          report.date(), report.rule(), report.at(), report.title(), report.summary(), report.figures());
    }
  }

  @Operation(summary = "Reports, newest first, 50 to a page; page counts from 0")
  @GetMapping
  List<Line> list(@RequestParam(required = false) @Nullable String page) {
    return reports.list(SIZE, Given.page(page) * SIZE).stream().map(kept -> Line.of(kept.report())).toList();
  }

  @Operation(summary = "The report of a date, with its sections; its pictures and its table are under /reports/{date}/files")
  @GetMapping("/{date}")
  Report one(
      @Parameter(description = "of the report's own zone, for example 2026-11-27") @PathVariable String date,
      @Parameter(description = "where several rules make reports; any if left out")
          @RequestParam(required = false) @Nullable String rule) {
    return ReportLookup.find(reports, date, rule).report();
  }
}
