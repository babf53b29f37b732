package dev.signalbox.escalation.lint;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import dev.signalbox.oncall.Survey;
import dev.signalbox.oncall.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that was edited in place, so that turns which have begun or are over went to others. Turns are dealt by
 * position, counted from the rotation's start: a name deleted or inserted moves everybody. What is compared is the
 * effect and not the text: a layer that was ended, one that begins in the future, a handoff moved by an hour are none.
 *
 * @param nowBefore whose turn it was at that instant; likewise {@code nowAfter}, whose it is now; possibly nobody's
 * @param next the next turn, not yet begun, that differs; null if none does within the time looked at
 */
public record Redeal(
    String schedule, String layer, SortedSet<String> nowBefore, SortedSet<String> nowAfter, @Nullable Difference next) {

  /** Turns of rotations are compared this far back: every participant of a monthly rotation of twelve has had one. */
  private static final Duration BACK = Duration.ofDays(400);

  /** A stretch in which it is another's turn than it was before the edit. */
  public record Difference(Instant start, SortedSet<String> before, SortedSet<String> after) {}

  /**
   * @param at the present: turns that begin later may be dealt as anybody likes
   * @param ahead how far to look for the next difference
   */
  public static List<Redeal> between(OnCallPlan before, OnCallPlan after, Instant at, Duration ahead) {
    List<Redeal> redeals = new ArrayList<>();
    if (!before.texts().isEmpty() && before.texts().equals(after.texts())) {
      return redeals;
    }
    for (String name : after.rota().schedules()) {
      Optional<Schedule> old = before.rota().find(name);
      if (old.isPresent()) {
        compare(old.get(), after.rota().schedule(name), at, ahead, redeals);
      }
    }
    return redeals;
  }

  private static void compare(Schedule before, Schedule after, Instant at, Duration ahead, List<Redeal> redeals) {
    List<Track> was = new Survey(before, at.minus(BACK), at.plus(ahead)).turns();
    List<Track> is = new Survey(after, at.minus(BACK), at.plus(ahead)).turns();
    for (Pair pair : pairs(was, is, at)) {
      if (differs(pair.was.shifts(), pair.is.shifts(), at) || differs(pair.is.shifts(), pair.was.shifts(), at)) {
        redeals.add(new Redeal(
            after.name(), pair.is.name(), who(pair.was.shifts(), at), who(pair.is.shifts(), at), next(pair, at)));
      }
    }
  }

  private record Pair(Track was, Track is) {}

  /** Rotations that have dealt alike are left out; of the others, the same name or else the same place pairs them. */
  private static List<Pair> pairs(List<Track> was, List<Track> is, Instant at) {
    List<Track> olds = new ArrayList<>(was);
    List<Track> news = new ArrayList<>(is);
    news.removeIf(one -> olds.stream().filter(old -> begun(old, at).equals(begun(one, at))).findFirst()
        .map(olds::remove).orElse(false));
    List<Pair> pairs = new ArrayList<>();
    news.removeIf(one -> olds.stream().filter(old -> old.name().equals(one.name())).findFirst()
        .map(old -> olds.remove(old) && pairs.add(new Pair(old, one))).orElse(false));
    for (int i = 0; i < Math.min(olds.size(), news.size()); i++) {
      pairs.add(new Pair(olds.get(i), news.get(i)));
    }
    return pairs;
  }

  private static Map<Instant, SortedSet<String>> begun(Track track, Instant at) {
    Map<Instant, SortedSet<String>> begun = new HashMap<>();
    track.shifts().stream().filter(turn -> !turn.start().isAfter(at))
        .forEach(turn -> begun.put(turn.start(), turn.participants()));
    return begun;
  }

  /**
   * Whether a turn that has begun went to others, judged in its middle: a handoff moved a little deals nothing anew.
   * Where only one of the two has anybody there is nothing to compare, because one layer was not in force.
   */
  private static boolean differs(List<Shift> turns, List<Shift> others, Instant at) {
    return turns.stream().filter(turn -> !turn.start().isAfter(at)).anyMatch(turn -> {
      SortedSet<String> other = who(others, middle(turn));
      return !other.isEmpty() && !other.equals(turn.participants());
    });
  }

  private static Instant middle(Shift turn) {
    return turn.start().plus(Duration.between(turn.start(), turn.end()).dividedBy(2));
  }

  private static SortedSet<String> who(List<Shift> shifts, Instant t) {
    int low = 0;
    int high = shifts.size() - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      Shift shift = shifts.get(mid);
      if (t.isBefore(shift.start())) {
        high = mid - 1;
      } else if (!t.isBefore(shift.end())) {
        low = mid + 1;
      } else {
        return shift.participants();
      }
    }
    return new TreeSet<>();
  }

  private static @Nullable Difference next(Pair pair, Instant at) {
    TreeSet<Instant> starts = new TreeSet<>();
    for (List<Shift> shifts : List.of(pair.was.shifts(), pair.is.shifts())) {
      shifts.stream().map(Shift::start).filter(start -> start.isAfter(at)).forEach(starts::add);
    }
    for (Instant start : starts) {
      SortedSet<String> before = who(pair.was.shifts(), start);
      SortedSet<String> after = who(pair.is.shifts(), start);
      if (!before.equals(after)) {
        return new Difference(start, before, after);
      }
    }
    return null;
  }

  OnCallFinding finding(Horizon horizon) {
    Schedule schedule = horizon.plan().rota().schedule(schedule());
    Difference then = next;
    String now = nowBefore.equals(nowAfter)
        ? "it is the turn of " + names(nowAfter) + " as before"
        : "it is now the turn of %s instead of %s".formatted(names(nowAfter), names(nowBefore));
    String later = then == null
        ? "and no turn to come differs"
        : "and from %s that of %s instead of %s"
            .formatted(Bounds.of(then.start(), schedule.zone()), names(then.after()), names(then.before()));
    return new OnCallFinding(Kind.TURNS_DEALT_ANEW, schedule(), horizon.placeOfSchedule(schedule()),
        "layer '%s' of schedule '%s' was edited in place, which deals its turns anew: %s, %s;"
                .formatted(layer, schedule(), now, later)
            + " to change who takes turns, give the layer an 'end' and add one with that 'start'");
  }

  private static String names(Set<String> names) {
    return names.isEmpty() ? "nobody" : String.join(" and ", names);
  }
}
