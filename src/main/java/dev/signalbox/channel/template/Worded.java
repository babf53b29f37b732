package dev.signalbox.channel.template;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.incident.Subject;
import java.util.Optional;
import java.util.stream.Collectors;

/** A message in the words of a template: another title, and a text. */
final class Worded {

  private static final int TITLE = 300;
  private static final int TEXT = 8_000;

  private Worded() {}

  /** @return empty if there is no title */
  static Optional<Message> of(Message message, String yielded) {
    String clean = Text.lines(yielded.replace("\r\n", "\n")).strip();
    int end = clean.indexOf('\n');
    String title = Text.line(end < 0 ? clean : clean.substring(0, end), TITLE);
    String text = end < 0 ? "" : clean.substring(end).strip().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    return title.isEmpty() ? Optional.empty() : Optional.of(message(message, title, Text.cut(text, TEXT)));
  }

  private static Message message(Message old, String title, String text) {
    Delivery d = old.delivery();
    Subject s = d.subject();
    Subject subject = new Subject(s.id(), s.alert(), s.severity(), title, s.row(), s.items(), s.since(), s.path());
    Delivery delivery = new Delivery(
        d.id(), d.claim(), d.channel(), d.address(), d.kind(), d.reason(), d.at(), d.context(), d.attempts(), d.createdAt(),
        d.unsureSince(), d.openReference(), d.note(), subject);
    return new Message(
        delivery, old.onCall(), old.recipient(), old.remark(), old.options(), old.document(), old.console(), old.now(),
        text.isEmpty() ? null : text);
  }
}
