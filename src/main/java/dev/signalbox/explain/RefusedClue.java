package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import java.util.List;

/** Rows that could not be read: they open nothing, and are kept as dead letters. */
final class RefusedClue implements Clue {

  private static final int MOST = 5;

  private final Facts facts;

  RefusedClue(Facts facts) {
    this.facts = facts;
  }

  @Override
  public String title() {
    return "Rows that could not be read";
  }

  @Override
  public List<Line> lines(Question question) {
    return facts.refused(question.alert().rule(), question.alert().key(), question.at(), MOST).stream()
        .map(row -> new Line(row.at(), "%s (dead letter %s)".formatted(row.reason(), row.deadLetter())))
        .toList();
  }
}
