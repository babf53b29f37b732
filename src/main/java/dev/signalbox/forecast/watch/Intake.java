package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
import dev.signalbox.incident.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of the watched tables. What cannot be is quarantined with its reason: of a sample only the value that is
 * wrong, so that one broken sensor does not silence the others.
 */
final class Intake {

  static final String SERVER = "server_id";
  static final String TIME = "timestamp";

  private static final Set<String> NO_METRIC = Set.of(SERVER, TIME, "id");
  private static final List<String> ACTIVE_FROM = List.of("active_from", "first_seen", "created_at");
  private static final Pattern PLANNED = Pattern.compile("(?i)\\b(planned|scheduled|maintenance)\\b");
  /** Clocks differ by so much. */
  private static final Duration AHEAD = Duration.ofMinutes(2);
  /** Traits that tell every second server apart are names and not traits. */
  private static final int FEWEST_ALIKE = 2;

  private final Settings settings;
  private final Instant now;
  private final Consumer<Quarantined> quarantine;
  private List<String> metrics = List.of();
  private final Map<String, Integer> places = new HashMap<>();

  Intake(Settings settings, Instant now, Consumer<Quarantined> quarantine) {
    this.settings = settings;
    this.now = now;
    this.quarantine = quarantine;
  }

  /** @param since when a server is watched of which nobody says so */
  List<Server> servers(Collection<Row> rows, Instant since) {
    Map<String, Row> byId = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (Row row : rows) {
      Optional<String> id = text(row, SERVER);
      if (id.isEmpty()) {
        quarantine.accept(new Quarantined("", SERVER, null, String.valueOf(row.columns()), "a server without a name"));
        continue;
      }
      byId.put(id.get(), row);
      row.columns().forEach((name, value) -> {
        if (value != null) {
          counts.computeIfAbsent(name, added -> new HashMap<>()).merge(value.toString(), 1, Integer::sum);
        }
      });
    }
    List<Server> servers = new ArrayList<>();
    byId.forEach((id, row) -> {
      Map<String, String> traits = new LinkedHashMap<>();
      row.columns().forEach((name, value) -> {
        boolean tellsApart = value != null && counts.get(name).size() * FEWEST_ALIKE > byId.size() && byId.size() > 3;
        if (value != null && !(value instanceof Instant) && !name.equals(SERVER) && !tellsApart) {
          traits.put(name, value.toString());
        }
      });
      Instant from = ACTIVE_FROM.stream().flatMap(name -> instant(row, name).stream()).findFirst().orElse(since);
      servers.add(new Server(id, from, Optional.empty(), traits));
    });
    return servers;
  }

  Optional<Outage> outage(Row row) {
    Optional<String> server = text(row, SERVER);
    Optional<Instant> start = instant(row, "start_time");
    Optional<Instant> end = instant(row, "end_time");
    String cause = text(row, "cause").orElse("");
    if (server.isEmpty() || start.isEmpty()) {
      return refuse(server, start, "start_time", row, "a downtime needs server_id and start_time");
    }
    if (start.get().isAfter(now.plus(AHEAD))) {
      return refuse(server, start, "start_time", row, "begins in the future");
    }
    if (start.get().isBefore(Instant.EPOCH)) {
      return refuse(server, start, "start_time", row, "before 1970");
    }
    if (end.isPresent() && end.get().isBefore(start.get())) {
      return refuse(server, start, "end_time", row, "ends before it begins");
    }
    boolean planned = row.get("planned").map(value -> value instanceof Boolean is ? is : truthy(value.toString()))
        .orElseGet(() -> PLANNED.matcher(cause).find());
    return Optional.of(new Outage(server.get(), start.get(), end.filter(it -> !it.isAfter(now)), cause, planned));
  }

  private static boolean truthy(String text) {
    return List.of("true", "t", "1", "yes", "y").contains(text.toLowerCase(java.util.Locale.ROOT));
  }

  /** @param usual the metric's last good value on this server; NaN where there is none */
  Optional<Sample> sample(Row row, java.util.function.ToDoubleBiFunction<String, String> usual) {
    Optional<String> server = text(row, SERVER);
    Optional<Instant> at = instant(row, TIME);
    if (server.isEmpty() || at.isEmpty()) {
      return refuse(server, at, at.isEmpty() ? TIME : SERVER, row, "a sample needs server_id and timestamp");
    }
    if (at.get().isBefore(Instant.EPOCH)) {
      return refuse(server, at, TIME, row, "before 1970");
    }
    if (at.get().isAfter(now.plus(AHEAD))) {
      return refuse(server, at, TIME, row, "ahead of the hub's clock by " + words(Duration.between(now, at.get())));
    }
    double[] values = values(row);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        Optional<String> wrong = wrong(metrics.get(i), values[i], usual.applyAsDouble(server.get(), metrics.get(i)));
        if (wrong.isPresent()) {
          quarantine.accept(
              new Quarantined(server.get(), metrics.get(i), at.get(), String.valueOf(values[i]), wrong.get()));
          values[i] = Double.NaN;
        }
      }
    }
    return Optional.of(new Sample(server.get(), at.get(), metrics, values));
  }

  void quarantine(Sample sample, String reason) {
    quarantine.accept(new Quarantined(
        sample.server(), TIME, sample.at(), Arrays.toString(sample.values()), reason));
  }

  private Optional<String> wrong(String metric, double value, double usual) {
    if (value < 0) {
      return Optional.of("less than 0");
    }
    if (Double.isInfinite(value)) {
      return Optional.of("infinite");
    }
    if (settings.percent().contains(metric)) {
      if (value > 100) {
        return Optional.of("more than 100 %");
      }
      if (value > 0 && value <= 1 && usual >= 10 && Math.abs(100 * value - usual) <= 15) {
        return Optional.of("a fraction where percent were before, %.3g after %.3g".formatted(value, usual));
      }
    }
    return Optional.empty();
  }

  /** Every number but ids is a metric; one may appear at any time. */
  private double[] values(Row row) {
    for (Map.Entry<String, Object> column : row.columns().entrySet()) {
      if (column.getValue() instanceof Number && !places.containsKey(column.getKey())
          && !NO_METRIC.contains(column.getKey()) && !column.getKey().endsWith("_id")) {
        places.put(column.getKey(), places.size());
        List<String> more = new ArrayList<>(metrics);
        more.add(column.getKey());
        metrics = List.copyOf(more);
      }
    }
    double[] values = new double[metrics.size()];
    Arrays.fill(values, Double.NaN);
    row.columns().forEach((name, value) -> {
      @Nullable Integer place = value instanceof Number ? places.get(name) : null;
      if (place != null) {
        values[place] = ((Number) value).doubleValue();
      }
    });
    return values;
  }

  private <T> Optional<T> refuse(
      Optional<String> server, Optional<Instant> at, String column, Row row, String reason) {
    String value = row.get(column).map(Object::toString).orElse("null");
    quarantine.accept(new Quarantined(server.orElse(""), column, at.orElse(null), value, reason));
    return Optional.empty();
  }

  private static Optional<String> text(Row row, String column) {
    return row.get(column).map(Object::toString).filter(text -> !text.isBlank());
  }

  private static Optional<Instant> instant(Row row, String column) {
    return row.get(column).filter(Instant.class::isInstance).map(Instant.class::cast);
  }

  static String words(Duration time) {
    return time.toHours() >= 48 ? time.toDays() + " days"
        : time.toMinutes() >= 120 ? time.toHours() + " hours" : Math.max(1, time.toMinutes()) + " min";
  }
}
