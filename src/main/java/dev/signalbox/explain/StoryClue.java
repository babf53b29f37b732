package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.IncidentStore.TimelineEntry;
import java.util.List;

/** What was decided about the incident, by whom and why. */
final class StoryClue implements Clue {

  private final IncidentStore incidents;

  StoryClue(IncidentStore incidents) {
    this.incidents = incidents;
  }

  @Override
  public String title() {
    return "Decisions";
  }

  @Override
  public List<Line> lines(Question question) {
    return question.incident().stream()
        .flatMap(incident -> incidents.timeline(incident.id()).stream())
        .filter(entry -> !entry.at().isAfter(question.at()))
        .map(StoryClue::line)
        .toList();
  }

  private static Line line(TimelineEntry entry) {
    String detail = entry.detail() == null ? "" : ": " + entry.detail();
    return new Line(
        entry.at(),
        "%s by %s, because: %s%s".formatted(
            entry.event().replace('_', ' '), entry.actor(), entry.reason().replace('_', ' '), detail));
  }
}
