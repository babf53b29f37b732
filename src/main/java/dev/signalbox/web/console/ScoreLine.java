package dev.signalbox.web.console;

import dev.signalbox.forecast.watch.Score;
import dev.signalbox.web.Spans;
import java.util.Locale;
import java.util.OptionalDouble;

/** How one model did in one week, as people read it; a dash where there is nothing to say. */
record ScoreLine(Score score, String precision, String recall, String lead, String baseRate, boolean plain) {

  static ScoreLine of(Score score) {
    return new ScoreLine(
        score, percent(score.precision()), percent(score.recall()), score.lead().map(Spans::rough).orElse("–"),
        percent(Double.isNaN(score.baseRate()) ? OptionalDouble.empty() : OptionalDouble.of(score.baseRate())),
        score.model().equals("simple"));
  }

  static String percent(OptionalDouble share) {
    return share.isEmpty() ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share.getAsDouble());
  }
}
