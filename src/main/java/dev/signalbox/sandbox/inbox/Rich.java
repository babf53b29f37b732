package dev.signalbox.sandbox.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vendors' rich text as HTML. Whatever is not known markup is escaped, so the result may be shown as it is. */
final class Rich {

  private static final Pattern TOKEN = Pattern.compile("<([^<>]*)>");
  private static final Pattern NOFORMAT = Pattern.compile("\\{noformat\\}(.*?)\\{noformat\\}", Pattern.DOTALL);

  private Rich() {}

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  /** Slack's mrkdwn, in which the sender has escaped {@code & < >} already. */
  static String mrkdwn(String text) {
    StringBuilder html = new StringBuilder();
    Matcher tokens = TOKEN.matcher(text);
    int end = 0;
    while (tokens.find()) {
      html.append(styled(text.substring(end, tokens.start()))).append(token(tokens.group(1)));
      end = tokens.end();
    }
    return html.append(styled(text.substring(end))).toString().replace("\n", "<br>");
  }

  /** Slack's plain_text: entities are undone, nothing else is. */
  static String plain(String text) {
    return escape(unescape(text)).replace("\n", "<br>");
  }

  private static String styled(String text) {
    return escape(unescape(text))
        .replaceAll("`([^`\n]+)`", "<code>$1</code>")
        .replaceAll("(?<![\\w*])\\*([^*\n]+)\\*(?![\\w*])", "<b>$1</b>")
        .replaceAll("(?<![\\w_])_([^_\n]+)_(?![\\w_])", "<i>$1</i>")
        .replaceAll("(?<![\\w~])~([^~\n]+)~(?![\\w~])", "<s>$1</s>");
  }

  private static String token(String token) {
    int bar = token.indexOf('|');
    String target = bar < 0 ? token : token.substring(0, bar);
    String label = bar < 0 ? token : token.substring(bar + 1);
    if (target.startsWith("@") || target.startsWith("#") || target.startsWith("!")) {
      String sign = target.startsWith("!") ? "@" : target.substring(0, 1);
      return "<span class=\"mention\">" + escape(sign + (bar < 0 ? target.substring(1) : label)) + "</span>";
    }
    return link(unescape(target), plain(label));
  }

  /** Only what a browser may follow; anything else stays text. */
  static String link(String url, String labelHtml) {
    return url.matches("(?i)(https?|mailto):.*")
        ? "<a rel=\"noopener noreferrer nofollow\" href=\"" + escape(url) + "\">" + labelHtml + "</a>"
        : labelHtml;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** A description or comment of Jira: the Atlassian Document Format, or the wiki text of Data Center. */
  static String jira(JsonNode text) {
    return text.isTextual() ? wiki(text.asText()) : document(text);
  }

  private static String wiki(String text) {
    StringBuilder html = new StringBuilder();
    Matcher blocks = NOFORMAT.matcher(text);
    int end = 0;
    while (blocks.find()) {
      html.append(escape(text.substring(end, blocks.start())).replace("\n", "<br>"));
      html.append("<pre>").append(escape(blocks.group(1).strip())).append("</pre>");
      end = blocks.end();
    }
    return html.append(escape(text.substring(end)).replace("\n", "<br>")).toString();
  }

  private static String document(JsonNode node) {
    StringBuilder inner = new StringBuilder();
    node.path("content").forEach(child -> inner.append(document(child)));
    return switch (node.path("type").asText()) {
      case "text" -> marked(node);
      case "hardBreak" -> "<br>";
      case "paragraph" -> "<p>" + inner + "</p>";
      case "heading" -> "<h4>" + inner + "</h4>";
      case "bulletList" -> "<ul>" + inner + "</ul>";
      case "orderedList" -> "<ol>" + inner + "</ol>";
      case "listItem" -> "<li>" + inner + "</li>";
      case "codeBlock" -> "<pre>" + inner + "</pre>";
      case "blockquote", "panel" -> "<blockquote>" + inner + "</blockquote>";
      case "rule" -> "<hr>";
      case "table" -> "<table>" + inner + "</table>";
      case "tableRow" -> "<tr>" + inner + "</tr>";
      case "tableHeader" -> "<th>" + inner + "</th>";
      case "tableCell" -> "<td>" + inner + "</td>";
      case "mention", "emoji", "status" -> escape(node.at("/attrs/text").asText());
      default -> inner.toString();
    };
  }

  private static String marked(JsonNode text) {
    String html = escape(text.path("text").asText());
    for (JsonNode mark : text.path("marks")) {
      html = switch (mark.path("type").asText()) {
        case "strong" -> "<b>" + html + "</b>";
        case "em" -> "<i>" + html + "</i>";
        case "strike" -> "<s>" + html + "</s>";
        case "code" -> "<code>" + html + "</code>";
        case "link" -> link(mark.at("/attrs/href").asText(), html);
        default -> html;
      };
    }
    return html;
  }
}
