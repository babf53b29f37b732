package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.explain.Facts.PollRun;
import java.util.List;

/** What the rule's query did lately. */
final class PollsClue implements Clue {

  private static final int RUNS = 8;

  private final Facts facts;

  PollsClue(Facts facts) {
    this.facts = facts;
  }

  @Override
  public String title() {
    return "The query";
  }

  @Override
  public List<Line> lines(Question question) {
    List<Line> lines =
        facts.polls(question.alert().rule(), question.at(), RUNS).stream().map(PollsClue::line).toList();
    return lines.isEmpty() ? List.of(new Line(null, "never polled by then")) : lines;
  }

  private static Line line(PollRun run) {
    String polls = run.polls() == 1 ? "1 poll" : run.polls() + " polls";
    String until = run.polls() == 1 ? "" : " until " + Times.utc(run.last());
    String result = run.ok() ? "answered, " + rows(run) : "failed: " + run.error();
    return new Line(run.began(), "%s%s: %s".formatted(polls, until, result));
  }

  private static String rows(PollRun run) {
    if (run.leastRows() != run.mostRows()) {
      return "%d to %d rows".formatted(run.leastRows(), run.mostRows());
    }
    return run.mostRows() == 1 ? "1 row" : run.mostRows() + " rows";
  }
}
