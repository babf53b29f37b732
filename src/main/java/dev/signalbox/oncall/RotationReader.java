package dev.signalbox.oncall;

import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code rotation:} of a layer. */
final class RotationReader {

  private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private enum Type {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY
  }

  private final WallClock clock;
  private final Names names;

  RotationReader(WallClock clock, Names names) {
    this.clock = clock;
    this.names = names;
  }

  Rotation read(Element element) {
    Fields fields = element.fields("the rotation");
    Type type = fields.require("type", "write hourly, daily, weekly or monthly")
        .flatMap(it -> Times.word(it, "type", Type.class)).orElse(Type.DAILY);
    int every = fields.get("every").map(it -> it.number("every", 1, Integer.MAX_VALUE).orElse(1)).orElse(1);
    Moment start = fields.require("start", "say when the first turn begins, such as 2024-01-01T09:00")
        .flatMap(it -> Times.moment(it, "start", clock))
        .orElse(new Moment(ANY_TIME, Instant.EPOCH, Instant.EPOCH));
    Optional<Element> handoff = fields.get("handoff");
    Optional<Element> days = fields.get("days");
    List<List<String>> participants =
        fields.require("participants", "list the names in the order of their turns; [] for nobody yet")
            .map(it -> names.turns(it, "participants")).orElse(List.of());
    fields.end();
    if (type == Type.HOURLY) {
      handoff.ifPresent(it -> fields.key("handoff")
          .complain("handoff is not allowed with type hourly; turns begin at 'start', so move that"));
    }
    if (days.isPresent() && type != Type.DAILY) {
      fields.key("days").complain("days is only allowed with type daily; use restrictions to hide other days");
    }
    Handoff at = handoff(handoff, type, start.wall());
    return days.isPresent()
        ? onWorkdays(Times.days(days.get()), every, start, at.time, participants)
        : new Rotation(start.first(), new Handoffs(clock, grid(type, every, start.wall(), at)), Optional.empty(), 1,
            participants);
  }

  /** When turns change hands: {@code day} is a weekday for weekly turns, a day of the month for monthly ones. */
  private record Handoff(DayOfWeek weekday, int dayOfMonth, LocalTime time) {}

  private static Handoff handoff(Optional<Element> element, Type type, LocalDateTime start) {
    if (element.isEmpty()) {
      return new Handoff(start.getDayOfWeek(), start.getDayOfMonth(), start.toLocalTime());
    }
    Fields fields = element.get().fields("the handoff");
    LocalTime time = fields.get("time").flatMap(it -> Times.time(it, "time")).orElse(start.toLocalTime());
    Optional<Element> day = fields.get("day");
    fields.end();
    DayOfWeek weekday = start.getDayOfWeek();
    int dayOfMonth = start.getDayOfMonth();
    if (day.isPresent() && type == Type.WEEKLY) {
      weekday = Times.day(day.get(), "day").orElse(weekday);
    } else if (day.isPresent() && type == Type.MONTHLY) {
      dayOfMonth = day.get().number("day", 1, 31).orElse(dayOfMonth);
    } else if (day.isPresent()) {
      fields.key("day").complain("day is only allowed with type weekly or monthly; leave it out");
    }
    return new Handoff(weekday, dayOfMonth, time);
  }

  /** Anchored at the latest handoff at or before the start. */
  private static Grid grid(Type type, int every, LocalDateTime start, Handoff at) {
    LocalDateTime today = start.toLocalDate().atTime(at.time);
    switch (type) {
      case HOURLY:
        return new Grid.Even(start, Duration.ofHours(every));
      case DAILY:
        return new Grid.Even(today.isAfter(start) ? today.minusDays(1) : today, Duration.ofDays(every));
      case WEEKLY:
        LocalDateTime thisWeek = today.with(TemporalAdjusters.previousOrSame(at.weekday));
        return new Grid.Even(thisWeek.isAfter(start) ? thisWeek.minusWeeks(1) : thisWeek, Duration.ofDays(7L * every));
      default:
        YearMonth month = YearMonth.from(start);
        Grid.Monthly thisMonth = new Grid.Monthly(month, every, at.dayOfMonth, at.time);
        return thisMonth.point(0).isAfter(start)
            ? new Grid.Monthly(month.minusMonths(1), every, at.dayOfMonth, at.time)
            : thisMonth;
    }
  }

  private Rotation onWorkdays(
      Set<DayOfWeek> days, int every, Moment start, LocalTime time, List<List<String>> participants) {
    LocalDate first = start.wall().toLocalDate();
    while (!days.contains(first.getDayOfWeek()) || first.atTime(time).isBefore(start.wall())) {
      first = first.plusDays(1);
    }
    Handoffs daily = new Handoffs(clock, new Grid.Even(first.atTime(time), Duration.ofDays(1)));
    Workdays counted = new Workdays(first.getDayOfWeek(), days);
    return new Rotation(start.first(), daily, Optional.of(counted), every, participants);
  }
}
