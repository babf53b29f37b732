package dev.signalbox.explain;

import dev.signalbox.explain.Explanation.Line;
import java.util.List;

/** One kind of evidence. Whoever can keep a notice back has one. */
public interface Clue {

  /** For example {@code Silences}. */
  String title();

  /** In the order to read them; none if there is nothing to say. */
  List<Line> lines(Question question);
}
