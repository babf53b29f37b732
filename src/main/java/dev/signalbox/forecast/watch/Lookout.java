package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
import dev.signalbox.forecast.anomaly.AnomalyForecaster;
import dev.signalbox.forecast.failure.FailureForecaster;
import dev.signalbox.forecast.trend.Outlook;
import dev.signalbox.forecast.trend.TrendForecaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every model of one stream, and what they know of each server. Used by one thread at a time. */
final class Lookout {

  /** Of a server's history, so many samples are kept until its usual state is learnt: two days at one a minute. */
  private static final int HISTORY = 2_880;
  /** A course that was seen on every day before is no certainty. */
  private static final double SUREST = 0.95;
  private static final double NEAR = 0.8;
  private static final Duration LATELY = Duration.ofDays(7);

  private final Settings settings;
  private final TrendForecaster trend;
  private final AnomalyForecaster anomaly;
  private final Map<Duration, FailureForecaster> failures = new TreeMap<>();
  private final Map<String, Known> servers = new LinkedHashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Crossings crossings;
  private final Predicate<String> followed;

  Lookout(Settings settings) {
    this(settings, server -> true);
  }

  /** @param followed which servers may be found unlike themselves: before it can be, two days of each one's samples are kept */
  Lookout(Settings settings, Predicate<String> followed) {
    this.settings = settings;
    this.followed = followed;
    anomaly = new AnomalyForecaster(HISTORY);
    trend = TrendForecaster.serving(settings.ahead(), settings::limit);
    crossings = new Crossings(settings, trend);
    settings.horizons().forEach(horizon -> failures.put(horizon, FailureForecaster.serving(horizon)));
  }

  // what it is told

  void joined(Server server) {
    failures.values().forEach(each -> each.joined(server));
  }

  void left(String server, Instant now) {
    Server gone = new Server(server, now, Optional.of(now), Map.of());
    failures.values().forEach(each -> each.left(gone));
    servers.remove(server);
    crossings.forget(server);
    trend.forget(server);
    anomaly.forget(server);
  }

  Set<String> joined() {
    return failures.values().iterator().next().servers();
  }

  /** @return what began; empty if that was known already */
  Optional<Happening> told(Outage outage) {
    Known known = known(outage.server());
    @Nullable Boolean ended = known.outages.get(outage.start());
    if (ended == null) {
      failures.values().forEach(each -> each.began(outage));
      if (!outage.planned() && (known.down == null || outage.start().isAfter(known.down))) {
        known.down = outage.start();
      }
    }
    if (outage.end().isPresent() && !Boolean.TRUE.equals(ended)) {
      failures.values().forEach(each -> each.ended(outage));
    }
    known.outages.put(outage.start(), outage.end().isPresent());
    return ended == null
        ? Optional.of(Happening.downtime(outage.server(), outage.start(), outage.planned())) : Optional.empty();
  }

  /** A sample is told once, and later than the one before. */
  boolean isNew(Sample sample) {
    Known known = known(sample.server());
    return known.last == null || sample.at().isAfter(known.last);
  }

  /** How much earlier it is than the last one; zero if it is later. */
  Duration late(Sample sample) {
    Known known = known(sample.server());
    boolean replayed = known.kept != null && !sample.at().isAfter(known.kept);
    return replayed || known.last == null || sample.at().isAfter(known.last)
        ? Duration.ZERO : Duration.between(sample.at(), known.last);
  }

  double level(String server, String metric) {
    return trend.level(server, metric);
  }

  boolean isEvicted(String server) {
    @Nullable Known known = servers.get(server);
    return known != null && known.evicted;
  }

  /**
   * @param history it is long ago: it says what is usual
   * @return the metrics that rose to their limit
   */
  List<Happening> told(Sample sample, boolean history) {
    Known known = known(sample.server());
    List<Happening> crossed = crossings.of(sample);
    failures.values().forEach(each -> each.sampled(sample));
    trend.sampled(sample);
    if (history && followed.test(sample.server())) {
      anomaly.learn(sample);
    } else if (!history && followed.test(sample.server())) {
      anomaly.sampled(sample);
      anomaly.predict(sample.server(), sample.at())
          .filter(odd -> known.oddest == null || odd.probability() >= known.oddest.probability())
          .ifPresent(odd -> known.oddest = odd);
    }
    known.last = sample.at();
    known.touched = true;
    return crossed;
  }

  /** What was usual for a server is so no longer; what is told as usual from here on is. */
  void forgetUsual(String server) {
    Known known = known(server);
    anomaly.forget(server);
    known.oddest = null;
    known.kept = null;
  }

  /** A sample that was told before, as what is usual for its server now. */
  void usual(Sample sample) {
    anomaly.learn(sample);
  }

  private Known known(String server) {
    return servers.computeIfAbsent(server, added -> new Known());
  }

  // what it remembers

  void learnt(Memory.Model model) {
    model.bytes().ifPresent(bytes -> {
      try (DataInputStream in = Packing.unpacked(bytes)) {
        if (model.kind() == Kind.TREND) {
          trend.read(in);
        } else if (failures.containsKey(model.horizon())) {
          failures.get(model.horizon()).read(in);
        }
        versions.put(name(model.kind(), model.horizon()), model.version());
      } catch (IOException e) {
        throw new UncheckedIOException("the stored model %s %s is unreadable".formatted(model.kind(), model.version()), e);
      }
    });
  }

  boolean isNewer(Memory.Model model) {
    return model.bytes().isPresent() && model.version() > versions.getOrDefault(name(model.kind(), model.horizon()), 0);
  }

  private static String name(Kind kind, Duration horizon) {
    return kind + " " + horizon;
  }

  void restore(Memory.State state) {
    Known known = known(state.server());
    try (DataInputStream in = Packing.unpacked(state.bytes())) {
      trend.readState(state.server(), in);
      anomaly.readState(state.server(), in);
      byte[] gauges = in.readNBytes(in.readInt());
      if (!known.evicted) {
        for (FailureForecaster each : failures.values()) {
          each.readGauges(state.server(), new DataInputStream(new ByteArrayInputStream(gauges)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what is kept of the server %s is unreadable".formatted(state.server()), e);
    }
    known.evicted = false;
    known.last = state.upto();
    known.kept = state.upto();
  }

  private Memory.State packed(String server, Instant upto) {
    return new Memory.State(server, upto, Packing.packed(out -> {
      trend.writeState(server, out);
      anomaly.writeState(server, out);
      ByteArrayOutputStream gauges = new ByteArrayOutputStream();
      failures.values().iterator().next().writeGauges(server, new DataOutputStream(gauges));
      out.writeInt(gauges.size());
      gauges.writeTo(out);
    }));
  }

  /**
   * What is to be kept: servers of which more than so much is not kept yet, and those that have been silent for so long, of
   * which there will not be more.
   */
  List<Memory.State> unkept(Duration most, Instant newest) {
    List<Memory.State> states = new ArrayList<>();
    servers.forEach((server, known) -> {
      if (known.last != null && !known.last.equals(known.kept)) {
        boolean overdue = known.kept == null || !known.kept.plus(most).isAfter(known.last);
        if (overdue || !known.last.plus(most).isAfter(newest)) {
          states.add(packed(server, known.last));
          known.kept = known.last;
        }
      }
    });
    return states;
  }

  /** Until when everything that was told is kept; now, if all of it is. */
  Instant keptUpTo(Instant now) {
    Instant least = now;
    for (Known known : servers.values()) {
      if (known.last != null && known.kept != null && known.last.isAfter(known.kept) && known.kept.isBefore(least)) {
        least = known.kept;
      }
    }
    return least;
  }

  /** Takes servers out of memory that are kept and were silent since then; they come back with their next sample. */
  void evict(Instant silentSince) {
    servers.forEach((server, known) -> {
      if (!known.evicted && known.last != null && known.last.equals(known.kept) && known.last.isBefore(silentSince)) {
        trend.forget(server);
        anomaly.forget(server);
        known.evicted = true;
      }
    });
  }

  // what it says

  /** Of the servers that were told about since it was asked last. */
  List<Forecast> metrics(Instant now) {
    List<Forecast> forecasts = new ArrayList<>();
    servers.forEach((server, known) -> {
      if (known.touched) {
        trend.metrics(server).forEach(metric -> forecasts.add(trend(server, metric, now)));
        if (known.oddest != null) {
          forecasts.add(anomaly(known.oddest));
        }
        known.touched = false;
        known.oddest = null;
      }
    });
    return forecasts;
  }

  private Forecast anomaly(Prediction odd) {
    return new Forecast(Kind.ANOMALY, odd.server(), "", Duration.ZERO, odd.at(), odd.probability(), odd.at(), null, null,
        "", words(odd), "anomaly", 0, Double.NaN);
  }

  private Forecast trend(String server, String metric, Instant now) {
    Outlook outlook = trend.outlook(server, metric, now);
    Optional<Prediction> learnt = trend.hasLearnt() ? trend.predict(server, metric, now) : Optional.empty();
    return outlook.fold(
        over -> trend(server, metric, now, 1, null, "already over", List.of(over(server, metric)), "course"),
        not -> byTrees(server, metric, now, learnt, 0, null),
        little -> trend(server, metric, now, 0, null, "too little data", List.of("too little data"), "course"),
        crosses -> byTrees(server, metric, now, learnt, Math.min(SUREST, crosses.share()), crosses));
  }

  private String over(String server, String metric) {
    return "%s is %.4g, at or over its limit of %.4g".formatted(metric, trend.level(server, metric),
        settings.limit(metric));
  }

  /** Of the two views, what was learnt and the course itself, the one that is surer. */
  private Forecast byTrees(
      String server, String metric, Instant now, Optional<Prediction> learnt, double share, Outlook.@Nullable Crosses at) {
    double taught = learnt.map(Prediction::probability).orElse(0.0);
    List<String> reasons = new ArrayList<>();
    if (at != null) {
      reasons.add(metric + " " + at.why());
      reasons.add("%s is %.4g now, its limit %.4g".formatted(metric, trend.level(server, metric), settings.limit(metric)));
    }
    learnt.stream().flatMap(each -> words(each).stream()).filter(words -> reasons.size() < 3).forEach(reasons::add);
    boolean byCourse = share >= taught;
    return trend(server, metric, now, Math.max(share, taught), at, at == null ? "not expected" : "crosses", reasons,
        byCourse ? "course" : "trend");
  }

  private Forecast trend(
      String server, String metric, Instant now, double probability, Outlook.@Nullable Crosses at, String answer,
      List<String> reasons, String model) {
    Instant expected = at == null ? answer.equals("already over") ? now : now.plus(settings.ahead()) : at.expected();
    int version = model.equals("trend") ? version(Kind.TREND, settings.ahead()) : 0;
    return new Forecast(Kind.TREND, server, metric, settings.ahead(), now, probability, expected,
        at == null ? null : at.earliest(), at == null ? null : at.latest(), answer, reasons, model, version,
        trend.level(server, metric));
  }

  private int version(Kind kind, Duration horizon) {
    return versions.getOrDefault(name(kind, horizon), 0);
  }

  /** The probability of a downtime of each server that is up, at each horizon. */
  List<Forecast> failures(Instant now) {
    List<Forecast> forecasts = new ArrayList<>();
    failures.forEach((horizon, model) -> {
      int version = version(Kind.FAILURE, horizon);
      String name = model.hasLearnt() ? "failure" : "rate";
      for (String server : model.servers()) {
        model.predict(server, now).ifPresent(said -> forecasts.add(new Forecast(Kind.FAILURE, server, "", horizon, now,
            said.probability(), now.plus(horizon), null, null, "", words(said), name, version, Double.NaN)));
      }
    });
    return forecasts;
  }

  private static List<String> words(Prediction said) {
    return said.reasons().stream().map(Reason::words).toList();
  }

  /** What the plain rule says about the same: it is what the models must beat. Empty where it says nothing. */
  Optional<Forecast> simple(Forecast said) {
    String server = said.server();
    return switch (said.kind()) {
      case TREND -> {
        double limit = settings.limit(said.metric());
        boolean near = said.level() >= NEAR * limit && said.level() < limit;
        yield near ? Optional.of(said.by(Forecast.SIMPLE, 1, List.of("above 80 % of its limit"))) : Optional.empty();
      }
      case ANOMALY -> trend.metrics(server).stream()
          .filter(metric -> trend.level(server, metric) >= settings.limit(metric)).findFirst()
          .map(metric -> said.by(Forecast.SIMPLE, 1, List.of(metric + " over its limit")));
      case FAILURE -> {
        @Nullable Instant down = known(server).down;
        yield down != null && down.plus(LATELY).isAfter(said.at())
            ? Optional.of(said.by(Forecast.SIMPLE, 1, List.of("a downtime in the last 7 days"))) : Optional.empty();
      }
    };
  }

  /** For a chart: the metric that a forecast is about, else the first that its reasons name and that has a limit; null without one. */
  @Nullable Course course(Forecast said) {
    Set<String> known = trend.metrics(said.server());
    String metric = !said.metric().isEmpty() ? said.metric() : said.reasons().stream()
        .flatMap(reason -> known.stream().filter(name -> reason.startsWith(name + " "))).findFirst().orElse("");
    Map<Long, Double> past = trend.course(said.server(), metric, said.at().minus(Duration.ofDays(1)));
    if (past.isEmpty()) {
      return null;
    }
    List<Course.Point> actual = new ArrayList<>();
    past.forEach((second, value) -> actual.add(new Course.Point(second, value)));
    List<Course.Point> expected = new ArrayList<>();
    double limit = settings.limit(metric);
    if (said.answer().equals("crosses")) {
      expected.add(new Course.Point(said.at().getEpochSecond(), said.level()));
      expected.add(new Course.Point(said.expectedAt().getEpochSecond(), limit));
    }
    return new Course(metric, actual, expected, limit);
  }

  /** Those of which no sample came since then. */
  Set<String> silent(Instant since) {
    return servers().stream().filter(server -> {
      @Nullable Known known = servers.get(server);
      return known == null || known.last == null || known.last.isBefore(since);
    }).collect(Collectors.toSet());
  }

  /** The servers that it was told about. */
  Set<String> servers() {
    Set<String> all = new HashSet<>(servers.keySet());
    all.addAll(joined());
    return all;
  }
}
