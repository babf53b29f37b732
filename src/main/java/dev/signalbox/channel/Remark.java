package dev.signalbox.channel;

import dev.signalbox.incident.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a ticket is told of its incident after the beginning: the words of a comment, without the mark under it. */
public final class Remark {

  private static final int NOTE = 2000;

  private Remark() {}

  /** A line or a few. */
  public static String of(Message message) {
    ChangeKind kind = message.delivery().kind();
    Instant at = message.delivery().at();
    String note = message.delivery().note() == null ? "" : Text.cut(Text.lines(message.delivery().note()).strip(), NOTE);
    List<String> lines = new ArrayList<>();
    if (kind != ChangeKind.NOTED) {
      lines.add("%s (%s).".formatted(Wording.state(message.delivery()), Wording.time(at)));
    }
    if (!note.isEmpty()) {
      lines.add(note);
    }
    if (kind == ChangeKind.REPEATED || kind == ChangeKind.WORSENED) {
      lines.add("Severity %s, open for %s."
          .formatted(message.subject().severity().label(), Wording.duration(Duration.between(message.subject().since(), at))));
    }
    return lines.isEmpty() ? Wording.state(message.delivery()) : String.join("\n", lines);
  }
}
