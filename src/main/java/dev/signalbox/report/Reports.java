package dev.signalbox.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The reports that were made. */
public interface Reports {

  /**
   * Keeps one in the caller's transaction.
   *
   * @param announcement the one that tells of it, whose document holds its files
   */
  void keep(Report report, UUID announcement);

  /** The latest first. */
  List<Kept> list(int limit, int offset);

  /**
   * The report of a date.
   *
   * @param rule null for any: where several rules made one, the first by name
   */
  Optional<Kept> find(LocalDate date, @Nullable String rule);

  /** @param announcement whose document holds its files */
  record Kept(Report report, UUID announcement) {

    public String rule() {
      return report.rule();
    }

    public Instant at() {
      return report.at();
    }
  }
}
