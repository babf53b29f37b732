package dev.signalbox.report;

import dev.signalbox.report.Report.Entry;
import dev.signalbox.report.Report.Section;
import dev.signalbox.report.Report.Table;
import java.util.List;

/** The report for programs that show no HTML. */
final class ReportText {

  private final StringBuilder text = new StringBuilder(8192);

  private ReportText() {}

  static String of(Report report) {
    ReportText text = new ReportText();
    text.text.append(report.summary()).append("\n\n");
    report.figures().forEach(figure -> text.text.append(figure.value()).append(' ').append(figure.label()).append('\n'));
    report.sections().forEach(text::section);
    return text.text.toString();
  }

  private void section(Section section) {
    text.append('\n').append(section.title()).append('\n').append("=".repeat(section.title().length())).append('\n');
    section.notes().forEach(note -> text.append(note).append('\n'));
    section.entries().forEach(this::entry);
    if (section.more() > 0) {
      text.append("… and ").append(section.more()).append(" more\n");
    }
    if (section.table() != null) {
      table(section.table());
    }
    if (section.picture() != null) {
      text.append(section.picture().alt()).append('\n');
    }
  }

  private void entry(Entry entry) {
    text.append("- ").append(entry.title()).append('\n');
    if (!entry.remark().isEmpty()) {
      text.append("  ").append(entry.remark()).append('\n');
    }
    entry.links().forEach(link ->
        text.append("  ").append(link.text()).append(link.url() == null ? "" : " " + link.url()).append('\n'));
    entry.warnings().forEach(warning -> text.append("  ! ").append(warning).append('\n'));
  }

  /** Each row as a line of its own, because columns line up in few of the fonts that people have. */
  private void table(Table table) {
    for (List<String> row : table.rows()) {
      StringBuilder line = new StringBuilder(row.get(0)).append(": ");
      for (int i = 1; i < row.size(); i++) {
        line.append(i == 1 ? "" : ", ").append(table.columns().get(i)).append(' ').append(row.get(i));
      }
      text.append(line).append('\n');
    }
  }
}
