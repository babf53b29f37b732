package dev.signalbox.camel;

import dev.signalbox.incident.Severity;
import dev.signalbox.report.DailyReports;
import dev.signalbox.report.Outage;
import dev.signalbox.report.ReportTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What is behind one {@code kamelet:report-source}: Camel makes one per route from the Kamelet's parameters, and the
 * Kamelet's steps call it in the order {@link #begin}, {@link #rows} or {@link #unread}, {@link #notices}, {@link
 * #stumbled}, {@link #complete}.
 *
 * <p>Not a cron: that fires in one process at one instant, or not at all. This asks at each poll whether a report is due
 * that nobody has made; the announcement's name, which is the date, makes it once.
 */
public final class ReportSource {

  /** Managers wait that long for a watched database that does not answer, and then hear so. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String DUE = "due";
  private static final String MADE = "made";

  private String id = "";
  private String every = "30s";
  private String at = "08:00";
  private String zone = "UTC";
  private String days = "daily";
  private String key = "server_id";
  private String severity = "info";

  /** Checks the parameters when the route is loaded. */
  public void init() {
    PolledRule.duration("every", every);
    Severity.of(severity);
    time();
  }

  private ReportTime time() {
    return ReportTime.of(at, zone, days);
  }

  /**
   * Begins a poll in the current transaction and leaves it in the variable {@code poll}, and the date of the report that
   * is due in {@code due}; leaves no poll if another process is at it, and no date if none is due.
   */
  public void begin(Exchange exchange) {
    Polls.of(exchange).announcing(exchange, id, PolledRule.duration("every", every)).ifPresent(poll -> {
      exchange.setVariable("poll", poll);
      reports(exchange).due(id, time(), poll.now()).ifPresent(date -> exchange.setVariable(DUE, date));
    });
  }

  /** Reads the rows of the query and makes the report. */
  public void rows(Exchange exchange, Iterator<Map<String, Object>> rows) {
    List<Outage> outages = new ArrayList<>();
    rows.forEachRemaining(row -> outages.add(Outage.of(RowConverters.row(row), key)));
    make(exchange, outages, null);
  }

  /** The query failed. For a quarter of an hour the poll fails too and is tried again, then the report goes without. */
  public void unread(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    LocalDate date = exchange.getVariable(DUE, LocalDate.class);
    if (poll(exchange).now().isBefore(time().instant(date).plus(PATIENCE))) {
      throw failure;
    }
    make(exchange, List.of(), Mishaps.reason(failure));
  }

  private void make(Exchange exchange, List<Outage> outages, @Nullable String failure) {
    LocalDate date = exchange.getVariable(DUE, LocalDate.class);
    exchange.setVariable(MADE, reports(exchange).make(
        id, date, time(), Severity.of(severity), outages, failure, key, poll(exchange).now()));
  }

  /** The report, unless another process has made it meanwhile. */
  public List<Notice> notices(Exchange exchange) {
    DailyReports.Made made = exchange.getVariable(MADE, DailyReports.Made.class);
    Optional<Notice> notice = poll(exchange).announce(made.subject(), made.document(), null);
    if (notice.isPresent()) {
      reports(exchange).keep(made);
    }
    return notice.stream().toList();
  }

  /** The route's own steps failed. */
  public void stumbled(Exchange exchange, Notice notice) {
    poll(exchange).stumbled(notice, Mishaps.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  public void complete(Exchange exchange) {
    poll(exchange).complete();
  }

  private static DailyReports reports(Exchange exchange) {
    return exchange.getContext().getRegistry().findSingleByType(DailyReports.class);
  }

  private static Announcing poll(Exchange exchange) {
    return exchange.getVariable("poll", Announcing.class);
  }

  public void setId(String id) {
    this.id = id;
  }

  public void setEvery(String every) {
    this.every = every;
  }

  public void setAt(String at) {
    this.at = at;
  }

  public void setZone(String zone) {
    this.zone = zone;
  }

  public void setDays(String days) {
    this.days = days;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public void setSeverity(String severity) {
    this.severity = severity;
  }
}
