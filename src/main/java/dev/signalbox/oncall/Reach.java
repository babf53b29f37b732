package dev.signalbox.oncall;

import java.util.List;

/**
 * Whom one way of telling people gets to, of those on call.
 *
 * @param people nobody only if that way gets to nobody at all
 * @param role as what they are told
 * @param missed those who were {@link OnCall#asked()} and whom it does not get to
 */
public record Reach(List<Person> people, Role role, List<Person> missed) {

  /** In the order in which they are tried. */
  public enum Role {
    ASKED,
    /** On call on the schedule, where a level was asked for and is out of reach. */
    ON_CALL,
    FALLBACK,
    NEXT,
    NOBODY
  }

  public Reach {
    people = List.copyOf(people);
    missed = List.copyOf(missed);
  }

  /** Whether it is simply those who were asked. */
  public boolean plain() {
    return role == Role.ASKED && missed.isEmpty();
  }
}
