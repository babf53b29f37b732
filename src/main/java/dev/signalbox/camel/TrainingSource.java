package dev.signalbox.camel;

import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.forecast.watch.Training;
import dev.signalbox.forecast.watch.Watch;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * What is behind one {@code kamelet:training-source}: the models of another route are taught anew now and then, and when
 * somebody wishes it. The Kamelet's steps call it in the order {@link #begin}, {@link #servers}, {@link #downtimes},
 * {@link #samples}, {@link #notices}, {@link #stumbled}, {@link #complete}.
 */
public final class TrainingSource {

  private String id = "";
  private String forecasts = "";
  private String every = "1m";
  private String trainEvery = "24h";
  private String history = "60d";

  /** Checks the parameters when the route is loaded. */
  public void init() {
    PolledRule.duration("every", every);
    PolledRule.duration("trainEvery", trainEvery);
    PolledRule.duration("history", history);
  }

  /** Looks whether it is time, in the current transaction, and leaves the variable {@code training} if it is. */
  public void begin(Exchange exchange) {
    Watch watch = exchange.getContext().getRegistry().findSingleByType(Watch.class);
    Polls.of(exchange).announcing(exchange, id, PolledRule.duration("every", every)).ifPresent(poll -> {
      exchange.setVariable("poll", poll);
      Instant since = poll.now().minus(PolledRule.duration("history", history));
      watch.training(forecasts, PolledRule.duration("trainEvery", trainEvery), since).ifPresent(due -> {
        exchange.setVariable("training", due);
        exchange.getMessage().setBody(parameters(exchange));
      });
    });
  }

  private Map<String, Object> parameters(Exchange exchange) {
    return QueryBounds.of(
        poll(exchange).now(), poll(exchange).now().minus(PolledRule.duration("history", history)), Instant.EPOCH);
  }

  public void servers(Exchange exchange, List<Map<String, Object>> rows) {
    training(exchange).servers(rows.stream().map(RowConverters::row).toList());
    exchange.getMessage().setBody(parameters(exchange));
  }

  public void downtimes(Exchange exchange, Iterator<Map<String, Object>> rows) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(columns -> all.add(RowConverters.row(columns)));
    training(exchange).downtimes(all);
    exchange.getMessage().setBody(parameters(exchange));
  }

  public void samples(Exchange exchange, Iterator<Map<String, Object>> rows) {
    training(exchange).samples(new Iterator<>() {
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

  /** Keeps what was learnt, and tells of it where somebody had wished it. */
  public List<Notice> notices(Exchange exchange) {
    Watch.Due due = exchange.getVariable("training", Watch.Due.class);
    Watch watch = exchange.getContext().getRegistry().findSingleByType(Watch.class);
    List<Memory.Model> models = watch.keep(due.training());
    Announcing poll = poll(exchange);
    return due.wished() ? poll.announce(subject(models, poll.now()), null, null).stream().toList() : List.of();
  }

  private Subject subject(List<Memory.Model> models, Instant now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    models.forEach(model -> facts.put(
        "%s, %d h, version %d".formatted(model.kind().rule(), model.horizon().toHours(), model.version()),
        model.facts()));
    UUID id = UUID.nameUUIDFromBytes((this.id + now).getBytes(StandardCharsets.UTF_8));
    return new Subject(
        id, new AlertKey(this.id, forecasts + " " + now), Severity.INFO, "The models of %s were trained".formatted(forecasts),
        new Row(facts), List.of(), now, "/forecasts");
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

  private static Training training(Exchange exchange) {
    return exchange.getVariable("training", Watch.Due.class).training();
  }

  public void setId(String id) {
    this.id = id;
  }

  public void setForecasts(String forecasts) {
    this.forecasts = forecasts;
  }

  public void setEvery(String every) {
    this.every = every;
  }

  public void setTrainEvery(String trainEvery) {
    this.trainEvery = trainEvery;
  }

  public void setHistory(String history) {
    this.history = history;
  }
}
