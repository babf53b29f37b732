package dev.signalbox.escalation.lint;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is wrong with the rota of a running hub: for the console, the API, the metrics and the daily report. */
public interface OnCallFindings {

  /** As last looked at, a few minutes ago at the most; empty until that was done once. */
  Optional<OnCallAccount> latest();

  /** An edit that deals turns anew and waits for somebody to say that it is meant; after a week it counts as meant. */
  Optional<Edit> edit();

  /**
   * @param version changes with every edit of the schedules
   * @param since when it was first seen
   */
  record Edit(UUID version, Instant since) {}

  /**
   * Takes an edit as meant. Looks again before it returns.
   *
   * @return whether it was; false if it is not the one that waits, because somebody has edited or accepted meanwhile
   */
  boolean accept(UUID version, String by);
}
