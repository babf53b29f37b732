package dev.signalbox.oncall.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a VEVENT. What is wrong with it is a warning, and costs as little of the event as possible. */
final class EventReader {

  private static final Pattern SUMMARY = Pattern.compile("(?:\\[L(\\d)])?\\s*(.*)", Pattern.DOTALL);
  private static final int LONGEST_NAME = 200;

  private final Zones zones;
  private final Warnings warnings;
  private final Budget budget;

  EventReader(Zones zones, Warnings warnings, Budget budget) {
    this.zones = zones;
    this.warnings = warnings;
    this.budget = budget;
  }

  /** Empty, and a warning, if it does not say when. */
  Optional<Event> read(Component event) {
    Optional<ContentLine> line = event.first("DTSTART");
    Optional<Stamp> start = line.flatMap(it -> stamp(it, it.value(), zones.own()));
    if (start.isEmpty()) {
      warnings.add(line.map(ContentLine::number).orElse(event.line()), "%s; the event %s is left out",
          line.map(it -> it.quoted() + " is no date or time").orElse("an event has no DTSTART"), uid(event));
      return Optional.empty();
    }
    return Optional.of(read(event, start.get()));
  }

  private Event read(Component event, Stamp start) {
    Optional<ContentLine> recurrence = event.first("RECURRENCE-ID");
    Optional<Stamp> replaces = recurrence.flatMap(it -> sameZone(it, it.value(), start));
    boolean cancelled = event.all("STATUS").anyMatch(it -> it.value().strip().equalsIgnoreCase("CANCELLED"));
    Length length = length(event, start);
    List<Event.Date> dates = replaces.isPresent() ? List.of() : dates(event, start, length);
    Matcher who = SUMMARY.matcher(name(event));
    boolean nobody = cancelled || !who.matches() || who.group(2).isEmpty() || who.group(2).length() > LONGEST_NAME;
    if (nobody && !cancelled) {
      warnings.add(event.line(),
          "the event %s has no SUMMARY with a name of up to %d characters; nobody is on call by it",
          uid(event), LONGEST_NAME);
    }
    if (!cancelled && !length.isPositive() && dates.stream().noneMatch(it -> it.length().isPositive())) {
      warnings.add(event.line(), "the event %s lasts no time; nobody is on call by it", uid(event));
    }
    return new Event(
        event.line(),
        event.first("UID").map(it -> it.text().strip()).orElse(""),
        event.first("SEQUENCE").map(ContentLine::value)
            .filter(it -> it.matches("\\d{1,9}")).map(Integer::parseInt).orElse(0),
        nobody,
        nobody ? "" : who.group(2),
        nobody || who.group(1) == null ? 0 : Integer.parseInt(who.group(1)),
        start,
        length,
        replaces.isPresent() ? List.of() : rules(event, start),
        dates,
        excluded(event, start),
        replaces.orElse(null),
        recurrence.flatMap(it -> it.parameter("RANGE")).filter("THISANDFUTURE"::equalsIgnoreCase).isPresent());
  }

  private static String name(Component event) {
    return event.first("SUMMARY").map(ContentLine::text).orElse("").replaceAll("\\p{Cc}", " ").strip();
  }

  private Optional<Stamp> stamp(ContentLine line, String value, Zone otherwise) {
    return Stamp.parse(value, zones.of(line, otherwise), zones.own());
  }

  /** A time beside the start: where it names no zone, it is meant in that of the start. */
  private Optional<Stamp> sameZone(ContentLine line, String value, Stamp start) {
    Optional<Stamp> stamp = stamp(line, value, start.zone());
    if (stamp.isEmpty()) {
      warnings.add(line.number(), "%s %s is no date or time; it is left out", line.name(), Warnings.quoted(value));
    }
    return stamp;
  }

  private Length length(Component event, Stamp start) {
    Optional<ContentLine> end = event.first("DTEND");
    Optional<ContentLine> duration = event.first("DURATION");
    if (end.isPresent()) {
      return sameZone(end.get(), end.get().value(), start).map(it -> until(it, start)).orElse(Length.NOTHING);
    }
    if (duration.isPresent()) {
      Optional<Length> length = Length.parse(duration.get().value());
      if (length.isEmpty()) {
        warnings.add(duration.get().number(), "%s is no duration", duration.get().quoted());
      }
      return length.orElse(Length.NOTHING);
    }
    return start.date() ? Length.DAY : Length.NOTHING;
  }

  /** On the wall of the start's zone, whatever zone the end is written in. */
  private static Length until(Stamp end, Stamp start) {
    if (end.zone().equals(start.zone())) {
      return new Length(Duration.between(start.wall(), end.wall()), Duration.ZERO);
    }
    LocalDateTime wall = start.zone().wall(end.instant());
    Duration laterShowing = Duration.between(start.zone().instant(wall), end.instant());
    return new Length(Duration.between(start.wall(), wall), laterShowing);
  }

  private List<Repeats> rules(Component event, Stamp start) {
    List<Repeats> rules = new ArrayList<>();
    event.all("RRULE").forEach(line -> {
      try {
        rules.add(new Repeats(RuleReader.read(line.value(), start.zone()), start, budget));
      } catch (IllegalArgumentException problem) {
        warnings.add(line.number(), "%s of the event %s: %s; it does not repeat",
            line.quoted(), uid(event), problem.getMessage());
      }
    });
    event.first("EXRULE").ifPresent(line -> warnings.add(line.number(),
        "EXRULE of the event %s is not understood; write EXDATE instead", uid(event)));
    LocalDateTime first = start.wall();
    if (!rules.isEmpty() && rules.stream().allMatch(it -> it.between(first, first.plusSeconds(1)).isEmpty())) {
      warnings.add(event.line(),
          "the event %s begins at a time that its own RRULE does not name; that time does not count", uid(event));
    }
    return rules;
  }

  private List<Event.Date> dates(Component event, Stamp start, Length length) {
    List<Event.Date> dates = new ArrayList<>();
    event.all("RDATE").forEach(line -> values(line).forEach(value -> {
      String[] period = value.split("/", 2);
      sameZone(line, period[0], start).ifPresent(from -> {
        Optional<Length> own = period.length == 1 ? Optional.of(length)
            : Length.parse(period[1]).or(() -> sameZone(line, period[1], start).map(to -> until(to, from)));
        own.ifPresent(it -> dates.add(new Event.Date(from, it)));
      });
    }));
    return dates;
  }

  private Set<Instant> excluded(Component event, Stamp start) {
    Set<Instant> excluded = new HashSet<>();
    event.all("EXDATE").forEach(line -> values(line).forEach(value -> sameZone(line, value, start).ifPresent(it -> {
      if (it.date() && !start.date()) {
        warnings.add(line.number(),
            "EXDATE %s is a date, but the event %s begins at a time; write that time, or nothing is taken out",
            Warnings.quoted(value), uid(event));
      } else {
        excluded.add(it.instant());
      }
    })));
    return excluded;
  }

  private static Stream<String> values(ContentLine line) {
    return Stream.of(line.value().split(",")).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static String uid(Component event) {
    return Warnings.quoted(event.first("UID").map(ContentLine::text).orElse("without UID"));
  }
}
