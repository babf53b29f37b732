package dev.signalbox.override;

import dev.signalbox.oncall.Shift;
import java.util.List;
import java.util.Locale;

/**
 * What an override changes, within its bounds; outside of them it changes nothing.
 *
 * @param before who was to be on call without it, the fallback where nobody was
 * @param after who is with it
 * @param warnings what the maker may not have meant; it is made nevertheless
 */
public record Effect(List<Shift> before, List<Shift> after, List<Warning> warnings) {

  /** @param sentence for people, with times of the schedule's zone */
  public record Warning(Kind kind, String sentence) {

    public enum Kind {
      /** Nobody is on call for some time but the fallback, if there is one. */
      NOBODY,
      /** Somebody who is to go is not on call then at all. */
      NOT_ON_CALL,
      /** The same people are on call as without it. */
      NOTHING_CHANGES,
      /** Another override is in force at some of the time. */
      OVERLAP;

      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }
}
