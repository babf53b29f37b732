package dev.signalbox.silence;

import dev.signalbox.explain.Clue;
import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.explain.Question;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The silences that match: all of them, where a hold names only the first. Of an alert without an incident no row is known,
 * so only those are found that are about its rule and key.
 */
public final class SilenceClue implements Clue {

  private static final UUID NOBODY = new UUID(0, 0);

  private final Silences silences;

  public SilenceClue(Silences silences) {
    this.silences = silences;
  }

  @Override
  public String title() {
    return "Silences that match";
  }

  @Override
  public List<Line> lines(Question question) {
    Subject subject = question.incident().map(Incident::subject).orElseGet(() -> unseen(question));
    return silences.inForce(question.at()).stream()
        .filter(one -> one.matchers().matches(subject))
        .map(one -> new Line(one.startsAt(), "%s (%s)".formatted(one.hold(), one.matchers())))
        .toList();
  }

  private static Subject unseen(Question question) {
    return new Subject(
        NOBODY, question.alert(), Severity.ERROR, question.alert().key(), new Row(Map.of()), List.of(), question.at(), "");
  }
}
