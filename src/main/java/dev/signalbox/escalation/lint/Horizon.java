package dev.signalbox.escalation.lint;

import dev.signalbox.document.Place;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Coverage;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every schedule of a plan over the time that is looked at, each swept once. */
final class Horizon {

  /** PagerDuty computes shifts for 90 days; a day less for its rounding, a day for a copy that is not of today. */
  private static final Duration OF_PAGERDUTY = Duration.ofDays(88);

  private final OnCallPlan plan;
  private final Set<String> unread;
  private final Instant from;
  private final Instant to;
  private final Map<String, TreeMap<Instant, Coverage>> byStart = new HashMap<>();

  Horizon(Subject subject) {
    this.plan = subject.plan();
    this.unread = subject.unread().keySet();
    this.from = subject.from();
    this.to = subject.from().plus(subject.ahead());
    for (String name : plan.rota().schedules()) {
      TreeMap<Instant, Coverage> sorted = new TreeMap<>();
      survey(plan.rota().schedule(name)).coverage().forEach(one -> sorted.put(one.during().start(), one));
      byStart.put(name, sorted);
    }
  }

  OnCallPlan plan() {
    return plan;
  }

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  Interval time() {
    return new Interval(from, to);
  }

  /** The part of it in which it is known who is on call on a schedule. */
  Interval known(Schedule schedule) {
    return new Interval(from, knownUntil(schedule.name()));
  }

  Survey survey(Schedule schedule) {
    return new Survey(schedule, from, to);
  }

  /** Whether it is known who is on call on a schedule; if not, nobody there means nothing. */
  boolean known(String schedule) {
    return !unread.contains(schedule);
  }

  /** Until when it is. */
  Instant knownUntil(String schedule) {
    boolean pagerDuty = plan.rota().schedule(schedule).calendar()
        .filter(ref -> ref.kind() == CalendarRef.Kind.PAGERDUTY).isPresent();
    Instant end = from.plus(OF_PAGERDUTY);
    return !known(schedule) ? from : pagerDuty && end.isBefore(to) ? end : to;
  }

  /** All of the time, in order. */
  Collection<Coverage> coverage(String schedule) {
    return Objects.requireNonNull(byStart.get(schedule)).values();
  }

  /** When anything changes on one of the schedules, or what is known of it ends; the beginning included. */
  NavigableSet<Instant> changes(Collection<String> schedules) {
    NavigableSet<Instant> changes = new TreeSet<>(Set.of(from));
    for (String schedule : schedules) {
      changes.addAll(Objects.requireNonNull(byStart.get(schedule)).keySet());
      changes.add(knownUntil(schedule));
    }
    changes.remove(to);
    return changes;
  }

  SortedSet<String> who(String schedule, Instant t) {
    return Objects.requireNonNull(byStart.get(schedule)).floorEntry(t).getValue().standing().participants();
  }

  /** Everybody who is on call at some time, and whoever stands by as the fallback. */
  SortedSet<String> everybody(String schedule) {
    SortedSet<String> everybody = new TreeSet<>(plan.rota().schedule(schedule).fallback());
    coverage(schedule).forEach(one -> everybody.addAll(one.standing().participants()));
    return everybody;
  }

  /** Whether the people are known at all: a single file of schedules names them and no more. */
  boolean peopleKnown() {
    return !plan.rota().people().isEmpty();
  }

  Person person(String name) {
    return plan.rota().people(List.of(name)).get(0);
  }

  Place placeOfSchedule(String name) {
    return plan.places().schedules().getOrDefault(name, new Place("schedule " + name, 0));
  }

  Place placeOfEscalation(String name) {
    return plan.places().escalations().getOrDefault(name, new Place("escalation " + name, 0));
  }

  /** Where a person stands; where somebody is in no file, the place that names them. */
  Place placeOfPerson(String name, Place namedAt) {
    return plan.places().people().getOrDefault(name, namedAt);
  }
}
