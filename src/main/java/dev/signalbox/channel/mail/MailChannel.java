package dev.signalbox.channel.mail;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one address, as text and as HTML. Every attempt carries the same Message-ID, so that a mailbox which got the
 * mail although its server's answer was lost shows one. All mails of an incident to an address are one thread.
 */
public final class MailChannel implements Channel {

  /** All that a mail of ours says in its head, besides what says how it is encoded. */
  public static final List<String> HEADERS = List.of(
      "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress");

  private static final int SUBJECT = 180;
  /** Characters of a mail that was too large, and how many columns share them. */
  private static final int SHORT = 10_000;
  private static final int FEW = 20;
  private static final Pattern TOO_LARGE = Pattern.compile("\\b5\\.(3\\.4|2\\.3)\\b");
  private static final int COLUMNS = 200;
  private static final int ITEMS = 200;

  private final MailSettings settings;
  private final HttpOutcomes outcomes;

  public MailChannel(MailSettings settings) {
    this.settings = settings;
    this.outcomes = new HttpOutcomes(settings.password() == null ? List.of() : List.of(settings.password()));
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public boolean carriesFiles() {
    return true;
  }

  /** Whoever takes care of it need not fill everybody's mailbox. */
  @Override
  public boolean takes(ChangeKind kind) {
    return switch (kind) {
      case OPENED, REPEATED, WORSENED, ESCALATED, REOPENED, RESOLVED, ANNOUNCED -> true;
      case ACKNOWLEDGED, UNACKNOWLEDGED, HANDED_OVER, NOTED, ILLUSTRATED -> false;
    };
  }

  @Override
  public List<String> missingSettings() {
    List<String> missing = new ArrayList<>();
    if (settings.host() == null) {
      missing.add("signalbox.mail.host");
    }
    if (settings.from() == null) {
      missing.add("signalbox.mail.from");
    }
    return missing;
  }

  @Override
  public Optional<String> addressOf(Person person) {
    return missingSettings().isEmpty() ? Optional.ofNullable(person.mail()) : Optional.empty();
  }

  @Override
  public Step send(Message message) {
    String to = message.delivery().address();
    if (!MailAddress.isOne(to)) {
      throw new IllegalArgumentException("not one plain mail address: '%s'".formatted(Text.line(to, 100)));
    }
    Map<String, String> headers = headers(message, to);
    Letter whole = whole(message);
    return Step.ask(request(headers, whole), reply -> {
      Letter small = tooLarge(reply) ? shortened(message) : whole;
      return small.size() < whole.size()
          ? Step.askOnce(request(headers, small), again -> outcome(again, message, "shortened, since the mail server refused the whole: " + reason(reply)))
          : Step.done(outcome(reply, message, null));
    });
  }

  private Request request(Map<String, String> headers, Letter letter) {
    return new Request(name(), null, null, null, headers, letter);
  }

  private static Letter whole(Message message) {
    List<Field> row = Wording.row(message.subject());
    List<Field> shown = row.subList(0, Math.min(row.size(), COLUMNS));
    return letter(message, shown, row.size() - shown.size(), Wording.items(message, ITEMS), message.document());
  }

  private static Letter letter(
      Message message, List<Field> shown, int missing, List<Wording.Entry> items, @Nullable Document document) {
    return new Letter(
        text(message, shown, missing, items, document), Html.of(message, shown, missing, items, document),
        document == null ? List.of() : document.enclosures());
  }

  /** What a server that takes little may take: the beginning of it, without files and pictures. The console has the rest. */
  private static Letter shortened(Message message) {
    List<Field> row = Wording.row(message.subject());
    List<Field> shown = row.stream().limit(FEW).map(field -> new Field(field.label(), Text.cut(field.value(), SHORT / FEW))).toList();
    Document document = message.document();
    return letter(
        message, shown, row.size() - shown.size(), Wording.items(message, FEW),
        document != null && message.inFull() ? beginning(document) : null);
  }

  private static Document beginning(Document document) {
    int files = document.enclosures().size();
    String rest = files == 0 ? "" : files == 1 ? " A file is left out." : " %d files are left out.".formatted(files);
    String words = "%s\n\nShortened, since the mail server did not take the whole.%s\n".formatted(Text.cut(document.text(), SHORT), rest);
    return new Document(words, Html.plain(words), List.of());
  }

  /**
   * 552 (or 523) by the code, 5.3.4 and 5.2.3 by the enhanced one of RFC 3463. A full mailbox has the code 552 as well; a
   * shorter mail may still fit.
   */
  private static boolean tooLarge(Reply reply) {
    return reply.kind() == Reply.Kind.ANSWERED
        && (reply.status() == 552 || reply.status() == 523 || reply.status() / 100 == 5 && TOO_LARGE.matcher(reply.body()).find());
  }

  private Map<String, String> headers(Message message, String to) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("From", String.valueOf(settings.from()));
    headers.put("To", to);
    headers.put("Subject", subject(message));
    headers.put("Message-ID", messageId(message));
    String root = root(message);
    if (message.delivery().kind().first()) {
      // no mail has this id: it only keeps the thread together if the opening itself is never delivered
      headers.put("References", root);
    } else {
      String opened = message.delivery().openReference();
      String parent = opened != null && opened.matches("<[A-Za-z0-9@._-]{3,250}>") ? opened : root;
      headers.put("In-Reply-To", parent);
      headers.put("References", parent.equals(root) ? root : root + " " + parent);
    }
    headers.put("Auto-Submitted", "auto-generated");
    headers.put("X-Auto-Response-Suppress", "All");
    return headers;
  }

  /** The severity and the end stand in front of a stem that stays the same, which some programs need to see a thread. */
  private static String subject(Message message) {
    String tag = switch (message.delivery().kind()) {
      case ANNOUNCED -> "";
      case RESOLVED -> "[resolved] ";
      default -> "[" + message.subject().severity().label() + "] ";
    };
    // U+760D and U+760A end in the bytes of CR and LF, which is what old versions of Jakarta Mail wrote (CVE-2025-7962)
    String stem = Wording.title(message.subject()).replace('\u760d', '\ufffd').replace('\u760a', '\ufffd');
    return Text.line(tag + stem, SUBJECT);
  }

  private String messageId(Message message) {
    return "<%s@%s>".formatted(message.delivery().id(), settings.domain());
  }

  private String root(Message message) {
    return "<%s@%s>".formatted(message.subject().id(), settings.domain());
  }

  private static String text(
      Message message, List<Field> row, int missing, List<Wording.Entry> items, @Nullable Document document) {
    StringBuilder text = new StringBuilder(Wording.headline(message));
    if (!message.inFull()) {
      facts(text, message, row, missing, items);
    }
    if (document != null) {
      text.append(message.inFull() ? "\n\n" : "\n").append(document.text());
    }
    text.append('\n').append(Wording.asLines(Wording.facts(message))).append('\n');
    if (message.link() != null) {
      text.append('\n').append(message.link()).append('\n');
    }
    return text.toString();
  }

  private static void facts(
      StringBuilder text, Message message, List<Field> row, int missing, List<Wording.Entry> items) {
    if (message.text() != null) {
      text.append("\n\n").append(message.text());
    }
    text.append("\n\n").append(Wording.asLines(row)).append('\n');
    if (missing > 0) {
      text.append("… and ").append(missing).append(" more columns\n");
    }
    for (Wording.Entry entry : items) {
      text.append("\n- ").append(entry.title()).append('\n');
      Stream.of(entry.remark(), Objects.toString(entry.link(), ""))
          .filter(line -> !line.isEmpty()).forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private String reason(Reply reply) {
    return outcomes.reason(reply).replaceFirst("^HTTP", "SMTP");
  }

  /** @param note what is to be said of a delivery; null for nothing */
  private Outcome outcome(Reply reply, Message message, @Nullable String note) {
    if (reply.succeeded()) {
      return new Delivered(messageId(message), null, note);
    }
    if (reply.kind() != Reply.Kind.ANSWERED) {
      return outcomes.failure(reply, message.now());
    }
    String reason = reason(reply);
    return switch (reply.status()) {
      // 530, 534, 535, 538: the server wants other credentials or another way to give them
      case 530, 534, 535, 538 -> new Misconfigured(reason, true);
      // greylisted, busy or full: RFC 5321 has these for mailboxes, and 421 or 454 for the server
      case 450, 451, 452 -> Deferred.notSent(reason).about(Reach.ADDRESS);
      default -> reply.status() / 100 == 4 ? Deferred.notSent(reason) : new Refused(reason);
    };
  }
}
