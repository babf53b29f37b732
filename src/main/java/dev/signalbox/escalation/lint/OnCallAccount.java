package dev.signalbox.escalation.lint;

import dev.signalbox.incident.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What was found when the rota was looked at over {@code [from, to)}.
 *
 * @param schedules how many were looked at; likewise {@code escalations} and {@code people}
 * @param unread schedules whose calendar is kept elsewhere and was not read, of whose cover nothing is known
 * @param findings by file and line, and there by time
 * @param gaps all of them, by schedule and time; the findings name the first ones of each schedule only
 */
public record OnCallAccount(
    Instant from,
    Instant to,
    int schedules,
    int escalations,
    int people,
    List<String> unread,
    List<OnCallFinding> findings,
    List<Gap> gaps) {

  public OnCallAccount {
    unread = List.copyOf(unread);
    findings = List.copyOf(findings);
    gaps = List.copyOf(gaps);
  }

  /** Errors and warnings: what fails a check. */
  public List<OnCallFinding> faults() {
    return findings.stream().filter(finding -> finding.severity().worseThan(Severity.INFO)).toList();
  }

  /** The faults for whoever reads from the top and may not read to the end. */
  public List<OnCallFinding> worstFirst() {
    return faults().stream().sorted(Comparator.comparing(OnCallFinding::severity).reversed()).toList();
  }

  public List<OnCallFinding> remarks() {
    return findings.stream().filter(finding -> !finding.severity().worseThan(Severity.INFO)).toList();
  }

  public long count(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }

  /**
   * How long the gaps of all schedules are together.
   *
   * @param fallback those in which a fallback stands in, or those in which nobody does
   */
  public Duration gapTime(boolean fallback) {
    return gaps.stream().filter(gap -> gap.fallback() == fallback)
        .map(gap -> Duration.between(gap.during().start(), gap.during().end())).reduce(Duration.ZERO, Duration::plus);
  }
}
