package dev.signalbox.cli;

import dev.signalbox.forecast.Fact;
import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The tables that a backtest reads, named and shaped like the hub's own: server_metrics, downtime_logs, servers. */
record ForecastInput(List<Path> metricFiles, List<Path> downtimeFiles, List<Path> serverFiles) {

  /** Of a servers table: no traits. last_seen is known only afterwards; new_cluster parts an evaluation into groups. */
  private static final Set<String> NO_TRAITS =
      Set.of("server_id", "active_from", "active_to", "first_seen", "last_seen", "new_cluster");

  private static final Set<String> YES = Set.of("1", "true", "True", "TRUE", "t");

  /**
   * @param split what the column of that name says: {@code train} marks history; empty where there is no such column
   */
  record MetricRow(Sample sample, String split) {}

  /** By id, in the order written. */
  Map<String, Server> servers() {
    Map<String, Server> servers = new LinkedHashMap<>();
    for (Path file : serverFiles) {
      try (CsvFile csv = CsvFile.open(file)) {
        int id = csv.column("server_id");
        int from = csv.column("active_from", "first_seen");
        int to = csv.columnIfAny("active_to", "last_seen");
        while (csv.next()) {
          Optional<Instant> end = csv.text(to).isEmpty() ? Optional.empty() : Optional.of(csv.time(to));
          servers.put(csv.required(id), new Server(csv.required(id), csv.time(from), end, traits(csv)));
        }
      }
    }
    return servers;
  }

  private static Map<String, String> traits(CsvFile csv) {
    Map<String, String> traits = new HashMap<>();
    for (int i = 0; i < csv.header().size(); i++) {
      if (!NO_TRAITS.contains(csv.header().get(i)) && !csv.text(i).isEmpty()) {
        traits.put(csv.header().get(i), csv.text(i));
      }
    }
    return traits;
  }

  List<Outage> outages() {
    List<Outage> outages = new ArrayList<>();
    for (Path file : downtimeFiles) {
      try (CsvFile csv = CsvFile.open(file)) {
        int id = csv.column("server_id");
        int start = csv.column("start_time");
        int end = csv.columnIfAny("end_time");
        int cause = csv.columnIfAny("cause");
        int detail = csv.columnIfAny("detail");
        int planned = csv.columnIfAny("planned");
        while (csv.next()) {
          Instant began = csv.time(start);
          Optional<Instant> ended = csv.text(end).isEmpty() ? Optional.empty() : Optional.of(csv.time(end));
          if (ended.isPresent() && ended.get().isBefore(began)) {
            throw csv.problem("end_time %s is before start_time %s; exchange them".formatted(csv.text(end),
                csv.text(start)));
          }
          outages.add(new Outage(csv.required(id), began, ended,
              (csv.text(cause) + " " + csv.text(detail)).strip(), YES.contains(csv.text(planned))));
        }
      }
    }
    return outages;
  }

  /** Reads the metrics row by row; every column but server_id, timestamp and split is one. */
  void metrics(Consumer<MetricRow> rows) {
    Map<String, String> ids = new HashMap<>();
    for (Path file : metricFiles) {
      try (CsvFile csv = CsvFile.open(file)) {
        int id = csv.column("server_id");
        int at = csv.column("timestamp");
        int split = csv.columnIfAny("split");
        int[] places = places(csv, id, at, split);
        List<String> names = Arrays.stream(places).mapToObj(csv.header()::get).toList();
        while (csv.next()) {
          double[] values = new double[places.length];
          for (int i = 0; i < places.length; i++) {
            values[i] = csv.number(places[i]);
          }
          String server = ids.computeIfAbsent(csv.required(id), same -> same);
          rows.accept(new MetricRow(new Sample(server, csv.time(at), names, values), csv.text(split)));
        }
      }
    }
  }

  private static int[] places(CsvFile csv, int id, int at, int split) {
    return IntStream.range(0, csv.header().size()).filter(i -> i != id && i != at && i != split).toArray();
  }

  /**
   * Everything in the order of time. What happens at the same instant keeps this order: servers, ends, begins, samples.
   */
  List<Fact> facts(Map<String, Server> servers) {
    List<Fact> facts = new ArrayList<>();
    servers.values().forEach(server -> facts.add(new Server.Joined(server)));
    servers.values().forEach(server -> server.activeTo().ifPresent(end -> facts.add(new Server.Left(server))));
    List<Outage> outages = outages();
    outages.forEach(outage -> outage.end().ifPresent(end -> facts.add(new Outage.Ended(outage))));
    outages.forEach(outage -> facts.add(new Outage.Began(outage)));
    metrics(row -> facts.add(row.sample()));
    facts.sort(Comparator.comparing(Fact::at));
    return facts;
  }
}
