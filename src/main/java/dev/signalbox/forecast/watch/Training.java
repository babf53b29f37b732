package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Fact;
import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Server;
import dev.signalbox.forecast.failure.FailureForecaster;
import dev.signalbox.forecast.trend.TrendForecaster;
import dev.signalbox.incident.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the history teaches: it is walked through in the order of time, as if it happened now, and what came of each day
 * is learnt only when it was over. How good that is, is told by the last quarter, see {@link Replay}: what was learnt
 * before it is asked again and again and compared with what came.
 */
public final class Training {

  private static final long SEED = 1;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofHours(1);

  private final String rule;
  private final Settings settings;
  private final Instant now;
  private final Intake intake;
  private final TrendForecaster trend;
  private final Map<Duration, FailureForecaster> failures = new TreeMap<>();
  private final Map<Duration, Held> held = new HashMap<>();
  private List<Row> serverRows = List.of();
  private Iterator<Fact> facts = List.<Fact>of().iterator();
  private Optional<Fact> next = Optional.empty();
  private Instant first;
  private final Replay replay;
  private final Instant trendTrial;
  private Instant trial = Instant.MAX;
  private boolean tried;
  private boolean triedTrend;

  /** @param since the oldest sample to be read */
  public Training(String rule, Settings settings, Instant since, Instant now) {
    this.rule = rule;
    this.settings = settings;
    this.now = now;
    first = since;
    intake = new Intake(settings, now, bad -> { }); // the rounds report it
    trend = TrendForecaster.learning(settings.ahead(), LOOK, settings::limit);
    for (Duration horizon : settings.horizons()) {
      failures.put(horizon, new FailureForecaster(horizon, DAY, SEED));
      held.put(horizon, new Held(horizon));
    }
    replay = new Replay(settings, now, this::heard);
    trendTrial = lastQuarter(since, now);
  }

  private static Instant lastQuarter(Instant from, Instant to) {
    return from.plus(Duration.between(from, to).multipliedBy(3).dividedBy(4));
  }

  private void heard(Forecast said) {
    if (said.at().plus(said.horizon()).isBefore(now)) {
      held.get(said.horizon()).said.add(said);
    }
  }

  /** The stream whose models are taught. */
  String rule() {
    return rule;
  }

  public void servers(List<Row> rows) {
    serverRows = rows;
  }

  /** All downtimes that are known. */
  public void downtimes(List<Row> rows) {
    List<Outage> outages = rows.stream().flatMap(row -> intake.outage(row).stream()).toList();
    first = outages.stream().map(Outage::start).min(Comparator.naturalOrder()).filter(it -> it.isBefore(first))
        .orElse(first);
    List<Fact> all = new ArrayList<>();
    HashSet<String> joined = new HashSet<>();
    for (Server server : intake.servers(serverRows, first)) {
      joined.add(server.id());
      all.add(new Server.Joined(server));
    }
    for (Outage outage : outages) {
      if (joined.add(outage.server())) {
        all.add(new Server.Joined(new Server(outage.server(), first, Optional.empty(), Map.of())));
      }
      all.add(new Outage.Began(outage));
      if (outage.end().isPresent()) {
        all.add(new Outage.Ended(outage));
      }
      if (!outage.planned()) {
        held.values().forEach(each -> each.failed(outage.server(), outage.start()));
      }
    }
    all.sort(Comparator.comparing(Fact::at));
    facts = all.iterator();
    trial = lastQuarter(first, now);
  }

  /** In the order of time. */
  public void samples(Iterator<Row> rows) {
    while (rows.hasNext()) {
      intake.sample(rows.next(), trend::level).filter(sample -> !sample.at().isAfter(now)).ifPresent(sample -> {
        until(sample.at());
        trend.sampled(sample);
        failures.values().forEach(each -> each.sampled(sample));
        replay.sampled(sample);
      });
    }
  }

  private void until(Instant at) {
    next = next.isEmpty() && facts.hasNext() ? Optional.of(facts.next()) : next;
    while (next.isPresent() && !next.get().at().isAfter(at)) {
      trials(next.get().at());
      Fact fact = next.get();
      failures.values().forEach(fact::tell);
      fact.tell(replay);
      next = facts.hasNext() ? Optional.of(facts.next()) : Optional.empty();
    }
    trials(at);
  }

  private void trials(Instant at) {
    if (!tried && trial.isBefore(at)) {
      tried = true;
      replay.until(trial);
      failures.values().forEach(model -> model.train(trial));
      replay.begin(trial, failureModels(trial));
    }
    if (!triedTrend && trendTrial.isBefore(at)) {
      triedTrend = true;
      replay.until(trendTrial);
      trend.train(trendTrial);
      replay.begin(trendTrial, List.of(trendModel(trendTrial)));
    }
    replay.until(at);
  }

  /** What was learnt: one model for each horizon, and one for trends. */
  public List<Memory.Model> complete() {
    until(now);
    failures.values().forEach(model -> model.train(now));
    trend.train(now);
    List<Memory.Model> models = new ArrayList<>(failureModels(now));
    models.add(trendModel(now));
    return models;
  }

  /** What the models would have warned of in the last quarter, and what came. Known when it is complete. */
  List<Replayed> replayed() {
    return replay.outcomes();
  }

  private List<Memory.Model> failureModels(Instant at) {
    List<Memory.Model> models = new ArrayList<>();
    failures.forEach((horizon, model) -> {
      String facts = model.hasLearnt()
          ? held.get(horizon).words() : "too little history to learn from: it says the base rate";
      models.add(model(Kind.FAILURE, horizon, at, model.learntFrom(), facts, Packing.packed(model::write)));
    });
    return models;
  }

  private Memory.Model trendModel(Instant at) {
    int[] from = trend.learntFrom();
    boolean enough = trend.learntEnough();
    return model(Kind.TREND, settings.ahead(), at, from,
        enough ? "learnt from %d looks, %d of them before a crossing".formatted(from[0], from[1])
            : "too few crossings to learn from: it goes by the course of the days before",
        enough ? Packing.packed(trend::write) : new byte[0]);
  }

  private Memory.Model model(Kind kind, Duration horizon, Instant at, int[] from, String facts, byte[] bytes) {
    return new Memory.Model(
        rule, kind, horizon, 0, at, first, from[0], from[1], facts,
        Optional.of(bytes).filter(some -> some.length > 0));
  }

  /** What was said in the last quarter, and what came. */
  private static final class Held {
    private final Duration horizon;
    private final List<Forecast> said = new ArrayList<>();
    private final Map<String, List<Instant>> failed = new HashMap<>();

    Held(Duration horizon) {
      this.horizon = horizon;
    }

    void failed(String server, Instant at) {
      failed.computeIfAbsent(server, added -> new ArrayList<>()).add(at);
    }

    private boolean came(Forecast each) {
      return failed.getOrDefault(each.server(), List.of()).stream()
          .anyMatch(at -> at.isAfter(each.at()) && !at.isAfter(each.at().plus(horizon)));
    }

    /** Average precision beside the base rate, which is what guessing reaches. */
    String words() {
      if (said.isEmpty()) {
        return "not tried: the last quarter of the history is shorter than what it looks ahead";
      }
      said.sort(Comparator.comparingDouble(Forecast::probability).reversed());
      int hits = 0;
      double sum = 0;
      for (int i = 0; i < said.size(); i++) {
        if (came(said.get(i))) {
          hits++;
          sum += hits / (i + 1.0);
        }
      }
      return hits == 0
          ? "not tried: nothing came in the last quarter of the history"
          : "on the last quarter: average precision %.2f, where guessing reaches %.2f".formatted(
              sum / hits, hits / (double) said.size());
    }
  }
}
