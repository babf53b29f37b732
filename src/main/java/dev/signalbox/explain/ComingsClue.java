package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How often the row came and went, and since when that is flapping: then its ups and downs are not told. */
final class ComingsClue implements Clue {

  private final IncidentStore incidents;

  ComingsClue(IncidentStore incidents) {
    this.incidents = incidents;
  }

  @Override
  public String title() {
    return "Comings and goings";
  }

  @Override
  public List<Line> lines(Question question) {
    Optional<Standing> standing =
        question.incident().map(Incident::id).map(id -> incidents.standings(Set.of(id)).get(id));
    List<Line> lines = new ArrayList<>();
    standing.filter(one -> one.opens() > 1).ifPresent(one ->
        lines.add(new Line(null, "opened %d times so far".formatted(one.opens()))));
    standing.filter(one -> one.flappingSince() != null && !one.flappingSince().isAfter(question.at())).ifPresent(one ->
        lines.add(new Line(one.flappingSince(), "flapping since then: its ups and downs are not told, its end is, once it is quiet")));
    return lines;
  }
}
