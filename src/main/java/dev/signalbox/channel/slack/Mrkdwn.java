package dev.signalbox.channel.slack;

import dev.signalbox.channel.Text;

/** Slack's markup. It has three special characters and no others (https://docs.slack.dev/messaging/formatting-message-text). */
final class Mrkdwn {

  private Mrkdwn() {}

  /** One line, escaped, at most {@code max} characters after escaping, never half an entity. */
  static String line(String text, int max) {
    String line = Text.line(text, max);
    StringBuilder out = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      String escaped = switch (c) {
        case '&' -> "&amp;";
        case '<' -> "&lt;";
        case '>' -> "&gt;";
        default -> Character.toString(c);
      };
      boolean last = i + Character.charCount(c) == line.length();
      if (out.length() + escaped.length() > (last ? max : max - 1)) {
        return out.append('…').toString();
      }
      out.append(escaped);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** A link of our own; the address comes from the settings, the words from us. */
  static String link(String url, String words) {
    return "<%s|%s>".formatted(
        url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C"), words);
  }
}
