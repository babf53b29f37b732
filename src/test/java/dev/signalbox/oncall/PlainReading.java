package dev.signalbox.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The semantics of schedules read word by word, slowly: turns are counted from the first, days are tried one by one, and
 * nothing of the engine is used. Made of the same description that is written out as YAML for the engine.
 */
record PlainReading(
    ZoneId zone,
    List<PlainLayer> layers,
    List<Away> unavailable,
    List<LocalDate> holidays,
    List<Change> overrides,
    @Nullable String fallback) {

  record Handoff(@Nullable DayOfWeek weekday, int dayOfMonth, LocalTime time) {}

  record Turns(
      String type, int every, LocalDateTime start, @Nullable Handoff handoff, Set<DayOfWeek> days, List<List<String>> participants) {}

  record Hours(Set<DayOfWeek> days, @Nullable DayOfWeek startDay, @Nullable DayOfWeek endDay, LocalTime start, LocalTime end) {}

  record PlainLayer(
      int priority, ZoneId zone, @Nullable LocalDateTime start, @Nullable LocalDateTime end, Turns turns, List<Hours> restrictions,
      String onHolidays) {}

  record Away(String participant, LocalDateTime start, LocalDateTime end) {}

  record Change(LocalDateTime start, LocalDateTime end, String type, List<String> participants, @Nullable String replaces) {}

  Set<String> who(Instant t) {
    Map<Integer, Set<String>> byPriority = new TreeMap<>();
    layers.forEach(layer -> byPriority.computeIfAbsent(layer.priority, none -> new TreeSet<>()).addAll(of(layer, t)));
    Set<String> result = new TreeSet<>();
    for (Set<String> tier : byPriority.values()) {
      result = tier.isEmpty() ? result : new TreeSet<>(tier);
    }
    for (Change change : overrides) {
      if (!t.isBefore(begin(change.start, zone)) && t.isBefore(finish(change.end, zone))) {
        apply(change, result);
      }
    }
    return result.isEmpty() && fallback != null ? Set.of(fallback) : result;
  }

  private static void apply(Change change, Set<String> result) {
    switch (change.type) {
      case "set" -> {
        result.clear();
        result.addAll(change.participants);
      }
      case "add" -> result.addAll(change.participants);
      case "remove" -> result.remove(change.replaces);
      default -> {
        if (result.remove(change.replaces)) {
          result.addAll(change.participants);
        }
      }
    }
  }

  private Collection<String> of(PlainLayer layer, Instant t) {
    boolean early = layer.start != null && t.isBefore(begin(layer.start, layer.zone));
    boolean late = layer.end != null && !t.isBefore(begin(layer.end, layer.zone));
    boolean holiday = holidays.stream().anyMatch(day -> !t.isBefore(begin(day.atStartOfDay(), layer.zone))
        && t.isBefore(begin(day.plusDays(1).atStartOfDay(), layer.zone)));
    boolean closed = layer.onHolidays.equals("skip") && holiday || layer.onHolidays.equals("only") && !holiday;
    boolean hidden = !layer.restrictions.isEmpty() && layer.restrictions.stream().noneMatch(hours -> open(hours, layer.zone, t));
    return early || late || closed || hidden ? List.of() : turn(layer, t);
  }

  private static boolean open(Hours hours, ZoneId zone, Instant t) {
    LocalDate today = LocalDate.ofInstant(t, zone);
    for (int ago = -3; ago <= 10; ago++) {
      LocalDate day = today.minusDays(ago);
      boolean opens = hours.startDay != null ? day.getDayOfWeek() == hours.startDay : hours.days.contains(day.getDayOfWeek());
      LocalDate last = day;
      if (hours.startDay != null) {
        while (last.getDayOfWeek() != hours.endDay || last.equals(day) && !hours.end.isAfter(hours.start)) {
          last = last.plusDays(1);
        }
      } else if (!hours.end.isAfter(hours.start)) {
        last = day.plusDays(1);
      }
      if (opens && !t.isBefore(begin(day.atTime(hours.start), zone)) && t.isBefore(finish(last.atTime(hours.end), zone))) {
        return true;
      }
    }
    return false;
  }

  private Collection<String> turn(PlainLayer layer, Instant t) {
    Turns turns = layer.turns;
    if (t.isBefore(begin(turns.start, layer.zone))) {
      return List.of();
    }
    int k = turns.days.isEmpty() ? gridTurn(layer, t) : workdayTurn(layer, t);
    if (k < 0) {
      return List.of();
    }
    int size = turns.participants.size();
    if (turns.participants.get(k % size).isEmpty()) {
      return List.of();
    }
    for (int i = 0; i < size; i++) {
      List<String> there = turns.participants.get((k + i) % size).stream().filter(name -> !away(name, t)).toList();
      if (!there.isEmpty()) {
        return there;
      }
    }
    return List.of();
  }

  private boolean away(String name, Instant t) {
    return unavailable.stream().anyMatch(away -> away.participant.equals(name)
        && !t.isBefore(begin(away.start, zone)) && t.isBefore(finish(away.end, zone)));
  }

  private static int gridTurn(PlainLayer layer, Instant t) {
    LocalDateTime anchor = anchor(layer.turns);
    int k = -1;
    while (!begin(point(layer.turns, anchor, k + 1), layer.zone).isAfter(t)) {
      k++;
    }
    return k;
  }

  private static LocalDateTime point(Turns turns, LocalDateTime anchor, long k) {
    return switch (turns.type) {
      case "hourly" -> anchor.plusHours(k * turns.every);
      case "daily" -> anchor.plusDays(k * turns.every);
      case "weekly" -> anchor.plusWeeks(k * turns.every);
      default -> onDay(YearMonth.from(anchor).plusMonths(k * turns.every), dayOfMonth(turns)).atTime(anchor.toLocalTime());
    };
  }

  private static int dayOfMonth(Turns turns) {
    return turns.handoff == null ? turns.start.getDayOfMonth() : turns.handoff.dayOfMonth;
  }

  private static LocalDate onDay(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }

  private static LocalDateTime anchor(Turns turns) {
    if (turns.handoff == null || turns.type.equals("hourly")) {
      return turns.start;
    }
    LocalDate day = turns.start.toLocalDate();
    while (true) {
      boolean fits = switch (turns.type) {
        case "weekly" -> day.getDayOfWeek() == turns.handoff.weekday;
        case "monthly" -> day.equals(onDay(YearMonth.from(day), turns.handoff.dayOfMonth));
        default -> true;
      };
      if (fits && !day.atTime(turns.handoff.time).isAfter(turns.start)) {
        return day.atTime(turns.handoff.time);
      }
      day = day.minusDays(1);
    }
  }

  private static int workdayTurn(PlainLayer layer, Instant t) {
    LocalTime time = layer.turns.handoff == null ? layer.turns.start.toLocalTime() : layer.turns.handoff.time;
    int slots = 0;
    int current = -1;
    for (LocalDate day = layer.turns.start.toLocalDate(); !begin(day.atTime(time), layer.zone).isAfter(t); day = day.plusDays(1)) {
      boolean slot = layer.turns.days.contains(day.getDayOfWeek()) && !day.atTime(time).isBefore(layer.turns.start);
      current = slot ? slots++ : -1;
    }
    return current < 0 ? -1 : current / layer.turns.every;
  }

  /** The instants at which a wall shows a time, by trying each offset of the days around. */
  private static List<Instant> showings(LocalDateTime wall, ZoneId zone) {
    TreeSet<Instant> showings = new TreeSet<>();
    offsetsAround(wall, zone).forEach(offset -> {
      Instant instant = wall.toInstant(offset);
      if (LocalDateTime.ofInstant(instant, zone).equals(wall)) {
        showings.add(instant);
      }
    });
    return List.copyOf(showings);
  }

  private static Stream<ZoneOffset> offsetsAround(LocalDateTime wall, ZoneId zone) {
    Instant middle = wall.toInstant(ZoneOffset.UTC);
    return Stream.iterate(middle.minus(Duration.ofHours(40)), at -> at.isBefore(middle.plus(Duration.ofHours(40))),
        at -> at.plus(Duration.ofMinutes(30))).map(at -> zone.getRules().getOffset(at)).distinct();
  }

  private static Instant jump(LocalDateTime wall, ZoneId zone) {
    Instant at = wall.toInstant(ZoneOffset.UTC).minus(Duration.ofHours(40));
    while (true) {
      ZoneOffsetTransition next = zone.getRules().nextTransition(at);
      if (next.isGap() && !wall.isBefore(next.getDateTimeBefore()) && wall.isBefore(next.getDateTimeAfter())) {
        return next.getInstant();
      }
      at = next.getInstant();
    }
  }

  static Instant begin(LocalDateTime wall, ZoneId zone) {
    List<Instant> showings = showings(wall, zone);
    return showings.isEmpty() ? jump(wall, zone) : showings.get(0);
  }

  static Instant finish(LocalDateTime wall, ZoneId zone) {
    List<Instant> showings = showings(wall, zone);
    return showings.isEmpty() ? jump(wall, zone) : showings.get(showings.size() - 1);
  }

  /** As an engineer would write it. */
  String yaml() {
    StringBuilder yaml = new StringBuilder("schedule: s\ntimezone: %s\nlayers:\n".formatted(zone));
    layers.forEach(layer -> yaml.append(yaml(layer)));
    yaml.append("unavailable:\n".repeat(unavailable.isEmpty() ? 0 : 1));
    unavailable.forEach(away -> yaml.append("  - {participant: %s, start: %s, end: %s}\n".formatted(away.participant, away.start, away.end)));
    yaml.append("holidays: %s\n".formatted(holidays));
    yaml.append("overrides:\n".repeat(overrides.isEmpty() ? 0 : 1));
    overrides.forEach(change -> {
      List<String> keys = new ArrayList<>(List.of("start: " + change.start, "end: " + change.end, "type: " + change.type));
      if (!change.type.equals("remove")) {
        keys.add("participant: " + change.participants);
      }
      if (change.replaces != null) {
        keys.add("replaces: " + change.replaces);
      }
      yaml.append("  - {%s}\n".formatted(String.join(", ", keys)));
    });
    return fallback == null ? yaml.toString() : yaml.append("fallback: %s\n".formatted(fallback)).toString();
  }

  private static String yaml(PlainLayer layer) {
    Turns turns = layer.turns;
    StringBuilder yaml = new StringBuilder("  - priority: %d\n    timezone: %s\n    on_holidays: %s\n"
        .formatted(layer.priority, layer.zone, layer.onHolidays));
    yaml.append(layer.start == null ? "" : "    start: %s\n".formatted(layer.start));
    yaml.append(layer.end == null ? "" : "    end: %s\n".formatted(layer.end));
    yaml.append("    rotation: {type: %s, every: %d, start: %s".formatted(turns.type, turns.every, turns.start));
    if (turns.handoff != null) {
      String day = switch (turns.type) {
        case "weekly" -> "day: %s, ".formatted(turns.handoff.weekday);
        case "monthly" -> "day: %d, ".formatted(turns.handoff.dayOfMonth);
        default -> "";
      };
      yaml.append(", handoff: {%stime: \"%s\"}".formatted(day, turns.handoff.time));
    }
    yaml.append(turns.days.isEmpty() ? "" : ", days: %s".formatted(turns.days));
    yaml.append(", participants: %s}\n".formatted(turns.participants.stream()
        .map(entry -> entry.isEmpty() ? "none" : entry.size() == 1 ? entry.get(0) : entry.toString()).toList()));
    yaml.append("    restrictions:\n".repeat(layer.restrictions.isEmpty() ? 0 : 1));
    layer.restrictions.forEach(hours -> yaml.append(hours.startDay == null
        ? "      - {days: %s, start: \"%s\", end: \"%s\"}\n".formatted(hours.days, hours.start, hours.end)
        : "      - {start_day: %s, start: \"%s\", end_day: %s, end: \"%s\"}\n"
            .formatted(hours.startDay, hours.start, hours.endDay, hours.end)));
    return yaml.toString();
  }

  /** Instants worth asking: the bounds of everything around an instant, a second to both sides of each clock change. */
  List<Instant> worthAsking(Instant around) {
    List<Instant> asked = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().previousTransition(around.plusSeconds(1));
    Stream.of(around, change == null ? around : change.getInstant()).forEach(at -> {
      for (long minutes : new long[] {-60, -30, 0, 30, 60}) {
        asked.add(at.plus(minutes, ChronoUnit.MINUTES));
        asked.add(at.plus(minutes, ChronoUnit.MINUTES).minusSeconds(1));
      }
    });
    return asked;
  }
}
