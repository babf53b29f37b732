package dev.signalbox.channel.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Link;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.OnCallWords;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Entry;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text and blocks. Values of a row are {@code plain_text}, which knows neither mentions nor formatting. */
final class SlackMessage {

  private static final int HEADER = 150;
  private static final int FIELD = 2000;
  /** Slack takes so much in a field, but some 13 000 characters of all blocks together, and does not say how it counts them. */
  private static final int SHORT_FIELD = 150;
  private static final int FIELDS = 10;
  private static final int SECTION = 3000;
  private static final int BUTTON = 75;
  private static final int ALT = 2000;
  /** Slack allows 50 blocks; a message that long is not read. */
  private static final int COLUMNS = 20;
  private static final int ITEMS = 20;
  private static final int PEOPLE = 10;
  /** What chat.update accepts; chat.postMessage takes more. */
  private static final int TEXT = 4000;

  private static final int NOTE = 2000;
  /** Neither good nor bad. */
  private static final String CALM = "#1d9bd1";

  private static final Set<String> SHOWN_ELSEWHERE = Set.of(Wording.ON_CALL, Wording.SENT_TO, Wording.RUNBOOK);
  private static final Pattern USER_ID = Pattern.compile("[UW][A-Z0-9]{2,20}");

  private SlackMessage() {}

  /** What notifications and screen readers show. */
  static String text(Message message) {
    return Mrkdwn.line(headline(message), TEXT);
  }

  /** For a second try, when Slack did not like the blocks. */
  static String plain(Message message) {
    boolean announced = message.delivery().kind() == ChangeKind.ANNOUNCED;
    String facts = Wording.asLines(announced ? Wording.row(message.subject()) : Wording.facts(message)).lines()
        .limit(COLUMNS).map(line -> Mrkdwn.line(line, 300)).collect(Collectors.joining("\n"));
    String items = Wording.items(message, ITEMS).stream()
        .map(entry -> "\n• " + Mrkdwn.line(entry.title(), 300)).collect(Collectors.joining());
    String text = message.text() == null ? "" : lines(message.text(), SECTION / 2) + "\n";
    return Mrkdwn.line(headline(message), 600) + "\n" + text + facts + items;
  }

  /** Line by line, and no more of them than fit. */
  private static String lines(String text, int max) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.lines().toList()) {
      String escaped = line.isBlank() ? " " : Mrkdwn.line(line, Math.min(max / 2, 1000));
      if (lines.length() + escaped.length() + 1 > max) {
        break;
      }
      lines.append(lines.isEmpty() ? "" : "\n").append(escaped);
    }
    return lines.toString();
  }

  /** @param brief whether the values of the row are cut, for a second try when Slack found it too long */
  static ArrayNode blocks(Message message, boolean brief) {
    ArrayNode blocks = Json.array();
    blocks.addObject().put("type", "header").set("text", plainText(headline(message), HEADER));
    if (message.text() != null) {
      section(blocks).set("text", Json.object().put("type", "plain_text").put("text", lines(message.text(), brief ? SECTION / 2 : SECTION)).put("emoji", false));
    }
    addRow(blocks, Wording.row(message.subject()), brief ? SHORT_FIELD : FIELD);
    for (Entry entry : Wording.items(message, ITEMS)) {
      section(blocks).set("text", mrkdwn(item(entry)));
    }
    String people = people(message);
    if (!people.isEmpty() && message.delivery().kind() != ChangeKind.RESOLVED) {
      section(blocks).set("text", mrkdwn(people));
    }
    return blocks;
  }

  /**
   * What the hub knows of it, beside a bar in the colour of its state: only attachments have one. What must be seen stands in
   * the blocks, since Slack folds long attachments.
   */
  static ArrayNode attachments(Message message) {
    ArrayNode elements = Json.array();
    String facts = facts(message);
    if (!facts.isEmpty()) {
      elements.add(mrkdwn(facts));
    }
    for (Link link : message.links()) {
      if (link.url().length() <= SECTION / 2) {
        elements.add(mrkdwn(Mrkdwn.link(link.url(), link.words())));
      }
    }
    ArrayNode attachments = Json.array();
    if (!elements.isEmpty()) {
      ObjectNode bar = attachments.addObject().put("color", colour(message)).put("fallback", Mrkdwn.line(headline(message), HEADER));
      bar.putArray("blocks").addObject().put("type", "context").set("elements", elements);
    }
    return attachments;
  }

  /** What happened since, a line or two for the thread; the message itself says how things stand. */
  static ArrayNode line(Message message) {
    ChangeKind kind = message.delivery().kind();
    ArrayNode blocks = Json.array();
    String note = message.delivery().note();
    section(blocks).set("text", mrkdwn("%s *%s*%s".formatted(
        sign(kind, message.subject().severity()), Wording.state(message.delivery()), note == null ? "" : "\n" + Mrkdwn.line(note, NOTE))));
    String people = people(message);
    boolean calls = kind == ChangeKind.REPEATED || kind == ChangeKind.REOPENED || kind == ChangeKind.WORSENED || kind == ChangeKind.ESCALATED
        || kind == ChangeKind.HANDED_OVER;
    if (calls && !people.isEmpty()) {
      section(blocks).set("text", mrkdwn(people));
    }
    String since = Wording.facts(message).stream()
        .filter(fact -> Set.of("Severity", "Open for", "Lasted").contains(fact.label()))
        .map(fact -> fact.label() + ": " + Mrkdwn.line(fact.value(), 200)).collect(Collectors.joining("  ·  "));
    if (!since.isEmpty()) {
      blocks.addObject().put("type", "context").putArray("elements").add(mrkdwn(since));
    }
    return blocks;
  }

  private static String colour(Message message) {
    return switch (message.delivery().kind()) {
      case RESOLVED -> "good";
      case ACKNOWLEDGED, ANNOUNCED -> CALM;
      default -> switch (message.subject().severity()) {
        case CRITICAL, ERROR -> "danger";
        case WARNING -> "warning";
        case INFO -> CALM;
      };
    };
  }

  static void addPicture(ArrayNode blocks, Message message) {
    if (message.picture() != null) {
      ObjectNode image = blocks.addObject().put("type", "image").put("alt_text", Text.line(message.picture().alt(), ALT));
      image.putObject("slack_file").put("id", message.picture().id());
    }
  }

  /**
   * What somebody may do with it, or with all of a group that is open. The value of a button is the id of the incident or the
   * group and nothing else.
   */
  static void addButtons(ArrayNode blocks, Message message) {
    ChangeKind kind = message.delivery().kind();
    boolean many = message.delivery().tellsOfMany();
    if (kind == ChangeKind.RESOLVED || message.delivery().incident().isEmpty() && !many) {
      return; // nothing to do
    }
    ArrayNode buttons = blocks.addObject().put("type", "actions").putArray("elements");
    String incident = message.subject().id().toString();
    if (kind != ChangeKind.ACKNOWLEDGED) {
      buttons.add(button("acknowledge", many ? "Acknowledge all" : "Acknowledge", incident).put("style", "primary"));
    }
    buttons.add(button("resolve", many ? "Resolve all" : "Resolve", incident));
    buttons.add(button("snooze", many ? "Snooze all 1 h" : "Snooze 1 h", incident + " 1h"));
    buttons.add(button("escalate", many ? "Escalate all" : "Escalate", incident));
    if (!many) { // one press would open a ticket for each
      buttons.add(button("ticket", "Open ticket", incident));
    }
  }

  private static ObjectNode button(String action, String words, String value) {
    ObjectNode button = Json.object().put("type", "button").put("action_id", action).put("value", value);
    button.set("text", plainText(words, BUTTON));
    return button;
  }

  private static String headline(Message message) {
    return sign(message.delivery().kind(), message.subject().severity()) + " " + Wording.headline(message);
  }

  private static String sign(ChangeKind kind, Severity severity) {
    if (kind == ChangeKind.RESOLVED) {
      return "✅";
    }
    if (kind == ChangeKind.ACKNOWLEDGED) {
      return "👀";
    }
    if (kind == ChangeKind.NOTED) {
      return "💬";
    }
    return switch (severity) {
      case CRITICAL, ERROR -> "🔴";
      case WARNING -> "🟠";
      case INFO -> "🔵";
    };
  }

  private static void addRow(ArrayNode blocks, List<Field> row, int longest) {
    int shown = Math.min(row.size(), COLUMNS);
    for (int i = 0; i < shown; i += FIELDS / 2) {
      ArrayNode fields = section(blocks).putArray("fields");
      for (Field field : row.subList(i, Math.min(i + FIELDS / 2, shown))) {
        fields.add(mrkdwn("*" + Mrkdwn.line(field.label().replaceAll("[*_~`]", " "), 100) + "*"));
        fields.add(plainText(field.value().isEmpty() ? "–" : field.value(), longest));
      }
    }
    if (row.size() > shown) {
      section(blocks).set("text", mrkdwn("… and %d more columns".formatted(row.size() - shown)));
    }
  }

  private static String item(Entry entry) {
    String title = Mrkdwn.line(entry.title(), 600);
    boolean linked = entry.link() != null && entry.link().length() <= SECTION / 2;
    return "• %s%s".formatted(
        linked ? Mrkdwn.link(entry.link(), title) : title,
        entry.remark().isEmpty() ? "" : "\n" + Mrkdwn.line(entry.remark(), 600));
  }

  private static String people(Message message) {
    String people = message.onCall() == null ? "" : "*On call:* " + onCall(message.onCall());
    String sentTo = message.remark() == null ? "" : "*Sent to:* " + Mrkdwn.line(message.remark(), 1000);
    return people + (people.isEmpty() || sentTo.isEmpty() ? "" : "\n") + sentTo;
  }

  private static String onCall(OnCall onCall) {
    if (onCall.asked().isEmpty()) {
      return "⚠️ " + Mrkdwn.line(OnCallWords.nobody(onCall), 500);
    }
    String aside = OnCallWords.aside(onCall);
    return onCall.asked().stream().limit(PEOPLE).map(SlackMessage::mention).collect(Collectors.joining(", "))
        + (aside.isEmpty() ? "" : " (" + Mrkdwn.line(aside, 500) + ")");
  }

  private static String mention(Person person) {
    return person.slackId() != null && USER_ID.matcher(person.slackId()).matches()
        ? "<@" + person.slackId() + ">"
        : Mrkdwn.line(person.called(), 100);
  }

  private static String facts(Message message) {
    return Wording.facts(message).stream()
        .filter(fact -> !SHOWN_ELSEWHERE.contains(fact.label()))
        .map(fact -> fact.label() + ": " + Mrkdwn.line(fact.value(), 200))
        .collect(Collectors.joining("  ·  "));
  }

  private static ObjectNode section(ArrayNode blocks) {
    return blocks.addObject().put("type", "section");
  }

  /** Verbatim, else Slack makes links and mentions of what looks like one. */
  private static ObjectNode mrkdwn(String text) {
    return Json.object().put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  /** Slack unescapes plain text too, and counts before it does. */
  private static ObjectNode plainText(String text, int max) {
    return Json.object().put("type", "plain_text").put("text", Mrkdwn.line(Text.line(text, max), max)).put("emoji", false);
  }
}
