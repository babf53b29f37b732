package dev.signalbox.escalation;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Findings;
import dev.signalbox.document.LoadException;
import dev.signalbox.document.Place;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.Names;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.PersonReader;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.ScheduleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * People, schedules and escalations that belong together: the folder {@code routes/on-call}, or one file. Immutable;
 * an edit is a new plan, and the old one answers until the new one has loaded without findings.
 */
public final class OnCallPlan {

  public static final String PEOPLE = "people.yaml";
  public static final String SCHEDULES = "schedules.yaml";
  public static final String ESCALATIONS = "escalations.yaml";

  private final Rota rota;
  private final Map<String, EscalationPolicy> escalations;
  private final Places places;
  private final List<String> texts;

  private OnCallPlan(Rota rota, Map<String, EscalationPolicy> escalations, Places places, List<String> texts) {
    this.rota = rota;
    this.escalations = Collections.unmodifiableMap(escalations);
    this.places = places;
    this.texts = List.copyOf(texts);
  }

  /**
   * Where in the files everything stands, for whoever has something to say about it.
   *
   * @param people by name
   * @param schedules by name
   * @param escalations by name
   */
  public record Places(Map<String, Place> people, Map<String, Place> schedules, Map<String, Place> escalations) {}

  /** Schedules that stand in no file; without escalations. */
  public static OnCallPlan of(Rota rota) {
    return new OnCallPlan(rota, Map.of(), new Places(Map.of(), Map.of(), Map.of()), List.of());
  }

  /**
   * This plan at a moment in a running hub.
   *
   * @param calendars by schedule, as last read; a schedule that is missing keeps what it has
   * @param overrides by schedule, made by hand, in the order in which they were made; those of unknown schedules are
   *     left out
   */
  public OnCallPlan with(Map<String, Assignments> calendars, Map<String, List<Replacement>> overrides) {
    return calendars.isEmpty() && overrides.isEmpty()
        ? this : new OnCallPlan(rota.with(calendars, overrides), escalations, places, texts);
  }

  /**
   * Loads a folder with {@code people.yaml}, {@code schedules.yaml} and, optionally, {@code escalations.yaml}. Every
   * name in it must be one of the people.
   *
   * @throws LoadException with the findings of all three files
   */
  public static OnCallPlan ofFolder(Path folder) {
    Findings findings = new Findings();
    Path file = folder.resolve(PEOPLE);
    Map<String, Person> people = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    Documents.read(file, file.toString(), findings).forEach(it -> {
      people.putAll(PersonReader.read(it));
      places.putAll(PersonReader.places(it));
    });
    List<Path> files = new ArrayList<>(List.of(folder.resolve(SCHEDULES)));
    if (Files.exists(folder.resolve(ESCALATIONS))) {
      files.add(folder.resolve(ESCALATIONS));
    }
    return load(files, people, places, Names.of(people.keySet()), findings);
  }

  /**
   * Loads one file of schedules, escalations or both. Names are taken as they are.
   *
   * @throws LoadException with all findings
   */
  public static OnCallPlan ofFile(Path file) {
    return load(List.of(file), Map.of(), Map.of(), Names.any(), new Findings());
  }

  /**
   * As {@link #ofFile}, of an earlier version that is on disk no more.
   *
   * @param texts see {@link #texts}
   * @throws LoadException with all findings
   */
  public static OnCallPlan ofTexts(List<String> texts) {
    Map<String, String> named = new LinkedHashMap<>();
    texts.forEach(text -> named.put("earlier version " + (named.size() + 1), text));
    return load(named, Map.of(), Map.of(), Names.any(), new Findings());
  }

  private static OnCallPlan load(
      List<Path> files, Map<String, Person> people, Map<String, Place> ofPeople, Names names, Findings findings) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path file : files) {
      Documents.text(file, file.toString(), findings).ifPresent(text -> texts.put(file.toString(), text));
    }
    return load(texts, people, ofPeople, names, findings);
  }

  private static OnCallPlan load(
      Map<String, String> texts,
      Map<String, Person> people,
      Map<String, Place> ofPeople,
      Names names,
      Findings findings) {
    Places places = new Places(ofPeople, new LinkedHashMap<>(), new LinkedHashMap<>());
    List<Element> documents = new ArrayList<>();
    texts.forEach((file, text) -> Documents.parse(text, file, findings).forEach(it -> documents.addAll(unfold(it))));
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    ScheduleReader scheduleReader = new ScheduleReader(names);
    ofKind("schedule", documents).forEach(it -> {
      Schedule schedule = scheduleReader.read(it);
      put(schedules, schedule.name(), schedule, it, "schedule");
      places.schedules().putIfAbsent(schedule.name(), it.place());
    });
    Map<String, EscalationPolicy> escalations = new LinkedHashMap<>();
    EscalationReader escalationReader = new EscalationReader(names, schedules.keySet());
    ofKind("escalation", documents).forEach(it -> {
      EscalationPolicy policy = escalationReader.read(it);
      put(escalations, policy.name(), policy, it, "escalation");
      places.escalations().putIfAbsent(policy.name(), it.place());
    });
    findings.throwIfAny();
    return new OnCallPlan(new Rota(people, schedules.values()), escalations, places, List.copyOf(texts.values()));
  }

  /** A document is one schedule or escalation, a list of them, or {@code {schedules: […], escalations: […]}}. */
  private static List<Element> unfold(Element document) {
    if (!document.has("schedules") && !document.has("escalations")) {
      return document.items();
    }
    Fields fields = document.fields("the document");
    List<Element> parts = new ArrayList<>(fields.items("schedules"));
    parts.addAll(fields.items("escalations"));
    fields.end();
    return parts;
  }

  private static List<Element> ofKind(String kind, List<Element> documents) {
    List<Element> ofKind = new ArrayList<>();
    for (Element document : documents) {
      boolean schedule = document.has("schedule");
      boolean escalation = document.has("escalation");
      if (schedule == escalation) {
        document.complain("expected a schedule or an escalation; write its name behind 'schedule:' or 'escalation:'");
      } else if (kind.equals("schedule") ? schedule : escalation) {
        ofKind.add(document);
      }
    }
    return ofKind;
  }

  private static <T> void put(Map<String, T> byName, String name, T value, Element where, String kind) {
    if (byName.putIfAbsent(name, value) != null) {
      where.complain("there are two of %s '%s'; rename one", kind, name);
    }
  }

  public Rota rota() {
    return rota;
  }

  public Places places() {
    return places;
  }

  /** The files of schedules and escalations as they were read; the people are not among them. */
  public List<String> texts() {
    return texts;
  }

  /** By name, in the order written. */
  public Set<String> escalations() {
    return escalations.keySet();
  }

  /** @throws IllegalArgumentException if there is no such escalation, naming those that exist */
  public Ladder ladder(String escalation) {
    return ladder(policy(escalation));
  }

  /** A policy, not necessarily one of these files, climbed by the people who are on call here. */
  public Ladder ladder(EscalationPolicy policy) {
    return new Ladder(policy, rota::find);
  }

  public Optional<EscalationPolicy> find(String escalation) {
    return Optional.ofNullable(escalations.get(escalation));
  }

  /** @throws IllegalArgumentException if there is no such escalation, naming those that exist */
  public EscalationPolicy policy(String escalation) {
    EscalationPolicy policy = escalations.get(escalation);
    if (policy == null) {
      throw new IllegalArgumentException(
          "no escalation '%s'; there are: %s".formatted(escalation, String.join(", ", escalations.keySet())));
    }
    return policy;
  }

  /**
   * A level of an escalation as if it were entered at an instant.
   *
   * @param number from 1; nobody is asked at a level that does not exist, nor in an escalation that does not
   */
  public OnCall.Level level(String escalation, int number, Instant at) {
    return find(escalation).filter(policy -> number <= policy.levels().size()).map(policy -> level(policy, number, at))
        .orElse(new OnCall.Level(escalation, number, List.of(), List.of()));
  }

  /** As {@link #level(String, int, Instant)}, of a policy that need not be one of these files; the level exists. */
  public OnCall.Level level(EscalationPolicy policy, int number, Instant at) {
    EscalationPolicy.Level level = policy.levels().get(number - 1);
    List<String> uncovered = level.targets().stream()
        .flatMap(target -> target.fold(of -> Stream.of(of.schedule()), of -> Stream.empty()))
        .filter(schedule -> rota.find(schedule).map(found -> found.at(at).uncovered()).orElse(true))
        .toList();
    return new OnCall.Level(policy.name(), number, rota.people(ladder(policy).participants(level, at)), uncovered);
  }
}
