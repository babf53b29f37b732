package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * An incident under a hold.
 *
 * @param hold the one that holds it now; another may have held it before, without a break
 * @param since when the first of them began; database time of that poll
 */
public record Held(Hold hold, Instant since) {

  /** The same unbroken time, under another hold. */
  Held under(Hold other) {
    return new Held(other, since);
  }

  /** What to say of it when it ends, for example {@code after 1 h 5 min, silenced: "storage upgrade" of mira}. */
  public String summary(Instant end) {
    Duration length = Duration.between(since, end);
    String minutes = length.toMinutesPart() + " min";
    String text = length.toHours() == 0 ? minutes : length.toHours() + " h " + minutes;
    return "after %s, %s".formatted(text, hold);
  }
}
