package dev.signalbox.channel.template;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
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
    Subject s = old.subject();
    Subject subject = new Subject(s.id(), s.alert(), s.severity(), title, s.row(), s.items(), s.since(), s.path());
    return new Message(
        old.delivery().with(subject), old.onCall(), old.recipient(), old.remark(), old.options(), old.document(), old.console(), old.now(),
        text.isEmpty() ? null : text, old.picture());
  }
}
