package dev.signalbox.camel;

import dev.signalbox.forecast.watch.Quarantined;
import dev.signalbox.forecast.watch.Round;
import dev.signalbox.forecast.watch.Settings;
import dev.signalbox.forecast.watch.Trust;
import dev.signalbox.forecast.watch.Watch;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is behind one {@code kamelet:forecast-source}: Camel makes one per route from the Kamelet's parameters, and the
 * Kamelet's steps call it in the order {@link #begin}, {@link #servers}, {@link #downtimes}, {@link #samples}, {@link
 * #notices}, {@link #stumbled}, {@link #complete}. Before each query the body holds its parameters.
 */
public final class ForecastSource {

  /** So many of a round are reported one by one; a table of nonsense would be a dead letter for each of its rows. */
  private static final int MOST_LETTERS = 50;

  private String id = "";
  private String every = "1m";
  private String history = "14d";
  private String limits = "";
  private String percent = "";
  private String ahead = "6h";
  private String horizons = "24h,7d,28d";
  private String warnAbove = "";
  private String pageAbove = "0.6";
  private int minOutcomes = 20;
  private String anomalyWithin = "24h";

  /** Checks the parameters when the route is loaded. */
  public void init() {
    PolledRule.duration("every", every);
    PolledRule.duration("history", history);
    ForecastParameters.settings(this);
  }

  /**
   * Begins a round in the current transaction and leaves it in the variable {@code round}; leaves none if another
   * process is at it.
   */
  public void begin(Exchange exchange) {
    Watch watch = exchange.getContext().getRegistry().findSingleByType(Watch.class);
    Settings settings = ForecastParameters.settings(this);
    Duration period = PolledRule.duration("every", every);
    watch.begin(id, settings, PolledRule.duration("history", history), lease(period)).ifPresent(round ->
        Polls.of(exchange).announcing(exchange, id, period).ifPresent(poll -> {
          exchange.setVariable("poll", poll);
          exchange.setVariable("round", round);
          exchange.getMessage().setBody(parameters(round));
        }));
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCompletion(int status) {
        if (status != STATUS_COMMITTED) {
          watch.forget(id);
        }
      }
    });
  }

  /** Long enough for a round that takes its time, short enough that another hub takes over soon. */
  private static Duration lease(Duration period) {
    Duration three = period.multipliedBy(3);
    return three.compareTo(Duration.ofMinutes(3)) < 0 ? Duration.ofMinutes(3) : three;
  }

  private static Map<String, Object> parameters(Round round) {
    return QueryBounds.of(round.now(), round.since(), round.downtimesSince());
  }

  public void servers(Exchange exchange, List<Map<String, Object>> rows) {
    Round round = round(exchange);
    round.servers(rows.stream().map(RowConverters::row).toList());
    exchange.getMessage().setBody(parameters(round));
  }

  public void downtimes(Exchange exchange, Iterator<Map<String, Object>> rows) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(columns -> all.add(RowConverters.row(columns)));
    Round round = round(exchange);
    round.downtimes(all);
    exchange.getMessage().setBody(parameters(round));
  }

  public void samples(Exchange exchange, Iterator<Map<String, Object>> rows) {
    round(exchange).samples(new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return RowConverters.row(rows.next());
      }
    });
  }

  /** Writes what the models say, and tells which of them may page from now on, or no longer. */
  public List<Notice> notices(Exchange exchange) {
    Round.Result result = round(exchange).complete();
    Announcing poll = poll(exchange);
    quarantine(poll, result.quarantined());
    poll.saw(result.forecasts());
    return result.changed().stream().flatMap(change -> poll.announce(subject(change), null, null).stream()).toList();
  }

  /** One letter for each server, column and reason a day, however often it is read. */
  private void quarantine(Announcing poll, List<Quarantined> all) {
    Map<UUID, Quarantined> once = new LinkedHashMap<>();
    for (Quarantined each : all) {
      String what = each.reason().replaceAll("[0-9.]+", "");
      String name = String.join(
          "\u001f", id, each.server(), each.column(), what, poll.now().truncatedTo(ChronoUnit.DAYS).toString());
      once.putIfAbsent(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), each);
    }
    once.entrySet().stream().limit(MOST_LETTERS).forEach(letter -> {
      Quarantined bad = letter.getValue();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("server_id", bad.server());
      row.put("column", bad.column());
      row.put("at", bad.at());
      row.put("value", bad.value());
      String reason = "not told to the models: %s %s is %s".formatted(bad.server(), bad.column(), bad.reason());
      poll.bury(letter.getKey(), "row", RowConverters.excerpt(new Row(row)), reason.replaceAll(" +", " "));
    });
  }

  private Subject subject(Trust change) {
    String rule = change.kind().rule();
    String title = change.earned()
        ? "%s may page from now on: %s".formatted(rule, change.words())
        : "%s no longer pages: %s".formatted(rule, change.words());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rule", rule);
    facts.put("model", change.model());
    facts.put("outcomes", change.outcomes());
    facts.put("came true", change.hits());
    if (change.replayedOutcomes() > 0) {
      facts.put("on the history", "%d of %d".formatted(change.replayedHits(), change.replayedOutcomes()));
    }
    facts.put("needed", "%s of at least %d".formatted(pageAbove, minOutcomes));
    facts.put("what now", change.earned()
        ? "its warnings go to whoever is on call" : "its warnings go to Slack and the report; it is trained anew");
    String key = "%s %s %s".formatted(rule, change.model(), change.since());
    UUID id = UUID.nameUUIDFromBytes((this.id + key).getBytes(StandardCharsets.UTF_8));
    return new Subject(
        id, new AlertKey(this.id, key), change.earned() ? Severity.INFO : Severity.WARNING, title, new Row(facts),
        List.of(), change.since(), "/forecasts");
  }

  /** The route's own steps failed for one notice. */
  public void stumbled(Exchange exchange, Notice notice) {
    poll(exchange).stumbled(notice, Mishaps.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  public void complete(Exchange exchange) {
    poll(exchange).complete();
  }

  private static Announcing poll(Exchange exchange) {
    return exchange.getVariable("poll", Announcing.class);
  }

  private static Round round(Exchange exchange) {
    return exchange.getVariable("round", Round.class);
  }

  public void setId(String id) {
    this.id = id;
  }

  public void setEvery(String every) {
    this.every = every;
  }

  public void setHistory(String history) {
    this.history = history;
  }

  String getLimits() {
    return limits;
  }

  public void setLimits(String limits) {
    this.limits = limits;
  }

  String getPercent() {
    return percent;
  }

  public void setPercent(String percent) {
    this.percent = percent;
  }

  String getAhead() {
    return ahead;
  }

  public void setAhead(String ahead) {
    this.ahead = ahead;
  }

  String getHorizons() {
    return horizons;
  }

  public void setHorizons(String horizons) {
    this.horizons = horizons;
  }

  String getWarnAbove() {
    return warnAbove;
  }

  public void setWarnAbove(String warnAbove) {
    this.warnAbove = warnAbove;
  }

  String getPageAbove() {
    return pageAbove;
  }

  public void setPageAbove(String pageAbove) {
    this.pageAbove = pageAbove;
  }

  int getMinOutcomes() {
    return minOutcomes;
  }

  public void setMinOutcomes(int minOutcomes) {
    this.minOutcomes = minOutcomes;
  }

  String getAnomalyWithin() {
    return anomalyWithin;
  }

  public void setAnomalyWithin(String anomalyWithin) {
    this.anomalyWithin = anomalyWithin;
  }
}
