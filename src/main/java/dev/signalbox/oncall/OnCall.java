package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call at an instant, as people, and who follows.
 *
 * @param primary sorted by name; nobody only if the schedule has no fallback either
 * @param next who is on call from {@code nextAt} on; none also where that is a gap
 * @param nextAt when the people on call next change; null if they do not within {@link Rota#HORIZON}
 * @param fallbackUsed whether {@code primary} is the schedule's fallback
 * @param fallback who the schedule names for the time when nobody else is on call
 * @param level the level of an escalation that was asked for; null if none was
 */
public record OnCall(
    String schedule,
    Instant at,
    List<Person> primary,
    List<Person> next,
    @Nullable Instant nextAt,
    boolean fallbackUsed,
    List<Person> fallback,
    @Nullable Level level) {

  /**
   * A level of an escalation, as if it were entered at {@link OnCall#at}.
   *
   * @param number from 1
   * @param people possibly nobody
   */
  public record Level(String escalation, int number, List<Person> people) {}

  /** What was written before there were a fallback and a level reads as having none. */
  public OnCall {
    primary = primary == null ? List.of() : List.copyOf(primary);
    next = next == null ? List.of() : List.copyOf(next);
    fallback = fallback == null ? List.of() : List.copyOf(fallback);
  }

  public OnCall(
      String schedule, Instant at, List<Person> primary, List<Person> next, @Nullable Instant nextAt, boolean fallbackUsed) {
    this(schedule, at, primary, next, nextAt, fallbackUsed, List.of(), null);
  }

  public OnCall with(Level asked) {
    return new OnCall(schedule, at, primary, next, nextAt, fallbackUsed, fallback, asked);
  }

  /** Whom to ask now: the level that was asked for, else who is on call. Nobody only where there is no cover at all. */
  public List<Person> asked() {
    return level != null && !level.people().isEmpty() ? level.people() : primary;
  }

  /**
   * Whom to ask among those who can be: those {@link #asked()}, else the fallback, else who is on call next, so that a
   * gap in the schedule or in somebody's particulars is not silence.
   */
  public List<Person> reachable(Predicate<Person> can) {
    return Stream.of(asked(), fallback, next).map(people -> people.stream().filter(can).toList())
        .filter(people -> !people.isEmpty()).findFirst().orElse(List.of());
  }
}
