package dev.signalbox.delivery;

import dev.signalbox.incident.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group stands, and what its place was told of that.
 *
 * @param told what was told last; null if nothing was since the group began, or began again
 * @param toldAt when
 * @param now how it stands
 * @param reminded whether its rule wants a member told again
 */
public record GroupStanding(
    @Nullable Tally told, @Nullable Instant toldAt, Tally now, boolean reminded, Duration apart) {

  /**
   * @param total of incidents that have been in the group
   * @param over of them
   * @param worst of those that are not over
   */
  public record Tally(int total, int over, Severity worst) {

    public int open() {
      return total - over;
    }
  }

  /** What to do about a group. */
  public enum Step {
    BEGIN,
    CHANGE,
    WORSEN,
    REMIND,
    END,
    /** Something has changed, but the last message is too recent. */
    WAIT,
    /** Nothing has changed. */
    REST
  }

  public Step step(Instant at) {
    if (now.open() == 0) {
      return Step.END;
    }
    if (told == null || toldAt == null) {
      return Step.BEGIN;
    }
    if (now.worst().worseThan(told.worst())) {
      return Step.WORSEN;
    }
    boolean changed = now.total() != told.total() || now.over() != told.over();
    if (!changed && !reminded) {
      return Step.REST;
    }
    if (at.isBefore(again())) {
      return Step.WAIT;
    }
    return changed ? Step.CHANGE : Step.REMIND;
  }

  /** The earliest instant of the next message about what has changed. */
  public Instant again() {
    return toldAt == null ? Instant.MIN : toldAt.plus(apart);
  }

  /** What has changed since it was told, for example {@code 3 more, 1 over}; null for nothing. */
  public @Nullable String difference() {
    if (told == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    if (now.total() > told.total()) {
      words.add("%d more".formatted(now.total() - told.total()));
    }
    if (now.over() != told.over()) {
      words.add(now.over() > told.over() ? "%d over".formatted(now.over() - told.over()) : "%d back".formatted(told.over() - now.over()));
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }
}
