package dev.signalbox.explain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody was, or was not, told of an alert.
 *
 * @param incident the one that it is about; null if there was none
 * @param answer one sentence or two, for somebody who reads nothing else
 * @param sections the evidence for it, without those that have nothing to say
 */
public record Explanation(
    String rule, String key, Instant at, @Nullable UUID incident, String answer, List<Section> sections) {

  public Explanation {
    sections = List.copyOf(sections);
  }

  /** One kind of evidence. */
  public record Section(String title, List<Line> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /** @param at when it was so; null if it is so all the time */
  public record Line(@Nullable Instant at, String text) {}
}
