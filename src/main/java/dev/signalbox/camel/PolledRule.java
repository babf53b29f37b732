package dev.signalbox.camel;

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
  private int maxRows = 200_000;
  private String maintenance = "counts";
  private String downSince = "start_time";
  private String allowedMinutes = "sla_minutes";

  /** Checks the parameters when the route is loaded, so that a wrong one never gets as far as a row. */
  public void init() {
    rule(id);
  }

  /**
   * Begins a poll in the current transaction and leaves it in the variable {@code poll}; leaves none if another process
   * is polling the rule.
   */
  public void begin(Exchange exchange) {
    Rule rule = rule(Polls.description(exchange, id));
    Polls.of(exchange).begin(exchange, rule).ifPresent(poll -> exchange.setVariable("poll", poll));
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
