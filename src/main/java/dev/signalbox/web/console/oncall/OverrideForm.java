package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.WallClock;
import dev.signalbox.override.Wish;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields as they were typed. What is missing is blank.
 *
 * @param who takes over: a name, or {@link #NOBODY}
 * @param instead of whom: a name, blank for everybody, {@link #NOBODY} where the others stay on call as well
 * @param from on the wall of the zone shown, as {@code to} is; {@code hours} goes before {@code to}
 * @param zone as of a {@link CalendarView}
 * @param key names this form, so that pressing its button twice makes one override
 * @param seen what the maker was shown would change, see {@link OverridePages}
 */
public record OverrideForm(
    String who, String instead, String from, String to, String hours, String reason, String zone, String key,
    String seen) {

  /** Cannot be the name of a person, people.yaml sees to that. */
  public static final String NOBODY = "none";

  private static final List<Integer> HOURS = List.of(1, 2, 4, 8, 12, 24, 48);

  /** Spring leaves out what was not sent. */
  public OverrideForm(
      @Nullable String who, @Nullable String instead, @Nullable String from, @Nullable String to,
      @Nullable String hours, @Nullable String reason, @Nullable String zone, @Nullable String key,
      @Nullable String seen) {
    this.who = text(who);
    this.instead = text(instead);
    this.from = text(from);
    this.to = text(to);
    this.hours = text(hours);
    this.reason = text(reason);
    this.zone = text(zone);
    this.key = text(key);
    this.seen = text(seen);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  OverrideForm startingAt(String wall) {
    return new OverrideForm(who, instead, wall, to, hours, reason, zone, key, seen);
  }

  OverrideForm named(String name) {
    return new OverrideForm(who, instead, from, to, hours, reason, zone, name, seen);
  }

  /** What is wrong with the choices, by field, in one sentence each; the desk judges everything else. */
  Map<String, String> mistakes() {
    if (who.isEmpty()) {
      return Map.of("who", "Choose who takes over, or that nobody does.");
    }
    boolean nothing = who.equals(NOBODY) && instead.equals(NOBODY);
    return nothing
        ? Map.of("instead", "Nobody as well changes nothing; choose who goes, or who takes over.")
        : Map.of();
  }

  /**
   * @param shown the zone whose wall the times were read from
   * @param own the schedule's
   */
  Wish wish(ZoneId shown, ZoneId own) {
    WallClock clock = new WallClock(shown);
    String start = shown.equals(own) ? from : elsewhere(from, clock::first);
    String end = !hours.isEmpty() ? hours + "h" : shown.equals(own) ? to : elsewhere(to, clock::last);
    Wish.Span span = new Wish.Span(start, end);
    boolean somebodyGoes = !instead.isEmpty() && !instead.equals(NOBODY);
    return new Wish(
        span,
        instead.equals(NOBODY) ? "add" : "",
        who.equals(NOBODY) && somebodyGoes ? List.of() : List.of(who),
        somebodyGoes ? List.of(instead) : List.of(),
        reason);
  }

  /** What is no time stays as it is, for the desk to refuse. */
  private static String elsewhere(String wall, Function<LocalDateTime, Instant> clock) {
    try {
      return clock.apply(LocalDateTime.parse(wall)).toString();
    } catch (DateTimeException notATime) {
      return wall;
    }
  }

  public List<Integer> lengths() {
    return HOURS;
  }

  /** As the choice of an option, for the template. */
  public boolean lasts(int number) {
    return Optional.of(hours).filter(String.valueOf(number)::equals).isPresent();
  }
}
