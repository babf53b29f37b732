package dev.signalbox.explain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is remembered for explanations alone. Reads only. */
public interface Facts {

  /**
   * How the polls of a rule went, newest first.
   *
   * @param until runs that began later are left out
   */
  List<PollRun> polls(String rule, Instant until, int most);

  /** Whom the notices of an incident were for, oldest first; the same answer once, however many deliveries it led to. */
  List<Asked> asked(UUID incident);

  /** Rows of a rule that could not be read and in which the key appears, newest first. */
  List<Refused> refused(String rule, String key, Instant until, int most);

  /**
   * Polls in a row that went alike.
   *
   * @param error why they failed; null if they did not
   */
  record PollRun(
      Instant began, Instant last, boolean ok, int polls, int leastRows, int mostRows, @Nullable String error) {}

  /**
   * Who was on call when a notice was made.
   *
   * @param primary names, or ids where people.yaml has none
   * @param level the level of an escalation that was asked, as {@code 2 of payments}; null if none was
   * @param remark who was told instead, and why; null if it was simply them
   */
  record Asked(
      Instant at, String schedule, List<String> primary, boolean fallbackUsed, @Nullable String level, @Nullable String remark) {}

  record Refused(Instant at, String reason, UUID deadLetter) {}
}
