package dev.signalbox.report;

import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.escalation.lint.Gap;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Subject;
import dev.signalbox.report.HubFacts.Deserted;
import dev.signalbox.report.HubFacts.Hub;
import dev.signalbox.report.HubFacts.Open;
import dev.signalbox.report.HubFacts.Responses;
import dev.signalbox.report.HubFacts.Ticket;
import dev.signalbox.report.Predictions.Told;
import dev.signalbox.report.Report.Entry;
import dev.signalbox.report.Report.Figure;
import dev.signalbox.report.Report.Link;
import dev.signalbox.report.Report.Section;
import dev.signalbox.report.Report.Table;
import dev.signalbox.report.Report.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What there is to say, section by section: the one place that decides it. Its words are for managers. */
final class Account {

  /** A mail of more than some 100 KB is cut by the programs that show it; the file that goes with it has them all. */
  private static final int DOWN = 50;
  private static final int OTHERS = 20;
  private static final Duration AHEAD = Duration.ofDays(7);

  private final Facts facts;
  private final Hub hub;
  private final List<Line> down;
  private final List<Line> others;
  private final Pictures pictures;

  Account(Facts facts) {
    this.facts = facts;
    hub = facts.hub();
    down = Line.down(facts.source(), hub.open(), facts.key(), facts.now());
    others = Line.others(down, hub.open());
    pictures = new Pictures(facts);
  }

  List<Line> down() {
    return down;
  }

  List<Line> others() {
    return others;
  }

  Pictures pictures() {
    return pictures;
  }

  Report report() {
    List<Section> sections = new ArrayList<>();
    sections.add(downtime());
    sections.add(otherIncidents());
    sections.add(tickets());
    sections.add(heldBack());
    if (facts.sourceFailure() == null) {
      sections.add(availability());
    }
    sections.add(responses());
    sections.add(cover());
    facts.predictions().ifPresent(told -> sections.add(predictions(told)));
    sections.add(deadLetters());
    sections.add(hubItself());
    String title = "Daily report, %s: %s".formatted(Dates.full(facts.date()), headline());
    return new Report(
        facts.rule(), facts.date(), facts.zone(), facts.now(), title, summary(), figures(), sections);
  }

  private long overSla() {
    return down.stream().filter(line -> !line.overSla(facts.now()).isZero()).count();
  }

  private String headline() {
    if (facts.sourceFailure() != null) {
      return "the watched database does not answer, " + count(hub.openCount(), "incident") + " open";
    }
    if (down.isEmpty()) {
      return hub.openCount() == 0 ? "nothing is down, nothing is open" : "nothing is down";
    }
    return count(down.size(), "server") + " down" + (overSla() == 0 ? "" : ", %d beyond the SLA".formatted(overSla()));
  }

  private String summary() {
    String opened = "%s: %s opened, %s resolved.".formatted(
        facts.day().name(), count(hub.day().opened(), "incident"), hub.day().resolved());
    return "As of %s. %s".formatted(Dates.time(facts.now(), facts.zone()), opened);
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (facts.sourceFailure() == null) {
      figures.add(new Figure(down.size() == 1 ? "server down" : "servers down", String.valueOf(down.size()), down.isEmpty() ? Tone.GOOD : Tone.WARNING));
      figures.add(new Figure("beyond the SLA", String.valueOf(overSla()), overSla() == 0 ? Tone.GOOD : Tone.BAD));
    }
    figures.add(new Figure("incidents open", String.valueOf(hub.openCount()), Tone.PLAIN));
    long odd = oddTickets();
    figures.add(new Figure("tickets to look at", String.valueOf(odd), odd == 0 ? Tone.GOOD : Tone.WARNING));
    figures.add(new Figure("to acknowledge", mean(hub.day().acknowledged(), hub.day().toAcknowledge()), Tone.PLAIN));
    figures.add(new Figure("to resolve", mean(hub.day().resolved(), hub.day().toResolve()), Tone.PLAIN));
    return figures;
  }

  private static String mean(long count, Duration mean) {
    return count == 0 ? "–" : Wording.duration(mean);
  }

  private Section downtime() {
    if (facts.sourceFailure() != null) {
      return section("downtime", "Unresolved downtime",
          "The watched database could not be read: %s. What is down is not known; incidents are listed below."
              .formatted(line(facts.sourceFailure())));
    }
    List<Entry> entries = down.stream().limit(DOWN).map(this::downEntry).toList();
    return new Section(
        "downtime", "Unresolved downtime", down.isEmpty() ? List.of("Nothing is down.") : List.of(), entries,
        down.size() - entries.size(), null, pictures.ages());
  }

  private Entry downEntry(Line line) {
    List<String> remark = new ArrayList<>();
    remark.add("down for " + Wording.duration(line.age(facts.now())));
    Duration over = line.overSla(facts.now());
    if (line.sla() == null) {
      remark.add("no SLA");
    } else if (over.isZero()) {
      remark.add("within its SLA of %d min".formatted(line.sla().toMinutes()));
    } else {
      remark.add("%d min beyond its SLA of %d min".formatted(over.toMinutes(), line.sla().toMinutes()));
    }
    remark.add(line.incidents().isEmpty() ? "no rule reports it" : owner(line));
    if (!line.cause().isBlank()) {
      remark.add(line(line.cause()));
    }
    String title = Stream.of(line.server(), line.team()).map(Account::line).collect(Collectors.joining(" · "));
    String path = line.incidents().isEmpty() ? null : Subject.page(line.incidents().get(0).incident().id());
    return new Entry(
        title, path, String.join(", ", remark), warnings(line), links(line), over.isZero() ? Tone.WARNING : Tone.BAD);
  }

  private Section otherIncidents() {
    List<Entry> entries = others.stream().limit(OTHERS).map(this::otherEntry).toList();
    long more = hub.openCount() - hub.open().size() + others.size() - entries.size();
    String none = down.isEmpty() ? "No incident is open." : "No other incident is open.";
    return new Section(
        "incidents", down.isEmpty() ? "Open incidents" : "Other open incidents", others.isEmpty() ? List.of(none) : List.of(),
        entries, more, null, null);
  }

  private Entry otherEntry(Line line) {
    Incident incident = line.incidents().get(0).incident();
    String remark = "%s, open for %s, %s".formatted(
        incident.severity().label(), Wording.duration(line.age(facts.now())), owner(line));
    return new Entry(
        line(incident.title()), Subject.page(incident.id()), remark, warnings(line), links(line), Tone.PLAIN);
  }

  private String owner(Line line) {
    List<Incident> incidents = line.incidents().stream().map(Open::incident).toList();
    String by = first(incidents, Incident::acknowledgedBy);
    String assignee = first(incidents, Incident::assignee);
    if (by != null) {
      return "taken by " + person(by);
    }
    return assignee == null ? "nobody owns it" : "assigned to " + person(assignee);
  }

  private static @Nullable String first(List<Incident> incidents, Function<Incident, @Nullable String> of) {
    return incidents.stream().map(of).filter(Objects::nonNull).findFirst().orElse(null);
  }

  String person(String name) {
    return line(facts.people().apply(name));
  }

  private static List<String> warnings(Line line) {
    List<String> warnings = new ArrayList<>();
    if (line.closedAlthoughOpen()) {
      warnings.add(line.server() == null ? "its ticket is closed" : "its ticket is closed, but it is down");
    }
    line.incidents().stream().map(Open::held).filter(Objects::nonNull).distinct()
        .forEach(held -> warnings.add("nobody is told: " + line(held)));
    return warnings;
  }

  private static List<Link> links(Line line) {
    return line.tickets().map(Account::link).toList();
  }

  private static Link link(Ticket ticket) {
    String state = ticket.state() == null ? "" : " (" + line(ticket.state()) + ")";
    return new Link(line(ticket.reference()) + state, web(ticket.url()));
  }

  /** Only what a browser may follow. */
  private static @Nullable String web(@Nullable String url) {
    return url != null && url.length() < 2000 && url.matches("(?i)https?://[^\\s\\p{Cntrl}\"'<>]+") ? url : null;
  }

  private long oddTickets() {
    return hub.deserted().size() + closedAlthoughOpen().count();
  }

  private Stream<Line> closedAlthoughOpen() {
    return Stream.concat(down.stream(), others.stream()).filter(Line::closedAlthoughOpen);
  }

  private Section tickets() {
    List<Entry> entries = Stream.concat(
        closedAlthoughOpen().map(line -> ticketEntry(
            line.incidents().get(0).incident(), line.server() == null ? "still open here, closed there" : "still down, closed there",
            links(line))),
        hub.deserted().stream().map(this::desertedEntry)).limit(OTHERS).toList();
    return new Section(
        "tickets", "Tickets that do not fit",
        entries.isEmpty() ? List.of("Every ticket says what the database says.") : List.of(), entries,
        oddTickets() - entries.size(), null, null);
  }

  private Entry desertedEntry(Deserted one) {
    Incident incident = one.incident();
    String since = incident.resolvedAt() == null ? "" : " since " + Dates.time(incident.resolvedAt(), facts.zone());
    return ticketEntry(incident, "over%s, open there".formatted(since), List.of(link(one.ticket())));
  }

  private static Entry ticketEntry(Incident incident, String remark, List<Link> links) {
    return new Entry(line(incident.title()), Subject.page(incident.id()), remark, List.of(), links, Tone.WARNING);
  }

  private Section heldBack() {
    Map<String, List<Open>> held = hub.open().stream().filter(one -> one.held() != null)
        .collect(Collectors.groupingBy(one -> line(one.held()), TreeMap::new, Collectors.toList()));
    List<Entry> entries = held.entrySet().stream()
        .map(reason -> new Entry(
            reason.getKey(), null,
            count(reason.getValue().size(), "open incident") + ": " + titles(reason.getValue()), List.of(), List.of(), Tone.PLAIN))
        .limit(OTHERS).toList();
    return new Section(
        "held", "Held back",
        entries.isEmpty() ? List.of("Nothing that is open is hidden by a silence, a maintenance window or a hold.") : List.of(),
        entries, held.size() - entries.size(), null, null);
  }

  private static String titles(List<Open> open) {
    String titles = open.stream().limit(5).map(one -> line(one.incident().title())).collect(Collectors.joining("; "));
    return open.size() > 5 ? titles + "; …" : titles;
  }

  private Section availability() {
    Map<String, Downtime.OfTeam> month = Downtime.byTeam(facts.source(), facts.month(), facts.now()).stream()
        .collect(Collectors.toMap(Downtime.OfTeam::team, team -> team));
    List<List<String>> rows = new ArrayList<>();
    for (Downtime.OfTeam day : Downtime.byTeam(facts.source(), facts.day(), facts.now())) {
      Downtime.OfTeam whole = month.get(day.team());
      rows.add(List.of(
          "%s (%d)".formatted(line(day.team()), day.servers()), rounded(day.availability()), rounded(whole.availability()),
          whole.down().isZero() ? "–" : Wording.duration(whole.down())));
    }
    Table table = rows.isEmpty() ? null : new Table(
        List.of("Team (servers)", facts.day().name() + ", %", facts.month().name() + ", %", "Down"), rows);
    String note = rows.isEmpty()
        ? "The report's query returned no server."
        : "The mean of a team's servers, of each the share of time that it was up; outages that overlap count once.";
    return new Section("availability", "Availability by team", List.of(note), List.of(), 0, table, pictures.availability());
  }

  /** Rounded down, because 100 % is a claim. */
  static String percent(double value) {
    return rounded(value) + " %";
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.2f", Math.floor(value * 100 + 1e-9) / 100);
  }

  private Section responses() {
    Table table = new Table(
        List.of("Incidents", facts.day().name(), facts.month().name()),
        List.of(
            row("opened", responses -> String.valueOf(responses.opened())),
            row("acknowledged", responses -> String.valueOf(responses.acknowledged())),
            row("mean time to acknowledge (MTTA)", responses -> mean(responses.acknowledged(), responses.toAcknowledge())),
            row("resolved", responses -> String.valueOf(responses.resolved())),
            row("mean time to resolve (MTTR)", responses -> mean(responses.resolved(), responses.toResolve()))));
    return new Section(
        "responses", "How fast we were", List.of(), List.of(), 0, table,
        facts.sourceFailure() == null ? pictures.downtimeByDay() : null);
  }

  private List<String> row(String label, Function<Responses, String> value) {
    return List.of(label, value.apply(hub.day()), value.apply(hub.month()));
  }

  private Section cover() {
    OnCallAccount rota = facts.rota();
    if (rota == null) {
      return section("cover", "On call, next 7 days", "Not known: the hub has not looked at the rota since it was started.");
    }
    List<Gap> gaps = rota.gaps().stream()
        .filter(gap -> gap.during().end().isAfter(facts.now()) && gap.during().start().isBefore(facts.now().plus(AHEAD)))
        .toList();
    List<String> notes = new ArrayList<>();
    if (gaps.isEmpty() && rota.unread().isEmpty()) {
      notes.add("Every schedule is covered.");
    }
    rota.unread().forEach(schedule -> notes.add("Nothing is known of %s: its calendar was not read.".formatted(line(schedule))));
    List<Entry> entries = gaps.stream().limit(OTHERS).map(gap -> new Entry(
        line(gap.schedule()), "/on-call",
        "%s to %s: %s".formatted(
            Dates.time(gap.during().start(), facts.zone()), Dates.time(gap.during().end(), facts.zone()),
            gap.fallback() ? "only the fallback" : "nobody is on call"),
        List.of(), List.of(), gap.fallback() ? Tone.WARNING : Tone.BAD)).toList();
    return new Section(
        "cover", "On call, next 7 days", notes, entries, gaps.size() - entries.size(), null, null);
  }

  private Section predictions(Told told) {
    List<Entry> entries = told.standing().stream().limit(OTHERS).map(one -> new Entry(
        line(one.server()) + ": " + line(one.what()), null,
        "%d %% by %s, %s".formatted(
            Math.round(one.probability() * 100), Dates.time(one.until(), facts.zone()), line(one.reason())),
        List.of(), List.of(), Tone.PLAIN)).toList();
    String note = "%s: %d came true, %d did not; %s came unpredicted.".formatted(
        facts.day().name(), told.hits(), told.misses(), count(told.surprises(), "outage"));
    return new Section(
        "predictions", "Predictions", Stream.concat(Stream.of(note), told.models().stream().map(Account::line)).toList(), entries, told.standing().size() - entries.size(), null, null);
  }

  private Section deadLetters() {
    List<Entry> entries = hub.deadLetters().stream().limit(OTHERS).map(one -> new Entry(
        "%s: %s".formatted(line(one.about()), count(one.count(), "dead letter")), "/dead-letters",
        "the latest %s: %s".formatted(Dates.time(one.latest(), facts.zone()), line(one.reason())),
        List.of(), List.of(), Tone.BAD)).toList();
    return new Section(
        "dead-letters", "Not delivered", entries.isEmpty() ? List.of("Everything that was owed has arrived or is on its way.")
        : List.of(), entries, hub.deadLetters().size() - entries.size(), null, null);
  }

  private Section hubItself() {
    List<Entry> entries = hub.troubles().stream().limit(OTHERS).map(one -> new Entry(
        line(one.subject()), null, line(one.problem()), List.of(), List.of(), Tone.BAD)).toList();
    return new Section(
        "hub", "Signalbox itself", entries.isEmpty() ? List.of("Every rule polls and every channel delivers.") : List.of(),
        entries, hub.troubles().size() - entries.size(), null, null);
  }

  private static Section section(String name, String title, String note) {
    return new Section(name, title, List.of(note), List.of(), 0, null, null);
  }

  static String count(long number, String one) {
    return number == 1 ? "1 " + one : number + " " + one + "s";
  }

  /** What others wrote, on one line. */
  static String line(@Nullable String text) {
    return text == null ? "" : Text.line(text, 300);
  }
}
