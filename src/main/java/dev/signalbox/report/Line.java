package dev.signalbox.report;

import dev.signalbox.report.HubFacts.Open;
import dev.signalbox.report.HubFacts.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One unresolved thing: a server that is down with the incidents about it, or an incident of something else.
 *
 * @param server null for an incident whose server, if it has one, is up
 * @param since of the outage; where the database knows none, of the incident
 * @param sla null if nobody promised anything, or nothing is down
 * @param incidents the worst first; empty where no rule reports the outage
 */
record Line(
    @Nullable String server, String team, String cause, Instant since, @Nullable Duration sla, List<Open> incidents) {

  /** Servers that are down, the longest first; of those, {@code incident.key} or the row's column of that name is one. */
  static List<Line> down(List<Outage> source, List<Open> open, String key, Instant now) {
    Map<String, List<Open>> about = open.stream().collect(Collectors.groupingBy(one -> about(one, key)));
    return source.stream().filter(outage -> outage.lasts(now))
        .collect(Collectors.groupingBy(Outage::server)).values().stream()
        .map(outages -> down(outages, about))
        .sorted((a, b) -> a.since().compareTo(b.since()))
        .toList();
  }

  /** Where several outages of a server last, the oldest counts, and the shortest SLA. */
  private static Line down(List<Outage> outages, Map<String, List<Open>> about) {
    Outage first = outages.stream().min((a, b) -> a.start().compareTo(b.start())).orElseThrow();
    Duration sla = outages.stream().map(Outage::sla).filter(one -> one != null).min(Duration::compareTo).orElse(null);
    List<Open> incidents = about.getOrDefault(first.server(), List.of()).stream()
        .sorted((a, b) -> b.incident().severity().compareTo(a.incident().severity())).toList();
    return new Line(first.server(), first.team(), first.cause(), first.start(), sla, incidents);
  }

  /** Incidents about none of these servers. */
  static List<Line> others(List<Line> down, List<Open> open) {
    List<Open> told = down.stream().flatMap(line -> line.incidents().stream()).toList();
    List<Line> others = new ArrayList<>();
    Set<UUID> seen = told.stream().map(one -> one.incident().id()).collect(Collectors.toSet());
    for (Open one : open) {
      if (!seen.contains(one.incident().id())) {
        String team = one.incident().row().get("team").map(String::valueOf).orElse("");
        others.add(new Line(null, team, "", one.incident().openedAt(), null, List.of(one)));
      }
    }
    return others;
  }

  private static String about(Open one, String key) {
    return one.incident().row().get(key).map(String::valueOf).orElse(one.incident().alert().key());
  }

  Duration age(Instant now) {
    return Duration.between(since, now);
  }

  /** Never negative; zero while it is within its SLA or has none. */
  Duration overSla(Instant now) {
    return sla == null || age(now).compareTo(sla) <= 0 ? Duration.ZERO : age(now).minus(sla);
  }

  Stream<Ticket> tickets() {
    return incidents.stream().flatMap(one -> one.tickets().stream()).distinct();
  }

  boolean closedAlthoughOpen() {
    return tickets().anyMatch(Ticket::closed);
  }
}
