package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.explain.Facts.Asked;
import java.util.ArrayList;
import java.util.List;

/** Who was on call when there was something to tell, and why it was them. */
final class AskedClue implements Clue {

  private final Facts facts;

  AskedClue(Facts facts) {
    this.facts = facts;
  }

  @Override
  public String title() {
    return "On call";
  }

  @Override
  public List<Line> lines(Question question) {
    return question.incident().stream()
        .flatMap(incident -> facts.asked(incident.id()).stream())
        .filter(asked -> !asked.at().isAfter(question.at()))
        .map(AskedClue::line)
        .toList();
  }

  private static Line line(Asked asked) {
    List<String> text = new ArrayList<>();
    String who = asked.primary().isEmpty() ? "nobody" : String.join(", ", asked.primary());
    String because = asked.fallbackUsed() ? ", the fallback: nobody was scheduled" : "";
    text.add("schedule %s: %s%s".formatted(asked.schedule(), who, because));
    if (asked.level() != null) {
      text.add("asked level " + asked.level());
    }
    if (asked.remark() != null) {
      text.add("told " + asked.remark());
    }
    return new Line(asked.at(), String.join("; ", text));
  }
}
