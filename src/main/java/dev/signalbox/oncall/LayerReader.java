package dev.signalbox.oncall;

import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one of the {@code layers:} of a schedule. */
final class LayerReader {

  private enum OnHolidays {
    IGNORE,
    SKIP,
    ONLY
  }

  private final WallClock schedulesClock;
  private final Collection<LocalDate> holidays;
  private final Names names;

  LayerReader(WallClock schedulesClock, Collection<LocalDate> holidays, Names names) {
    this.schedulesClock = schedulesClock;
    this.holidays = holidays;
    this.names = names;
  }

  /** @param position from 1, the default of its priority */
  Layer read(Element element, int position) {
    Fields fields = element.fields("layer " + position);
    String name = fields.get("name").map(it -> it.text("name")).orElse("layer " + position);
    int priority = fields.get("priority")
        .map(it -> it.number("priority", -1_000_000, 1_000_000).orElse(position)).orElse(position);
    WallClock clock = fields.get("timezone").map(it -> new WallClock(Times.zone(it))).orElse(schedulesClock);
    Interval inForce = inForce(fields, clock);
    List<Window> windows = fields.items("restrictions").stream().map(it -> window(it, clock)).toList();
    OnHolidays onHolidays = fields.get("on_holidays")
        .flatMap(it -> Times.word(it, "on_holidays", OnHolidays.class)).orElse(OnHolidays.IGNORE);
    Crew crew = crew(fields, clock);
    fields.end();
    return new Layer(name, priority, inForce, windows, closed(onHolidays, clock), crew);
  }

  private static Interval inForce(Fields fields, WallClock clock) {
    Instant start =
        fields.get("start").flatMap(it -> Times.moment(it, "start", clock)).map(Moment::first).orElse(Instant.MIN);
    Instant end = fields.get("end").flatMap(it -> Times.moment(it, "end", clock)).map(Moment::first).orElse(Instant.MAX);
    return Times.interval(fields, start, end);
  }

  private Crew crew(Fields fields, WallClock clock) {
    Optional<Element> rotation = fields.get("rotation");
    Optional<Element> participants = fields.get("participants");
    if (rotation.isPresent() == participants.isPresent()) {
      fields.map().complain(
          "%s must have either a rotation or participants (all of them, always), not %s",
          fields.what(), rotation.isPresent() ? "both" : "neither");
    }
    FixedCrew fixed = new FixedCrew(participants.stream()
        .flatMap(it -> names.turns(it, "participants").stream()).flatMap(List::stream).toList());
    return rotation.<Crew>map(it -> new RotationReader(clock, names).read(it)).orElse(fixed);
  }

  private Layer.Closed closed(OnHolidays onHolidays, WallClock clock) {
    if (onHolidays == OnHolidays.IGNORE) {
      return Layer.Closed.NEVER;
    }
    List<Interval> midnightToMidnight = holidays.stream()
        .map(day -> new Interval(clock.first(day.atStartOfDay()), clock.first(day.plusDays(1).atStartOfDay())))
        .toList();
    return new Layer.Closed(new Periods(midnightToMidnight), onHolidays == OnHolidays.ONLY);
  }

  private static Window window(Element element, WallClock clock) {
    Fields fields = element.fields("the restriction");
    Optional<LocalTime> start = fields.require("start", "write the time at which it opens, such as \"09:00\"")
        .flatMap(it -> Times.time(it, "start"));
    Optional<LocalTime> end = fields.require("end", "write the time at which it closes, such as \"17:00\"")
        .flatMap(it -> Times.time(it, "end"));
    Optional<Element> days = fields.get("days");
    Optional<Element> startDay = fields.get("start_day");
    Optional<Element> endDay = fields.get("end_day");
    fields.end();
    LocalTime opens = start.orElse(LocalTime.MIDNIGHT);
    LocalTime closes = end.orElse(LocalTime.MIDNIGHT);
    boolean overMidnight = !closes.isAfter(opens);
    if (startDay.isPresent() || endDay.isPresent()) {
      if (startDay.isEmpty() || endDay.isEmpty() || days.isPresent()) {
        element.complain("a restriction has either days, or both start_day and end_day");
        return new Window(clock, EnumSet.allOf(DayOfWeek.class), opens, 1, closes);
      }
      DayOfWeek from = Times.day(startDay.get(), "start_day").orElse(DayOfWeek.MONDAY);
      DayOfWeek to = Times.day(endDay.get(), "end_day").orElse(DayOfWeek.MONDAY);
      int length = Math.floorMod(to.getValue() - from.getValue(), 7);
      return new Window(clock, EnumSet.of(from), opens, length == 0 && overMidnight ? 7 : length, closes);
    }
    Set<DayOfWeek> opensOn = days.map(Times::days).orElse(EnumSet.allOf(DayOfWeek.class));
    return new Window(clock, opensOn, opens, overMidnight ? 1 : 0, closes);
  }
}
