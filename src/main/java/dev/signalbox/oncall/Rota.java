package dev.signalbox.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people and the schedules, as loaded; answers with people where {@link Schedule} answers with names. */
public final class Rota {

  /** How far ahead the next change of people is looked for: every turn of a year, and some. */
  public static final Duration HORIZON = Duration.ofDays(400);

  private final Map<String, Person> people;
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();

  public Rota(Map<String, Person> people, Collection<Schedule> schedules) {
    this.people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
    schedules.forEach(schedule -> this.schedules.put(schedule.name(), schedule));
  }

  /** See {@code OnCallPlan.with}. */
  public Rota with(Map<String, Assignments> calendars, Map<String, List<Replacement>> overrides) {
    return new Rota(people, schedules.values().stream().map(schedule -> {
      Assignments calendar = calendars.get(schedule.name());
      Schedule read = calendar == null || schedule.calendar().isEmpty() ? schedule : schedule.with(calendar);
      return read.with(overrides.getOrDefault(schedule.name(), List.of()));
    }).toList());
  }

  /** By name, in the order written. */
  public Map<String, Person> people() {
    return people;
  }

  /** Their names, in the order written. */
  public Set<String> schedules() {
    return Collections.unmodifiableSet(schedules.keySet());
  }

  public Optional<Schedule> find(String schedule) {
    return Optional.ofNullable(schedules.get(schedule));
  }

  /** @throws IllegalArgumentException if there is no such schedule, naming those that exist */
  public Schedule schedule(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(
        "no schedule '%s'; there are: %s".formatted(name, String.join(", ", schedules.keySet()))));
  }

  /** @throws IllegalArgumentException if there is no such schedule, naming those that exist */
  public OnCall onCall(String name, Instant at) {
    Schedule schedule = schedule(name);
    Standing now = schedule.at(at);
    Optional<Instant> nextAt = schedule.nextChange(at, HORIZON);
    List<Person> next = nextAt.map(then -> people(schedule.who(then))).orElse(List.of());
    return new OnCall(
        name,
        at,
        people(now.participants()),
        next,
        nextAt.orElse(null),
        now.fallback(),
        people(schedule.fallback()),
        null,
        schedule.zone());
  }

  /** As {@link #onCall}, for whoever has to go on in any case: on a schedule that does not exist there is nobody. */
  public OnCall onCallOrNobody(String name, Instant at) {
    return schedules.containsKey(name) ? onCall(name, at) : OnCall.nobody(name, at);
  }

  /** As people; somebody unknown has a name and nothing else. */
  public List<Person> people(Collection<String> names) {
    return names.stream().map(name -> people.getOrDefault(name, Person.named(name))).toList();
  }
}
