package dev.signalbox.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was predicted, and how that did. */
public interface Predictions {

  /**
   * @param day whose outcomes are told
   * @return empty if nothing was predicted: then the report says nothing of predictions
   */
  Optional<Told> told(Instant now, Period day);

  /**
   * @param standing what is predicted now, the most probable first
   * @param hits how many predictions whose time ran out in the period came true; {@code misses} did not, and {@code
   *     surprises} are outages that nothing had predicted
   * @param models a line for each model: whether it pages, how it did in its last week that is over, beside the simple rule and
   *     what happens anyway
   */
  record Told(List<Standing> standing, long hits, long misses, long surprises, List<String> models) {

    public Told {
      standing = List.copyOf(standing);
      models = List.copyOf(models);
    }
  }

  /**
   * @param probability 0 to 1
   * @param reason one line for people
   */
  record Standing(String server, String what, double probability, Instant until, String reason) {}
}
