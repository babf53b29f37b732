package dev.signalbox.web;

import dev.signalbox.report.Reports;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Finds the report that somebody asks for. */
public final class ReportLookup {

  private ReportLookup() {}

  /** @param rule null for any */
  public static Reports.Kept find(Reports reports, String date, @Nullable String rule) {
    return reports.find(date(date), Given.text(rule).orElse(null))
        .orElseThrow(() -> Refusal.unknown("there is no report of %s", date));
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1970 && date.getYear() < 2200) {
        return date;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw Refusal.badInput("'%s' is no date, use ISO 8601 as in 2026-11-27", text);
  }
}
