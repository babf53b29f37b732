package dev.signalbox.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long servers were down. Rows of one server that overlap are one outage: a monitor that reports a server twice does
 * not make it twice as bad.
 */
final class Downtime {

  private Downtime() {}

  /**
   * How a team's servers did in a period.
   *
   * @param down of all its servers together
   * @param availability the mean of its servers, 0 to 100
   */
  record OfTeam(String team, int servers, Duration down, double availability) {}

  /** The worst first. */
  static List<OfTeam> byTeam(Collection<Outage> rows, Period period, Instant now) {
    Map<String, List<Outage>> teams = rows.stream().collect(
        Collectors.groupingBy(Outage::team, TreeMap::new, Collectors.toList()));
    return teams.entrySet().stream()
        .map(team -> ofTeam(team.getKey(), team.getValue(), period, now))
        .sorted(Comparator.comparingDouble(OfTeam::availability))
        .toList();
  }

  private static OfTeam ofTeam(String team, List<Outage> rows, Period period, Instant now) {
    Set<String> servers = rows.stream().map(Outage::server).collect(Collectors.toSet());
    Duration down = total(rows, period, now);
    double possible = period.length().toMillis() * (double) servers.size();
    return new OfTeam(team, servers.size(), down, 100 * (1 - down.toMillis() / possible));
  }

  /** Of all servers together. */
  static Duration total(Collection<Outage> rows, Period period, Instant now) {
    return rows.stream().filter(row -> row.start() != null)
        .collect(Collectors.groupingBy(Outage::server)).values().stream()
        .map(outages -> merged(outages, period, now)).reduce(Duration.ZERO, Duration::plus);
  }

  /** The time within the period that at least one of these covers; one that lasts is known up to now. */
  static Duration merged(Collection<Outage> outages, Period period, Instant now) {
    List<Instant[]> spans = new ArrayList<>();
    for (Outage outage : outages) {
      if (outage.start() == null) {
        continue;
      }
      Instant start = later(outage.start(), period.from());
      Instant end = earlier(earlier(outage.end() == null ? now : outage.end(), now), period.to());
      if (end.isAfter(start)) {
        spans.add(new Instant[] {start, end});
      }
    }
    spans.sort(Comparator.comparing(span -> span[0]));
    Duration sum = Duration.ZERO;
    Instant counted = Instant.MIN;
    for (Instant[] span : spans) {
      Instant start = later(span[0], counted);
      if (span[1].isAfter(start)) {
        sum = sum.plus(Duration.between(start, span[1]));
        counted = span[1];
      }
    }
    return sum;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
