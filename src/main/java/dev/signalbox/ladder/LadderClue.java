package dev.signalbox.ladder;

import dev.signalbox.explain.Clue;
import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.explain.Question;
import dev.signalbox.explain.Times;
import dev.signalbox.incident.Incident;
import dev.signalbox.ladder.Outlook.View;
import java.util.ArrayList;
import java.util.List;

/** Where an incident stands on its escalation now, and who is asked next; which levels were asked is among the decisions. */
public final class LadderClue implements Clue {

  private final Outlook outlook;

  public LadderClue(Outlook outlook) {
    this.outlook = outlook;
  }

  @Override
  public String title() {
    return "Escalation";
  }

  @Override
  public List<Line> lines(Question question) {
    return question.incident().map(Incident::id).flatMap(outlook::of)
        .filter(view -> !view.enteredAt().isAfter(question.at()))
        .map(LadderClue::lines).orElse(List.of());
  }

  private static List<Line> lines(View view) {
    List<Line> lines = new ArrayList<>();
    String level = view.level() == 0 ? "nobody was there to ask" : "level %d of %d was asked".formatted(view.level(), view.levels());
    String round = view.rounds() == 1 ? "" : ", round %d of %d".formatted(view.round(), view.rounds());
    lines.add(new Line(view.enteredAt(), "%s: %s%s".formatted(view.escalation(), level, round)));
    if (view.waiting() != null) {
      lines.add(new Line(view.waiting(), "it waits: acknowledged, snoozed, held, or flapping and away" + next(view)));
    } else if (view.nextAt() == null) {
      lines.add(new Line(null, "nobody is asked after that"));
    } else {
      lines.add(new Line(view.nextAt(), "next, %s%s".formatted(Times.utc(view.nextAt()), next(view))));
    }
    if (view.edited()) {
      lines.add(new Line(null, "the file says something else by now; the incident keeps what it was opened with"));
    }
    return lines;
  }

  private static String next(View view) {
    return view.nextLevel() == null
        ? ": nobody is on call at any level after that" : ": then level %d, %s".formatted(view.nextLevel(), String.join(", ", view.next()));
  }
}
