package dev.signalbox.channel.mail;

import dev.signalbox.channel.Link;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Entry;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.delivery.Document;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import java.util.List;

/** The mail as HTML: one column, large enough for a phone, styles inline because mail programs drop all others. */
final class Html {

  private Html() {}

  static String of(Message message, List<Field> row, int missing, List<Entry> items) {
    StringBuilder html = begin(message);
    if (message.text() != null) {
      html.append("<p style=\"margin:0 0 16px;overflow-wrap:anywhere\">")
          .append(escape(message.text()).replace("\n", "<br>\n")).append("</p>");
    }
    table(html, row);
    if (missing > 0) {
      html.append("<p>… and ").append(missing).append(" more columns</p>");
    }
    list(html, items);
    return end(html, message);
  }

  static String of(Message message, Document document) {
    return end(begin(message).append(document.html()), message);
  }

  /** Lines as they are. */
  static String plain(String words) {
    return "<p style=\"margin:0;white-space:pre-wrap;overflow-wrap:anywhere\">%s</p>".formatted(escape(words));
  }

  private static StringBuilder begin(Message message) {
    StringBuilder html = new StringBuilder(4096);
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>")
        .append("<body style=\"margin:0;padding:16px;background:#f4f5f7;font-family:system-ui,-apple-system,'Segoe UI',")
        .append("Roboto,Arial,sans-serif;font-size:16px;line-height:1.45;color:#1c2128\">")
        .append("<div style=\"max-width:600px;margin:0 auto;background:#ffffff;border-radius:8px;border-top:6px solid ")
        .append(colour(message)).append("\"><div style=\"padding:20px\">");
    String state = Wording.state(message.delivery());
    if (!state.isEmpty()) {
      html.append("<p style=\"margin:0;font-weight:600;color:").append(colour(message)).append("\">")
          .append(escape(state)).append("</p>");
    }
    html.append("<h1 style=\"margin:4px 0 16px;font-size:20px;line-height:1.3;overflow-wrap:anywhere\">")
        .append(escape(Wording.title(message.subject()))).append("</h1>");
    return html;
  }

  private static String end(StringBuilder html, Message message) {
    List<Field> facts = Wording.facts(message).stream().filter(fact -> !fact.label().equals(Wording.RUNBOOK)).toList();
    if (!facts.isEmpty()) {
      html.append("<hr style=\"border:0;border-top:1px solid #d8dee4;margin:16px 0\">");
      table(html, facts);
    }
    links(html, message.links());
    return html.append("</div></div></body></html>\n").toString();
  }

  /** The first as a button of the table kind, which Outlook draws too; it pads no links. */
  private static void links(StringBuilder html, List<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    html.append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:20px 0 0\"><tr>");
    for (Link link : links) {
      boolean first = link == links.get(0);
      html.append(first ? "<td bgcolor=\"#1f4b99\" style=\"border-radius:6px;padding:12px 20px\">" : "<td style=\"padding:12px 0 12px 20px\">")
          .append("<a href=\"").append(escape(link.url())).append("\" style=\"color:").append(first ? "#ffffff;text-decoration:none" : "#1f4b99")
          .append("\">").append(escape(link.words())).append("</a></td>");
    }
    html.append("</tr></table>");
  }

  private static void table(StringBuilder html, List<Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    html.append("<table role=\"presentation\" style=\"width:100%;border-collapse:collapse\">");
    for (Field field : fields) {
      html.append("\n<tr><td style=\"padding:4px 12px 4px 0;vertical-align:top;color:#57606a;width:38%\">")
          .append(escape(field.label()))
          .append("</td><td style=\"padding:4px 0;vertical-align:top;overflow-wrap:anywhere\">")
          .append(escape(field.value())).append("</td></tr>");
    }
    html.append("</table>");
  }

  private static void list(StringBuilder html, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    html.append("<ul style=\"margin:16px 0 0;padding:0 0 0 20px\">");
    for (Entry entry : entries) {
      html.append("\n<li style=\"margin:8px 0;overflow-wrap:anywhere\">");
      html.append(entry.link() == null
          ? escape(entry.title())
          : "<a href=\"%s\" style=\"color:#1f4b99\">%s</a>".formatted(escape(entry.link()), escape(entry.title())));
      if (!entry.remark().isEmpty()) {
        html.append("<br><span style=\"color:#57606a\">").append(escape(entry.remark())).append("</span>");
      }
      html.append("</li>");
    }
    html.append("</ul>");
  }

  private static String colour(Message message) {
    if (message.delivery().kind() == ChangeKind.RESOLVED) {
      return "#1a7f37";
    }
    Severity severity = message.subject().severity();
    return severity.worseThan(Severity.WARNING) ? "#b3261e" : severity == Severity.WARNING ? "#9a6700" : "#1f4b99";
  }

  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
