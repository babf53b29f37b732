package dev.signalbox.camel;

import dev.signalbox.incident.FlapPolicy;
import dev.signalbox.incident.MassPolicy;
import dev.signalbox.incident.OutageClock;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * The rule behind one {@code kamelet:incident-source}: Camel makes one per route from the Kamelet's parameters, and the
 * Kamelet's steps call it in the order {@link #begin}, {@link #rows}, {@link #stumbled}, {@link #complete}.
 */
public final class PolledRule {

  private String id = "";
  private String every = "30s";
  private String key = "";
  private String severity = "error";
  private String severityColumn = "severity";
  private String resolved = "resolved";
  private int resolveAfter = 1;
  private String repeatEvery = "4h";
  private String repeatCeiling = "24h";
  private String reopenWithin = "4h";
  private int flapAfter = 3;
  private String flapWindow = "1h";
  private String flapHold = "10m";
  private String flapWait = "10s";
  private double massShare;
  private String massWithin = "5m";
  private int massAtLeast = 10;
  private String population = "0";
  private int maxRows = 200_000;
  private String maintenance = "counts";
  private String downSince = "start_time";
  private String allowedMinutes = "sla_minutes";

  /** Checks the parameters when the route is loaded, so that a wrong one never gets as far as a row. */
  public void init() {
    rule(id);
    if (massShare > 0 && "0".equals(population.strip())) {
      throw new IllegalArgumentException(
          "parameter 'massShare' has the value '%s': say of how many, with the parameter 'population'".formatted(massShare));
    }
  }

  /**
   * Begins a poll in the current transaction and leaves it in the variable {@code poll}; leaves none if another process
   * is polling the rule. Says in the variable {@code count} whether the population is to be asked for.
   */
  public void begin(Exchange exchange) {
    Rule rule = rule(Polls.description(exchange, id));
    Polls.of(exchange).begin(exchange, rule).ifPresent(poll -> {
      exchange.setVariable("poll", poll);
      boolean known = population.strip().matches("\\d{1,12}");
      exchange.setVariable("count", massShare > 0 && !known);
      if (known) {
        poll.population(Long.parseLong(population.strip()));
      }
    });
  }

  /** Takes the answer to the query for the population: one number. */
  public void population(Exchange exchange) {
    Object answer = exchange.getVariable("population");
    Object number = answer instanceof Map<?, ?> row && row.size() == 1 ? row.values().iterator().next() : answer;
    if (!(number instanceof Number count) || count.longValue() < 0) {
      throw new IllegalStateException(
          "rule %s: the query of parameter 'population' must return one row with one number, which may be 0".formatted(id));
    }
    poll(exchange).population(count.longValue());
  }

  /** Turns the rows of the query into notices, one by one. */
  public Iterator<Notice> rows(Exchange exchange, Iterator<Map<String, Object>> rows) {
    return poll(exchange).notices(rows);
  }

  /** The rule's own steps failed for one notice. */
  public void stumbled(Exchange exchange, Notice notice) {
    poll(exchange).stumbled(notice, Mishaps.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  public void complete(Exchange exchange) {
    poll(exchange).complete();
  }

  private static Poll poll(Exchange exchange) {
    return exchange.getVariable("poll", Poll.class);
  }

  private Rule rule(String description) {
    List<String> columns = Arrays.stream(key.split(",")).map(String::strip).toList();
    return new Rule(
        id,
        description,
        duration("every", every),
        columns,
        Severity.of(severity),
        severityColumn,
        resolved,
        resolveAfter,
        duration("repeatEvery", repeatEvery),
        duration("repeatCeiling", repeatCeiling),
        duration("reopenWithin", reopenWithin),
        new FlapPolicy(
            flapAfter, duration("flapWindow", flapWindow), duration("flapHold", flapHold), duration("flapWait", flapWait)),
        new MassPolicy(massShare, duration("massWithin", massWithin), massAtLeast),
        maxRows,
        clock());
  }

  private @Nullable OutageClock clock() {
    if (!List.of("counts", "excludes").contains(maintenance)) {
      throw new IllegalArgumentException("parameter 'maintenance' has the value '%s': write counts or excludes".formatted(maintenance));
    }
    return maintenance.equals("counts") ? null : new OutageClock(downSince, allowedMinutes);
  }

  static Duration duration(String name, String text) {
    try {
      return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter '%s' has the value '%s': write a duration such as 30s, 5m or 4h".formatted(name, text), e);
    }
  }

  public void setId(String id) {
    this.id = id;
  }

  public void setEvery(String every) {
    this.every = every;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public void setSeverity(String severity) {
    this.severity = severity;
  }

  public void setSeverityColumn(String severityColumn) {
    this.severityColumn = severityColumn;
  }

  public void setResolved(String resolved) {
    this.resolved = resolved;
  }

  public void setResolveAfter(int resolveAfter) {
    this.resolveAfter = resolveAfter;
  }

  public void setRepeatEvery(String repeatEvery) {
    this.repeatEvery = repeatEvery;
  }

  public void setRepeatCeiling(String repeatCeiling) {
    this.repeatCeiling = repeatCeiling;
  }

  public void setReopenWithin(String reopenWithin) {
    this.reopenWithin = reopenWithin;
  }

  public void setFlapAfter(int flapAfter) {
    this.flapAfter = flapAfter;
  }

  public void setFlapWindow(String flapWindow) {
    this.flapWindow = flapWindow;
  }

  public void setFlapHold(String flapHold) {
    this.flapHold = flapHold;
  }

  public void setFlapWait(String flapWait) {
    this.flapWait = flapWait;
  }

  public void setMassShare(double massShare) {
    this.massShare = massShare;
  }

  public void setMassWithin(String massWithin) {
    this.massWithin = massWithin;
  }

  public void setMassAtLeast(int massAtLeast) {
    this.massAtLeast = massAtLeast;
  }

  /** A number, or a query for one. */
  public void setPopulation(String population) {
    this.population = population;
  }

  /** {@code counts} or {@code excludes}. */
  public void setMaintenance(String maintenance) {
    this.maintenance = maintenance;
  }

  public void setDownSince(String downSince) {
    this.downSince = downSince;
  }

  public void setAllowedMinutes(String allowedMinutes) {
    this.allowedMinutes = allowedMinutes;
  }

  public void setMaxRows(int maxRows) {
    this.maxRows = maxRows;
  }
}
