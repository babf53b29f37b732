package dev.signalbox.report;

import dev.signalbox.report.Report.Entry;
import dev.signalbox.report.Report.Figure;
import dev.signalbox.report.Report.Link;
import dev.signalbox.report.Report.Picture;
import dev.signalbox.report.Report.Section;
import dev.signalbox.report.Report.Table;
import dev.signalbox.report.Report.Tone;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The report for a mail: one column that a phone can show, tables where Outlook lays nothing else out, styles inline
 * because mail programs drop all others.
 */
final class ReportHtml {

  private static final String FAINT = "#57606a";
  private static final String LINK = "#1f4b99";

  private final StringBuilder html = new StringBuilder(32_768);
  private final UnaryOperator<String> pictures;
  private final @Nullable String console;

  /**
   * @param pictures from a picture's file to its content id
   * @param console where people find the console; null: then nothing links there
   */
  private ReportHtml(UnaryOperator<String> pictures, @Nullable String console) {
    this.pictures = pictures;
    this.console = console;
  }

  static String of(Report report, UnaryOperator<String> pictures, @Nullable String console) {
    ReportHtml html = new ReportHtml(pictures, console);
    html.paragraph(report.summary(), FAINT);
    html.figures(report.figures());
    report.sections().forEach(html::section);
    return html.html.toString();
  }

  private void paragraph(String text, String colour) {
    html.append("<p style=\"margin:0 0 12px;color:").append(colour).append("\">").append(escape(text)).append("</p>\n");
  }

  /** Two beside each other, which fits on any phone. */
  private void figures(List<Figure> figures) {
    html.append("<table role=\"presentation\" style=\"width:100%;border-collapse:collapse\">");
    for (int i = 0; i < figures.size(); i += 2) {
      html.append("<tr>");
      for (Figure figure : figures.subList(i, Math.min(i + 2, figures.size()))) {
        html.append("<td style=\"width:50%;padding:6px 8px 6px 0;vertical-align:top\"><span style=\"font-size:22px;font-weight:600;color:")
            .append(colour(figure.tone())).append("\">").append(escape(figure.value()))
            .append("</span><br><span style=\"color:").append(FAINT).append("\">").append(escape(figure.label()))
            .append("</span></td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>");
  }

  private void section(Section section) {
    html.append("<h2 style=\"margin:24px 0 8px;padding-top:12px;border-top:1px solid #d8dee4;font-size:17px\">")
        .append(escape(section.title())).append("</h2>\n");
    section.notes().forEach(note -> paragraph(note, FAINT));
    section.entries().forEach(this::entry);
    if (section.more() > 0) {
      paragraph("… and %d more".formatted(section.more()), FAINT);
    }
    if (section.table() != null) {
      table(section.table());
    }
    if (section.picture() != null) {
      picture(section.picture());
    }
  }

  private void entry(Entry entry) {
    html.append("<div style=\"margin:0 0 10px;padding-left:10px;border-left:4px solid ").append(colour(entry.tone()))
        .append(";overflow-wrap:anywhere\">").append("<b>").append(link(entry.title(), path(entry.path()))).append("</b>");
    if (!entry.remark().isEmpty()) {
      html.append("<br>").append(escape(entry.remark()));
    }
    if (!entry.links().isEmpty()) {
      html.append("<br>").append(String.join(", ", entry.links().stream().map(this::link).toList()));
    }
    entry.warnings().forEach(warning -> html.append("<br><span style=\"color:").append(colour(Tone.BAD)).append("\">")
        .append(escape(warning)).append("</span>"));
    html.append("</div>\n");
  }

  private void table(Table table) {
    html.append("<table style=\"width:100%;border-collapse:collapse;font-size:14px;margin:0 0 12px\"><tr>");
    for (int i = 0; i < table.columns().size(); i++) {
      cell("th", i, table.columns().get(i));
    }
    html.append("</tr>\n");
    for (List<String> row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell("td", i, row.get(i));
      }
      html.append("</tr>\n");
    }
    html.append("</table>");
  }

  private void cell(String tag, int column, String text) {
    html.append('<').append(tag).append(" style=\"padding:4px 6px 4px 0;border-bottom:1px solid #d8dee4;vertical-align:top;text-align:")
        .append(column == 0 ? "left" : "right").append(tag.equals("th") ? ";font-weight:600;color:" + FAINT : "").append("\">")
        .append(escape(text)).append("</").append(tag).append('>');
  }

  private void picture(Picture picture) {
    // Outlook sees the attribute and no maximum
    html.append("<img width=\"540\" src=\"cid:").append(escape(pictures.apply(picture.file()))).append("\" alt=\"")
        .append(escape(picture.alt())).append("\" style=\"display:block;width:100%;max-width:540px;height:auto;margin:12px 0\">\n");
    if (!picture.lettered()) {
      paragraph(picture.alt(), FAINT);
    }
  }

  private @Nullable String path(@Nullable String path) {
    return console == null || path == null ? null : console + path;
  }

  private String link(Link link) {
    return link(link.text(), link.url());
  }

  private static String link(String text, @Nullable String url) {
    return url == null
        ? escape(text)
        : "<a href=\"%s\" style=\"color:%s\">%s</a>".formatted(escape(url), LINK, escape(text));
  }

  private static String colour(Tone tone) {
    return switch (tone) {
      case PLAIN -> "#1f4b99";
      case GOOD -> "#1a7f37";
      case WARNING -> "#9a6700";
      case BAD -> "#b3261e";
    };
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }
}
