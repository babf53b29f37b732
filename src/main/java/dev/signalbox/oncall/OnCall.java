package dev.signalbox.oncall;

import dev.signalbox.oncall.Reach.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
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
 * @param zone in which the schedule's people read times
 */
public record OnCall(
    String schedule,
    Instant at,
    List<Person> primary,
    List<Person> next,
    @Nullable Instant nextAt,
    boolean fallbackUsed,
    List<Person> fallback,
    @Nullable Level level,
    ZoneId zone) {

  /**
   * A level of an escalation, as if it were entered at {@link OnCall#at}.
   *
   * @param number from 1
   * @param people possibly nobody
   * @param uncovered the schedules of this level on which nobody is scheduled: {@code people} has their fallback
   */
  public record Level(String escalation, int number, List<Person> people, List<String> uncovered) {
    public Level {
      people = List.copyOf(people);
      uncovered = uncovered == null ? List.of() : List.copyOf(uncovered);
    }
  }

  /** What was written before there were a fallback, a level and a zone reads as having none. */
  public OnCall {
    primary = primary == null ? List.of() : List.copyOf(primary);
    next = next == null ? List.of() : List.copyOf(next);
    fallback = fallback == null ? List.of() : List.copyOf(fallback);
    zone = zone == null ? ZoneOffset.UTC : zone;
  }

  public OnCall(
      String schedule, Instant at, List<Person> primary, List<Person> next, @Nullable Instant nextAt, boolean fallbackUsed) {
    this(schedule, at, primary, next, nextAt, fallbackUsed, List.of(), null, ZoneOffset.UTC);
  }

  /** A schedule on which nobody is, ever: one that does not exist. */
  static OnCall nobody(String schedule, Instant at) {
    return new OnCall(schedule, at, List.of(), List.of(), null, false);
  }

  public OnCall with(Level asked) {
    return new OnCall(schedule, at, primary, next, nextAt, fallbackUsed, fallback, asked, zone);
  }

  /** Whom to ask now: the level that was asked for, else who is on call. Nobody only where there is no cover at all. */
  public List<Person> asked() {
    return level != null && !level.people().isEmpty() ? level.people() : primary;
  }

  /**
   * Whom to tell among those who can be told in some way: those {@link #asked()}, else who is on call, else the
   * fallback, else who is on call next, so that a gap in the schedule or in somebody's particulars is not silence.
   */
  public Reach reach(Predicate<Person> can) {
    List<Person> missed = asked().stream().filter(can.negate()).toList();
    for (Role role : Role.values()) {
      List<Person> people = inRole(role).stream().filter(can).toList();
      if (!people.isEmpty()) {
        return new Reach(people, role, missed);
      }
    }
    return new Reach(List.of(), Role.NOBODY, missed);
  }

  /** As {@link #reach} where one of them is enough: the first, and those passed over for that one. */
  public Reach reachOne(Predicate<Person> can) {
    Reach all = reach(can);
    List<Person> first = all.people().stream().limit(1).toList();
    return new Reach(first, all.role(), asked().stream().takeWhile(can.negate()).toList());
  }

  private List<Person> inRole(Role role) {
    return switch (role) {
      case ASKED -> asked();
      case ON_CALL -> primary;
      case FALLBACK -> fallback;
      case NEXT -> next;
      case NOBODY -> List.of();
    };
  }
}
