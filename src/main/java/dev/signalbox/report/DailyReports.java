package dev.signalbox.report;

import dev.signalbox.chart.Picture;
import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.Person;
import dev.signalbox.report.Report.Figure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which report is due now, and what it says. */
public final class DailyReports {

  /** How long a report waits for the first look at the rota after a start. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LISTED = 10;

  private final HubFacts facts;
  private final Predictions predictions;
  private final OnCallFindings findings;
  private final CurrentPlan onCall;
  private final Announcements announcements;
  private final Reports reports;
  private final @Nullable String console;
  private final Supplier<UUID> ids;
  private @Nullable Instant waitingSince;

  /**
   * @param console where people find the console, without a slash at its end; null leaves links out
   */
  public DailyReports(
      HubFacts facts,
      Predictions predictions,
      OnCallFindings findings,
      CurrentPlan onCall,
      Announcements announcements,
      Reports reports,
      @Nullable String console,
      Supplier<UUID> ids) {
    this.facts = facts;
    this.predictions = predictions;
    this.findings = findings;
    this.onCall = onCall;
    this.announcements = announcements;
    this.reports = reports;
    this.console = console;
    this.ids = ids;
  }

  /** A report as it is announced. */
  public record Made(Report report, Subject subject, Document document) {}

  /**
   * The date of the report that is due and that nobody has made.
   *
   * @param rule part of its name
   * @param now database time
   */
  public Optional<LocalDate> due(String rule, ReportTime time, Instant now) {
    return time.due(now)
        .filter(date -> announcements.made(rule, Set.of(date.toString())).isEmpty())
        .filter(date -> rotaWasLookedAt(now));
  }

  private synchronized boolean rotaWasLookedAt(Instant now) {
    if (findings.latest().isPresent()) {
      return true;
    }
    waitingSince = waitingSince == null ? now : waitingSince;
    return Duration.between(waitingSince, now).compareTo(PATIENCE) >= 0;
  }

  /**
   * Makes the report of a date. Announcing and keeping it is the caller's.
   *
   * @param source the rows of the report's query
   * @param sourceFailure why there are none; null if there are
   * @param key the column by which rows and incidents name a server
   */
  public Made make(
      String rule,
      LocalDate date,
      ReportTime time,
      Severity severity,
      List<Outage> source,
      @Nullable String sourceFailure,
      String key,
      Instant now) {
    Period day = Period.dayBefore(date, time.zone());
    Period month = Period.monthBefore(date, time.zone());
    Facts all = new Facts(
        rule, date, time.zone(), now, source, sourceFailure, key, facts.read(now, day, month),
        findings.latest().orElse(null), predictions.told(now, day), people());
    Account account = new Account(all);
    Report report = account.report();
    UUID id = ids.get();
    return new Made(report, subject(id, report, severity), document(id, report, account, now));
  }

  /** In the transaction in which it was announced. */
  public void keep(Made made) {
    reports.keep(made.report(), made.subject().id());
  }

  private UnaryOperator<String> people() {
    Map<String, Person> people = onCall.now().rota().people();
    return name -> {
      Person person = people.get(name);
      return person == null || person.fullName() == null ? name : person.fullName();
    };
  }

  private static Subject subject(UUID id, Report report, Severity severity) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (Figure figure : report.figures()) {
      numbers.put(figure.label().replace(' ', '_'), figure.value());
    }
    List<Subject.Item> items = new ArrayList<>();
    report.sections().stream().limit(2).flatMap(section -> section.entries().stream()).limit(LISTED)
        .forEach(entry -> items.add(new Subject.Item(entry.title(), entry.remark(), entry.path())));
    AlertKey name = new AlertKey(report.rule(), report.date().toString());
    return new Subject(
        id, name, severity, report.title(), new Row(numbers), items, report.at(), Report.page(report.date()));
  }

  private Document document(UUID id, Report report, Account account, Instant now) {
    Map<String, Picture> pictures = account.pictures().drawn();
    List<Enclosure> files = new ArrayList<>();
    pictures.forEach((file, picture) ->
        files.add(new Enclosure(file, "image/png", contentId(file, id), picture.png())));
    files.add(new Enclosure(
        "%s-%s.csv".formatted(report.rule().replaceAll("[^A-Za-z0-9-]", "-"), report.date()), "text/csv; charset=utf-8", null,
        ReportCsv.of(account, now, console)));
    return new Document(ReportText.of(report), ReportHtml.of(report, file -> contentId(file, id), console), files);
  }

  private static String contentId(String file, UUID id) {
    return file.replace(".png", "") + "." + id + "@signalbox";
  }
}
