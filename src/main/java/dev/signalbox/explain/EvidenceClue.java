package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import java.util.List;
import java.util.Map;

/** The row itself. */
final class EvidenceClue implements Clue {

  @Override
  public String title() {
    return "The row";
  }

  @Override
  public List<Line> lines(Question question) {
    return question.incident().stream()
        .flatMap(incident -> incident.row().columns().entrySet().stream())
        .map(EvidenceClue::line)
        .toList();
  }

  private static Line line(Map.Entry<String, Object> column) {
    return new Line(null, column.getKey() + " = " + column.getValue());
  }
}
