package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Overrides that people made in the running hub, at 2 a.m. and without an editor. They apply after those of the files, in
 * the order in which they were made, and end by themselves. Kept in the store, so they hold on every replica at once.
 */
public interface Overrides {

  /**
   * @param id unique among all schedules
   * @param change for which interval, and what it does
   * @param author who made it: a user's name, or what the maker called himself where there are no users
   * @param reason in the author's words, one line; possibly empty
   * @param withdrawnAt when somebody took it back; from then on it has no effect, not even on the past
   */
  record Made(
      UUID id,
      String schedule,
      Replacement change,
      String author,
      String reason,
      Instant madeAt,
      @Nullable Instant withdrawnAt,
      @Nullable String withdrawnBy) {

    /** One that nobody has taken back. */
    public Made(UUID id, String schedule, Replacement change, String author, String reason, Instant madeAt) {
      this(id, schedule, change, author, reason, madeAt, null, null);
    }

    public boolean withdrawn() {
      return withdrawnAt != null;
    }
  }

  /**
   * Makes one. Committed when it returns. Made twice it is two, the later one wins.
   *
   * @throws IllegalArgumentException if its interval is empty
   */
  Made make(String schedule, Replacement change, String author, String reason);

  /**
   * Makes several together, all or none. Committed when it returns.
   *
   * @param wanted with ids and times of the maker's choice, not taken back
   * @return whether they were made now; if false, there is one of these ids already, and nothing was done
   * @throws IllegalArgumentException if an interval is empty
   */
  boolean makeAll(List<Made> wanted);

  /**
   * Takes one back. Twice is once: the first withdrawal stands.
   *
   * @return as it is now; empty if there is no such override
   */
  Optional<Made> withdraw(UUID id, String by);

  Optional<Made> find(UUID id);

  /** Those of a schedule that end after an instant, withdrawn ones too, in the order in which they were made. */
  List<Made> endingAfter(String schedule, Instant instant);

  /** Those of every schedule that end after an instant, without those taken back, in the order in which they apply. */
  List<Made> endingAfter(Instant instant);

  /** What is in force now or may be, or was: by schedule, in the order in which it applies. Without those taken back. */
  Map<String, List<Replacement>> inForce();
}
