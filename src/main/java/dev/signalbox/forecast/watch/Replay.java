package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Fact;
import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
import dev.signalbox.forecast.watch.Warning.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A history, lived through as if it happened now: what the models would have warned of, asked every hour (of downtimes
 * every day) with nothing known but what was before, and what came of it, judged as the {@link Ledger} judges. Anomalies
 * are found in what the history holds, which may be one sample in half an hour, and on so many servers as tell enough.
 */
final class Replay implements Fact.Listener {

  private static final Duration ASK = Duration.ofHours(1);
  private static final Duration ASK_FAILURES = Duration.ofDays(1);
  /** What a history holds one sample of in half an hour is seen to cross so much later. */
  private static final Duration SEEN_LATER = Duration.ofMinutes(30);
  /** Nobody looks at more, see {@link Ledger#trust}. */
  private static final int MOST = 500;
  /** Servers that are watched for anomalies: the samples of each are kept until what is usual for it is known. */
  private static final int FOLLOWED = 300;

  private static final class Open {
    final Forecast said;
    final Instant due;
    boolean planned;

    Open(Forecast said, Instant due) {
      this.said = said;
      this.due = due;
    }

    boolean isMeant(Happening event) {
      boolean same = event.isDowntime() || said.kind() == Kind.TREND && said.metric().equals(event.metric());
      Instant last = event.isDowntime() ? due : due.plus(SEEN_LATER);
      return same && said.server().equals(event.server()) && event.at().isAfter(said.at()) && !event.at().isAfter(last);
    }
  }

  private final Settings settings;
  private final Instant now;
  private final Consumer<Forecast> heard;
  private final Lookout lookout;
  private final Map<Forecast.Subject, Open> open = new HashMap<>();
  private final Map<String, Instant> measured = new HashMap<>();
  private final Map<String, Deque<Replayed>> judged = new HashMap<>();
  private final Set<String> followed = new HashSet<>();
  private Instant watchFrom = Instant.MAX;
  private Instant ask = Instant.MAX;
  private Instant askFailures = Instant.MAX;

  /**
   * @param now what is not known by then is not said at all: else only what came soon would count
   * @param heard is told every forecast of a downtime
   */
  Replay(Settings settings, Instant now, Consumer<Forecast> heard) {
    this.settings = settings;
    this.now = now;
    this.heard = heard;
    lookout = new Lookout(settings, this::isFollowed);
  }

  private boolean isFollowed(String server) {
    return followed.contains(server) || followed.size() < FOLLOWED && followed.add(server);
  }

  /** From here on it is asked, about metrics or about downtimes, with what had been learnt by then. */
  void begin(Instant at, List<Memory.Model> learnt) {
    learnt.forEach(lookout::learnt);
    if (learnt.stream().anyMatch(model -> model.kind() == Kind.FAILURE)) {
      askFailures = at;
    } else {
      ask = at;
      watchFrom = at;
    }
  }

  /** Before what comes at this time is told. */
  void until(Instant at) {
    while (ask.isBefore(at) || askFailures.isBefore(at)) {
      Instant then = ask.isBefore(askFailures) ? ask : askFailures;
      List<Forecast> forecasts = new ArrayList<>();
      if (then.equals(ask)) {
        forecasts.addAll(lookout.metrics(then));
        ask = then.plus(ASK);
      }
      if (then.equals(askFailures)) {
        lookout.failures(then).forEach(said -> {
          heard.accept(said);
          forecasts.add(said);
        });
        askFailures = then.plus(ASK_FAILURES);
      }
      judge(then);
      say(forecasts);
    }
  }

  private void say(List<Forecast> forecasts) {
    Bar bar = new Bar(settings, forecasts);
    for (Forecast said : forecasts) {
      Instant due = said.at().plus(settings.due(said.kind(), said.horizon()));
      if (bar.isWarning(said) && !due.isAfter(now)) {
        open.putIfAbsent(said.subject(), new Open(said, due));
      }
    }
  }

  private void judge(Instant at) {
    Iterator<Open> each = open.values().iterator();
    while (each.hasNext()) {
      Open due = each.next();
      if (due.due.plus(SEEN_LATER).isBefore(at)) {
        each.remove();
        boolean unknown = due.planned || due.said.kind() == Kind.TREND
            && measured.getOrDefault(due.said.server(), Instant.MIN).isBefore(due.due.minus(Duration.ofHours(1)));
        keep(new Replayed(due.said, due.due, unknown ? Outcome.AVERTED_UNKNOWN : Outcome.MISS, due.due, null));
      }
    }
  }

  private void happened(Happening event) {
    Iterator<Open> each = open.values().iterator();
    while (each.hasNext()) {
      Open warned = each.next();
      if (warned.isMeant(event) && event.planned()) {
        warned.planned = true;
      } else if (warned.isMeant(event)) {
        each.remove();
        keep(new Replayed(warned.said, warned.due, Outcome.HIT, event.at(), event.at()));
      }
    }
  }

  private void keep(Replayed outcome) {
    Deque<Replayed> latest = judged.computeIfAbsent(
        outcome.said().kind() + " " + outcome.said().model(), added -> new ArrayDeque<>());
    latest.addLast(outcome);
    if (latest.size() > MOST) {
      latest.removeFirst();
    }
  }

  /** What came out until now, the latest of each model. */
  List<Replayed> outcomes() {
    until(now);
    judge(now);
    return judged.values().stream().flatMap(Deque::stream).toList();
  }

  @Override
  public void joined(Server server) {
    lookout.joined(server);
  }

  @Override
  public void began(Outage outage) {
    lookout.told(new Outage(outage.server(), outage.start(), Optional.empty(), "", outage.planned()))
        .ifPresent(this::happened);
  }

  @Override
  public void ended(Outage outage) {
    lookout.told(outage);
  }

  @Override
  public void sampled(Sample sample) {
    if (lookout.isNew(sample)) {
      lookout.told(sample, sample.at().isBefore(watchFrom)).forEach(this::happened);
      measured.put(sample.server(), sample.at());
    }
  }
}
