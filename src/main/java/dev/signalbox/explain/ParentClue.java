package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.incident.Held;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told in its place: the mass outage that it is part of, or what it stands behind. */
final class ParentClue implements Clue {

  private final IncidentStore incidents;

  ParentClue(IncidentStore incidents) {
    this.incidents = incidents;
  }

  @Override
  public String title() {
    return "Told as one";
  }

  @Override
  public List<Line> lines(Question question) {
    return question.incident().map(this::lines).orElse(List.of());
  }

  private List<Line> lines(Incident incident) {
    List<Line> lines = new ArrayList<>();
    Standing standing = incidents.standings(Set.of(incident.id())).get(incident.id());
    if (standing != null && standing.parent() != null) {
      incidents.find(standing.parent()).ifPresent(parent -> lines.add(new Line(
          parent.openedAt(), "part of \"%s\" (incident %s), which is told instead".formatted(parent.title(), parent.id()))));
    }
    if (standing != null && standing.children() > 0) {
      lines.add(new Line(null, "stands for %d incidents, of which nobody is told".formatted(standing.children())));
    }
    @Nullable Held held = incident.held();
    if (held != null && held.hold().reason() == Reason.BEHIND_PARENT) {
      lines.add(new Line(held.since(), "stands behind what is told instead: " + held.hold().detail()));
    }
    return lines;
  }
}
