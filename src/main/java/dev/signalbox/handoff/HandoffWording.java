package dev.signalbox.handoff;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the people who come are told. Times are in their zone if they share one, else in the schedule's. */
final class HandoffWording {

  /** From six days on a weekday alone could be read as the next one of that name. */
  private static final Duration WEEKDAY_IS_CLEAR = Duration.ofDays(6);

  private final Handoff handoff;
  private final Rota rota;
  private final Instant now;
  private final ZoneId zone;

  HandoffWording(Handoff handoff, Rota rota, Instant now) {
    this.handoff = handoff;
    this.rota = rota;
    this.now = now;
    this.zone = zone();
  }

  private ZoneId zone() {
    ZoneId schedules = handoff.schedule().zone();
    Set<ZoneId> theirs = rota.people(handoff.coming()).stream()
        .map(person -> Objects.requireNonNullElse(person.timezone(), schedules)).collect(Collectors.toSet());
    return theirs.size() == 1 ? theirs.iterator().next() : schedules;
  }

  /** Nobody stands in for somebody who cannot be reached: it is the others' shift neither before nor after. */
  OnCall onCall() {
    return new OnCall(
        handoff.schedule().name(), handoff.at(), rota.people(handoff.coming()), List.of(), null, handoff.fallback());
  }

  Subject subject(UUID id, AlertKey name, Severity severity, OpenWork open) {
    return new Subject(id, name, severity, title(), new Row(facts(open)), open.items(this::name, now), now, "/on-call");
  }

  String title() {
    String when = handoff.at().isAfter(now) ? "from " + soon() : "now";
    return "You are on call for %s %s".formatted(handoff.schedule().name(), when);
  }

  private String soon() {
    boolean clear = Duration.between(now, handoff.at()).compareTo(WEEKDAY_IS_CLEAR) < 0;
    return format(handoff.at(), clear ? "EEE HH:mm" : "EEE d MMM HH:mm");
  }

  Map<String, Object> facts(OpenWork open) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("schedule", handoff.schedule().name());
    facts.put("from", time(handoff.at()));
    facts.put("until", until());
    if (!handoff.staying().isEmpty()) {
      facts.put("together_with", names(handoff.staying()));
    }
    if (!handoff.leaving().isEmpty()) {
      facts.put("hands_over", names(handoff.leaving()));
    } else if (handoff.staying().isEmpty()) {
      facts.put("hands_over", "nobody was on call");
    }
    next().ifPresent(next -> facts.put("next", next));
    if (handoff.fallback()) {
      facts.put("note", "nobody is scheduled then: you are the fallback");
    }
    facts.put("open", open.summary());
    return facts;
  }

  private String until() {
    Map<String, String> ends = new LinkedHashMap<>();
    handoff.coming().forEach(name -> ends.put(name, handoff.end(name).map(this::time).orElse("further notice")));
    return Set.copyOf(ends.values()).size() == 1
        ? ends.values().iterator().next()
        : ends.entrySet().stream()
            .map(end -> name(end.getKey()) + " " + end.getValue()).collect(Collectors.joining("; "));
  }

  /** Who is on call when the first of them is not any more. */
  private Optional<String> next() {
    return handoff.coming().stream().flatMap(name -> handoff.end(name).stream()).min(Instant::compareTo)
        .map(end -> names(handoff.schedule().who(end)));
  }

  private String names(Collection<String> people) {
    return people.isEmpty() ? "nobody is scheduled" : people.stream().map(this::name).collect(Collectors.joining(", "));
  }

  private String name(String name) {
    Person person = rota.people().get(name);
    return person == null || person.fullName() == null ? name : person.fullName();
  }

  /** With the zone's own name, which tells the two showings of an autumn hour apart: {@code CEST}, {@code CET}. */
  private String time(Instant instant) {
    return format(instant, "EEE d MMM uuuu, HH:mm z");
  }

  private String format(Instant instant, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(instant.atZone(zone));
  }
}
