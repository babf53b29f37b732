package dev.signalbox.override;

import dev.signalbox.SettableClock;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.LivePlan;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.InMemoryOverrides;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import dev.signalbox.oncall.Shift;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A desk over one schedule, on Monday 2026-08-03 at 02:30 in Berlin: ben is on call until 09:00, then anna for a week. */
final class DeskFixture {

  static final String WEEKS = """
      schedule: db
      timezone: Europe/Berlin
      layers:
        - rotation: {type: weekly, start: 2026-01-05T09:00, participants: [anna, ben]}
      fallback: hugo
      """;

  final SettableClock clock = SettableClock.at("2026-08-03T00:30:00Z");
  final InMemoryOverrides overrides = new InMemoryOverrides(clock);
  final OverrideJournal journal = new OverrideJournal();
  final CurrentPlan plan;
  final OverrideDesk desk;

  DeskFixture() {
    this(WEEKS);
  }

  DeskFixture(String schedule) {
    plan = plan(Schedules.of(schedule), overrides);
    desk = desk(plan, overrides, clock);
  }

  static CurrentPlan plan(Schedule schedule, Overrides overrides) {
    Map<String, Person> people = Stream.of("anna", "ben", "cleo", "finn", "hugo").collect(Collectors.toMap(Function.identity(), Person::named));
    return new LivePlan(() -> OnCallPlan.of(new Rota(people, List.of(schedule))), Map::of, overrides);
  }

  OverrideDesk desk(CurrentPlan current, Overrides store, Clock time) {
    return new OverrideDesk(current, store, journal, time, UUID::randomUUID);
  }

  /** Everybody goes, these come. */
  static Wish set(String start, String end, String... participants) {
    return new Wish(new Wish.Span(start, end), "", List.of(participants), List.of(), "");
  }

  static Wish replace(String start, String end, String goes, String comes) {
    return new Wish(new Wish.Span(start, end), "replace", List.of(comes), List.of(goes), "");
  }

  static Wish remove(String start, String end, String... goes) {
    return new Wish(new Wish.Span(start, end), "remove", List.of(), List.of(goes), "");
  }

  Booked make(Wish wish) {
    return desk.make("db", wish, "mira", "");
  }

  String who(String instant) {
    return String.join(" ", plan.now().rota().schedule("db").who(Instant.parse(instant)));
  }

  /** For example {@code 00:30 ben, 07:00 anna} until 08:30: the UTC times at which shifts begin. */
  static String told(List<Shift> shifts) {
    return shifts.stream().map(shift -> shift.start().toString().substring(11, 16) + " " + String.join(" ", shift.participants()))
        .collect(Collectors.joining(", "));
  }
}
