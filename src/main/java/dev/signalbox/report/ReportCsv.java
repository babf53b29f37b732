package dev.signalbox.report;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Subject;
import dev.signalbox.report.HubFacts.Open;
import dev.signalbox.report.HubFacts.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is unresolved as a table: RFC 4180, UTF-8 with a byte order mark, without which Excel reads umlauts as noise.
 *
 * <p>A spreadsheet takes a cell that begins with {@code = + - @} for a formula, and looks for that behind blanks and what it
 * does not show; such text gets an apostrophe in front, which spreadsheets hide, and quotes.
 */
final class ReportCsv {

  private static final String MARK = "\ufeff";
  private static final List<String> COLUMNS = List.of(
      "server", "team", "cause", "since", "age_minutes", "sla_minutes", "over_sla_minutes", "incident", "rule", "severity",
      "status", "owner", "acknowledged_by", "tickets", "ticket_states", "ticket_urls", "held_back", "mismatch", "page");

  private final StringBuilder csv = new StringBuilder(MARK);
  private final Account account;
  private final Instant now;
  private final @Nullable String console;

  private ReportCsv(Account account, Instant now, @Nullable String console) {
    this.account = account;
    this.now = now;
    this.console = console;
  }

  static byte[] of(Account account, Instant now, @Nullable String console) {
    ReportCsv table = new ReportCsv(account, now, console);
    table.row(COLUMNS);
    Stream.concat(account.down().stream(), account.others().stream()).forEach(table::line);
    return table.csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void line(Line line) {
    if (line.incidents().isEmpty()) {
      row(cells(line, null));
    }
    line.incidents().forEach(one -> row(cells(line, one)));
  }

  private List<String> cells(Line line, @Nullable Open open) {
    List<String> cells = new ArrayList<>(List.of(
        Objects.toString(line.server(), ""),
        line.team(),
        line.cause(),
        line.since().toString(),
        String.valueOf(line.age(now).toMinutes()),
        line.sla() == null ? "" : String.valueOf(line.sla().toMinutes()),
        line.sla() == null ? "" : String.valueOf(line.overSla(now).toMinutes())));
    if (open == null) {
      cells.addAll(List.of("", "", "", "", "", "", "", "", "", "", "no rule reports it", ""));
      return cells;
    }
    Incident incident = open.incident();
    cells.addAll(List.of(
        incident.title(),
        incident.alert().rule(),
        incident.severity().label(),
        incident.status().label(),
        incident.assignee() == null ? "" : account.person(incident.assignee()),
        incident.acknowledgedBy() == null ? "" : account.person(incident.acknowledgedBy()),
        tickets(open, Ticket::reference),
        tickets(open, Ticket::state),
        tickets(open, Ticket::url),
        Objects.toString(open.held(), ""),
        open.tickets().stream().anyMatch(Ticket::closed) ? "ticket closed, not over" : "",
        Objects.toString(console, "") + Subject.page(incident.id())));
    return cells;
  }

  private static String tickets(Open open, Function<Ticket, @Nullable String> of) {
    return open.tickets().stream().map(ticket -> Objects.toString(of.apply(ticket), "?")).collect(Collectors.joining(" "));
  }

  private void row(List<String> cells) {
    csv.append(cells.stream().map(ReportCsv::cell).collect(Collectors.joining(","))).append("\r\n");
  }

  static String cell(String text) {
    boolean formula = formula(text);
    if (!formula && text.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c < ' ')) {
      return text;
    }
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  private static boolean formula(String text) {
    return text.codePoints()
        .dropWhile(c -> c <= ' ' || c == 0x7f || Character.isWhitespace(c) || Character.isSpaceChar(c)
            || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.CONTROL)
        .limit(1)
        // the full-width forms too: some spreadsheets take them for the plain ones
        .anyMatch(c -> "=+-@\uff1d\uff0b\uff0d\uff20".indexOf(c) >= 0)
        || text.startsWith("\t") || text.startsWith("\r") || text.startsWith("\n");
  }
}
