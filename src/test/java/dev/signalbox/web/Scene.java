package dev.signalbox.web;

import dev.signalbox.SettableClock;
import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.inbound.InMemoryInbox;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore.RuleStatus;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.InMemoryOverrides;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import dev.signalbox.oncall.calendar.CalendarStatus;
import dev.signalbox.override.OverrideDesk;
import dev.signalbox.override.OverrideJournal;
import dev.signalbox.web.RouteFilesView.RouteFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import dev.signalbox.silence.InMemorySilences;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.SilenceDesk;
import dev.signalbox.silence.SilenceListener;
import dev.signalbox.silence.maintenance.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything behind the console, by hand: a busy Monday morning unless a test empties it. */
public final class Scene {

  public static final Instant NOW = Instant.parse("2026-08-03T09:30:00Z");

  private static final Map<String, Person> PEOPLE = Map.of(
      "mira", person("mira", "Mira Okafor"), "jan", person("jan", "Jan Lindqvist"), "ana", person("ana", "Ana Duarte"));

  public final SettableClock clock = SettableClock.at(NOW.toString());
  public final InMemoryIncidents incidents = new InMemoryIncidents(clock);
  public final InMemoryTimers timers = new InMemoryTimers();
  public final InMemoryDeliveries deliveries = new InMemoryDeliveries();
  public final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
  public final Map<String, List<Shift>> shifts = new LinkedHashMap<>();
  public final List<RouteFile> files = new ArrayList<>();
  public byte[] feedSecret = new byte[32];
  private int number;

  public final InMemoryInbox inbox = new InMemoryInbox(clock);
  public final InMemoryOnCallFindings findings = new InMemoryOnCallFindings();
  public final InMemoryReports reports = new InMemoryReports();
  public final InMemoryOverrides overrides = new InMemoryOverrides(clock);
  public final List<CalendarStatus> calendars = new ArrayList<>();

  public final Map<String, Person> people = new LinkedHashMap<>(PEOPLE);
  private @Nullable OnCallPlan written;

  /** What the {@link #calendars} said when they were read, by schedule. */
  public final Map<String, Assignments> read = new LinkedHashMap<>();

  /** The real engine over {@link #shifts} and {@link #people}, or else over what is {@link #written}, and {@link #overrides}. */
  public final CurrentPlan onCall = this::now;

  /** How often somebody asked for the plan, which costs a query each time. */
  public int plansRead;

  private OnCallPlan now() {
    plansRead++;
    return (written == null ? ofShifts() : written).with(read, overrides.inForce());
  }

  private OnCallPlan ofShifts() {
    return OnCallPlan.of(new Rota(people, shifts.entrySet().stream()
        .map(schedule -> Schedule.of(schedule.getKey(), ZoneOffset.UTC, Assignments.of(assignments(schedule.getValue()))))
        .toList()));
  }

  /** From now on the files of this folder say who is on call. */
  public void written(Path folder) {
    written = OnCallPlan.ofFolder(folder);
  }

  /** What it told, in the order in which it happened. */
  public final OverrideJournal overrideJournal = new OverrideJournal();

  public final OverrideDesk overrideDesk =
      new OverrideDesk(onCall, overrides, overrideJournal, clock, UUID::randomUUID);

  public final List<Window> windows = new ArrayList<>();
  public final InMemorySilences silences = new InMemorySilences(clock);

  public final SilenceDesk silenceDesk = new SilenceDesk(
      silences, incidents, Duration.ofDays(30), new SilenceListener() {
        @Override
        public void made(Silence silence) {}

        @Override
        public void edited(Silence silence, String by) {}

        @Override
        public void expired(Silence silence) {}
      }, clock, UUID::randomUUID);

  private static List<Assignment> assignments(List<Shift> shifts) {
    return shifts.stream()
        .flatMap(shift -> shift.participants().stream().map(name -> new Assignment(shift.start(), shift.end(), name, 0)))
        .toList();
  }

  public static Shift shift(Instant start, Instant end, String... names) {
    return new Shift(start, end, new TreeSet<>(List.of(names)));
  }

  public final RouteFilesView routeFiles = () -> files;

  public void clear() {
    clock.tick(Duration.between(clock.instant(), NOW));
    incidents.incidents.clear();
    incidents.timelines.clear();
    incidents.rules.clear();
    timers.timers.clear();
    deliveries.views.clear();
    deliveries.health.clear();
    deadLetters.letters.clear();
    deadLetters.over.clear();
    deadLetters.actions.clear();
    shifts.clear();
    people.clear();
    people.putAll(PEOPLE);
    written = null;
    read.clear();
    calendars.clear();
    overrides.clear();
    silences.silences.clear();
    windows.clear();
    inbox.clear();
    overrideJournal.clear();
    findings.clear();
    reports.kept.clear();
    reports.documents.clear();
    files.clear();
    number = 0;
  }

  public Incident incident(String rule, String key, Severity severity, String title, Duration age, @Nullable String assignee) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("server_id", key);
    row.put("downtime_count", 5);
    row.put("last_start", NOW.minus(age).minusSeconds(70));
    row.put("region", "eu-central");
    row.put("runbook", "https://wiki.example/runbooks/" + rule);
    row.put("note", null);
    Incident incident = new Incident(
        UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-%012d".formatted(++number)), new AlertKey(rule, key), Status.OPEN, severity, title,
        new Row(row), NOW.minus(age), null, null, null, null, 0, assignee, null);
    incidents.add(incident);
    return incident;
  }

  public Deliveries.View delivery(
      Incident incident, String channel, String address, String kind, String status, int attempts, @Nullable String lastError,
      @Nullable String reference, @Nullable String url) {
    Instant created = incident.openedAt().plusSeconds(1 + deliveries.views.size() % 7);
    Deliveries.View view = new Deliveries.View(
        UUID.fromString("d0000000-0000-4000-8000-%012d".formatted(++number)), incident.id(), null, incident.alert().rule(),
        incident.alert().key(), channel, address, kind, status, attempts, lastError, reference, url, created,
        status.equals("sent") ? created.plusMillis(640) : null, status.equals("pending") ? NOW.plusSeconds(95) : null);
    deliveries.views.add(view);
    return view;
  }

  /** A delivery of what is no incident. */
  public Deliveries.View announced(String rule, String key, String channel, String address, String status) {
    Deliveries.View view = new Deliveries.View(
        UUID.fromString("d0000000-0000-4000-8000-%012d".formatted(++number)), null, null, rule, key, channel, address,
        "announced", status, 1, null, null, null, NOW, status.equals("sent") ? NOW : null, status.equals("pending") ? NOW : null);
    deliveries.views.add(view);
    return view;
  }

  public DeadLetter deadLetter(
      String source, @Nullable String channel, @Nullable String address, @Nullable Incident incident, String payload, String reason,
      int attempts) {
    UUID id = UUID.fromString("dead0000-0000-4000-8000-%012d".formatted(++number));
    DeadLetter letter = new DeadLetter(
        id, NOW.minusSeconds(600L * number), source, incident == null ? "resource-pressure" : incident.alert().rule(), channel,
        address, channel == null ? null : UUID.fromString("d0000000-0000-4000-8000-%012d".formatted(number)),
        incident == null ? null : incident.id(), payload, reason, attempts, "dead");
    deadLetters.bury(letter);
    return letter;
  }

  public void rule(String id, String description, @Nullable Boolean ok, int rows, long open, int failures, @Nullable String error) {
    incidents.rules.add(new RuleStatus(
        id, description, Duration.ofSeconds(30), ok == null ? null : NOW.minusSeconds(12), ok, rows, open, failures, error));
  }

  public void health(String channel, String state, @Nullable String reason, long pending, long sent, long dead) {
    deliveries.health.add(new Deliveries.Health(
        channel, state, reason, NOW.minus(Duration.ofMinutes(14)), state.equals("ok") ? null : NOW.plusSeconds(95), pending, sent, dead));
  }

  private static Person person(String name, String fullName) {
    return new Person(name, fullName, null, null, null, null, null, null);
  }
}
