package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One round of a stream: the servers, the downtimes and the samples since the last one come in, in this order; then what
 * the models say is written, warnings are published or end, and those that are due are judged. All of it in the caller's
 * transaction; if that fails, {@link Watch#forget} has to be called.
 */
public final class Round {

  private static final Duration ASK = Duration.ofMinutes(5);
  private static final Duration ASK_FAILURES = Duration.ofMinutes(15);
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final Duration SILENT = Duration.ofHours(6);
  /** A server that is not listed any more and says nothing for so long is no server any more. */
  private static final Duration GONE = Duration.ofDays(7);
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration EVENTS = Duration.ofDays(90);
  private static final int BATCH = 1_000;

  private final String rule;
  private final Settings settings;
  private final Watch.Live live;
  private final Memory memory;
  private final Ledger ledger;
  private final Supplier<UUID> ids;
  private final Instant now;
  private final Instant since;
  private final Instant until;
  private final Intake intake;
  private final List<Quarantined> quarantined = new ArrayList<>();
  private List<Row> serverRows = List.of();
  private final List<Happening> events = new ArrayList<>();
  /** Servers that are to be learnt anew, and from when on. */
  private final Map<String, Instant> normals = new HashMap<>();
  private Instant newest;

  Round(String rule, Settings settings, Watch.Live live, Memory memory, Ledger ledger, Supplier<UUID> ids, Instant now) {
    this.rule = rule;
    this.settings = settings;
    this.live = live;
    this.memory = memory;
    this.ledger = ledger;
    this.ids = ids;
    this.now = now;
    memory.normals(rule).forEach(each -> normals.put(each.server(), each.since()));
    since = normals.values().stream().min(Comparator.naturalOrder()).filter(live.readFrom::isAfter).orElse(live.readFrom).minus(OVERLAP);
    until = live.catchUpTo;
    newest = live.readFrom;
    intake = new Intake(settings, now, quarantined::add);
  }

  /** When it began. */
  public Instant now() {
    return now;
  }

  /** Samples from here on are to be read, and downtimes that began or ended since. */
  public Instant since() {
    return since;
  }

  /** Downtimes are to be read from here on: all of them if nothing is known yet. */
  public Instant downtimesSince() {
    return live.toldOutages ? live.readFrom.minus(OVERLAP) : Instant.EPOCH;
  }

  /** Columns {@code server_id} and whatever servers may have in common. */
  public void servers(List<Row> rows) {
    serverRows = rows;
  }

  /** Columns {@code server_id, start_time, end_time}, and {@code cause} and {@code planned} where there are such. */
  public void downtimes(List<Row> rows) {
    List<Outage> outages = rows.stream().flatMap(row -> intake.outage(row).stream())
        .sorted(Comparator.comparing(Outage::start)).toList();
    Instant first = outages.stream().map(Outage::start).min(Comparator.naturalOrder()).orElse(since);
    join(first.isBefore(since) ? first : since, outages);
    if (live.toRecall) {
      memory.states(rule, live.lookout::restore); // of servers that have joined
      live.toRecall = false;
    }
    for (Outage outage : outages) {
      live.lookout.told(outage).filter(event -> event.at().isAfter(now.minus(EVENTS))).ifPresent(events::add);
    }
    live.toldOutages = true;
  }

  private void join(Instant first, List<Outage> outages) {
    Map<String, Server> servers = new HashMap<>();
    intake.servers(serverRows, first).forEach(server -> servers.put(server.id(), server));
    outages.forEach(outage -> servers.computeIfAbsent(outage.server(), id ->
        new Server(id, first, Optional.empty(), Map.of())));
    Set<String> known = Set.copyOf(live.lookout.joined());
    servers.values().stream().sorted(Comparator.comparing(Server::id)).filter(server -> !known.contains(server.id()))
        .forEach(live.lookout::joined);
  }

  /** Columns {@code server_id, timestamp}, and one per metric; in the order of time. */
  public void samples(Iterator<Row> rows) {
    bringBack(normals.keySet());
    normals.keySet().forEach(live.lookout::forgetUsual);
    while (rows.hasNext()) {
      List<Row> some = new ArrayList<>();
      while (rows.hasNext() && some.size() < BATCH) {
        some.add(rows.next());
      }
      bringBack(some.stream().flatMap(row -> row.get(Intake.SERVER).stream()).map(Object::toString).collect(Collectors.toSet()));
      some.forEach(row -> intake.sample(row, live.lookout::level).ifPresent(this::sample));
    }
  }

  private void bringBack(Set<String> servers) {
    List<String> evicted = servers.stream().filter(live.lookout::isEvicted).toList();
    if (!evicted.isEmpty()) {
      memory.states(rule, evicted, live.lookout::restore);
    }
  }

  private void sample(Sample sample) {
    @Nullable Instant normal = normals.get(sample.server());
    if (normal != null && !live.lookout.isNew(sample) && !sample.at().isBefore(normal)) {
      live.lookout.usual(sample);
    } else if (live.lookout.isNew(sample)) {
      if (!live.lookout.joined().contains(sample.server())) {
        live.lookout.joined(new Server(sample.server(), sample.at(), Optional.empty(), Map.of()));
      }
      events.addAll(live.lookout.told(sample, sample.at().isBefore(until)));
      if (sample.at().isAfter(newest)) {
        newest = sample.at();
      }
    } else if (!sample.at().isBefore(live.readFrom.minus(OVERLAP))) { // else it is read again for another server's sake
      Duration late = live.lookout.late(sample);
      if (late.compareTo(OVERLAP) > 0) {
        intake.quarantine(sample, "%s before the last one: its clock went back".formatted(Intake.words(late)));
      }
    }
  }

  /**
   * What a round came to.
   *
   * @param changed models that may page from now on, or no longer
   * @param quarantined rows that no model was told
   */
  public record Result(int forecasts, List<Trust> changed, List<Quarantined> quarantined) {}

  public Result complete() {
    List<Memory.Model> learnt = memory.models(rule).stream().filter(live.lookout::isNewer).toList();
    if (!learnt.isEmpty()) {
      learnt.forEach(live.lookout::learnt);
      live.askedFailures = null; // what they say is out of date
    }
    List<Forecast> forecasts = ask();
    batches(forecasts).forEach(ledger::put);
    ledger.happened(events);
    ledger.watched(now, live.lookout.servers().size());
    warn(forecasts);
    // what happened is known up to the round before: a row of this very second may be on its way
    ledger.judge(now.minus(OVERLAP), now);
    List<Trust> changed = trust();
    keep();
    return new Result(forecasts.size(), changed, quarantined);
  }

  private List<Forecast> ask() {
    List<Forecast> forecasts = new ArrayList<>();
    if (due(live.asked, ASK)) {
      forecasts.addAll(live.lookout.metrics(now));
      live.asked = now;
    }
    if (due(live.askedFailures, ASK_FAILURES)) {
      forecasts.addAll(live.lookout.failures(now));
      live.askedFailures = now;
    }
    return forecasts;
  }

  private boolean due(@Nullable Instant last, Duration every) {
    return last == null || !now.isBefore(last.plus(every));
  }

  private static List<List<Forecast>> batches(List<Forecast> all) {
    List<List<Forecast>> batches = new ArrayList<>();
    for (int i = 0; i < all.size(); i += BATCH) {
      batches.add(all.subList(i, Math.min(all.size(), i + BATCH)));
    }
    return batches;
  }

  private void warn(List<Forecast> forecasts) {
    if (forecasts.isEmpty()) {
      return;
    }
    Map<Forecast.Subject, Warning> models = new HashMap<>();
    Map<Forecast.Subject, Warning> simple = new HashMap<>();
    ledger.open().forEach(open ->
        (open.said().model().equals(Forecast.SIMPLE) ? simple : models).put(open.said().subject(), open));
    Bar bar = new Bar(settings, forecasts);
    List<Warning> published = new ArrayList<>();
    Set<UUID> falling = new HashSet<>();
    Set<UUID> rising = new HashSet<>();
    for (Forecast said : forecasts) {
      @Nullable Warning open = models.get(said.subject());
      if (bar.isWarning(said)) {
        if (open == null) {
          published.add(warning(said));
        } else if (!open.standing()) {
          rising.add(open.id());
        }
      } else if (open != null && open.standing() && bar.isOver(said)) {
        falling.add(open.id());
      }
      if (!simple.containsKey(said.subject())) {
        live.lookout.simple(said).map(this::warning).ifPresent(published::add);
      }
    }
    ledger.publish(published);
    ledger.fall(falling);
    ledger.rise(rising);
  }

  private Warning warning(Forecast said) {
    @Nullable Course course = said.model().equals(Forecast.SIMPLE) ? null : live.lookout.course(said);
    return new Warning(
        ids.get(), said, said.at().plus(settings.due(said.kind(), said.horizon())), true, course, Optional.empty());
  }

  /** A model earns the right to page, and loses it. Where it loses it, it is to be trained anew. */
  private List<Trust> trust() {
    List<Trust> changed = new ArrayList<>();
    for (Trust trust : ledger.trust(now)) {
      boolean deserved = trust.deserved(settings);
      Trust then = trust.decided(deserved, now);
      ledger.grant(then);
      if (deserved != trust.earned()) {
        changed.add(then);
        if (!deserved) {
          memory.wish(rule, now);
        }
      }
    }
    return changed;
  }

  private void keep() {
    if (!normals.isEmpty()) {
      memory.learnt(rule, normals.keySet(), now);
    }
    List<Memory.State> states = live.lookout.unkept(KEEP, newest);
    for (int i = 0; i < states.size(); i += BATCH) {
      memory.keep(rule, states.subList(i, Math.min(states.size(), i + BATCH)));
    }
    live.lookout.evict(newest.minus(SILENT));
    Instant readTo = newest.isAfter(now) ? now : newest;
    live.readFrom = readTo;
    memory.advance(rule, readTo, live.lookout.keptUpTo(readTo));
    if (due(live.tidied, Duration.ofDays(1))) {
      Set<String> listed = new HashSet<>();
      serverRows.forEach(row -> row.get(Intake.SERVER).ifPresent(id -> listed.add(id.toString())));
      Set<String> gone = new HashSet<>();
      if (!listed.isEmpty()) {
        live.lookout.silent(now.minus(GONE)).stream().filter(server -> !listed.contains(server)).forEach(gone::add);
        gone.forEach(server -> live.lookout.left(server, now));
        memory.drop(rule, gone);
      }
      ledger.forget(gone, now.minus(YEAR));
      live.tidied = now;
    }
  }
}
