package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What holds back news: silences, maintenance, outages of something else. One implementation for each kind. */
@FunctionalInterface
public interface Holds {

  /** Nothing is ever held back. */
  Holds NONE = (rule, now) -> candidate -> Optional.empty();

  /**
   * What is in force during one poll of one rule. Asked once per poll, in the poll's transaction, and answers for all of
   * its rows: whatever has to be read from the store is read here, at once.
   *
   * @param now database time of the poll
   */
  InForce at(Rule rule, Instant now);

  /** What was held back in a time when nobody looked. Only what is planned can say so; of all else it is nothing. */
  default Past between(Instant from, Instant to) {
    return (candidate, since) -> Duration.ZERO;
  }

  /** As of one time that has passed. */
  @FunctionalInterface
  interface Past {

    /** @param since not before the time that was asked for */
    Duration of(Subject candidate, Instant since);
  }

  /** As of one poll; used by its thread only. */
  @FunctionalInterface
  interface InForce {

    /**
     * Asked for every row that is there, poll after poll: nothing is read here.
     *
     * @param candidate the incident as its row tells it now, since it opened last; its id is new if it opens just now
     */
    Optional<Hold> on(Subject candidate);
  }

  /** Of several that hold the same incident the first is named. */
  static Holds firstOf(List<Holds> all) {
    return new Holds() {
      @Override
      public InForce at(Rule rule, Instant now) {
        List<InForce> inForce = all.stream().map(one -> one.at(rule, now)).toList();
        return candidate -> inForce.stream().flatMap(one -> one.on(candidate).stream()).findFirst();
      }

      @Override
      public Past between(Instant from, Instant to) {
        List<Past> pasts = all.stream().map(one -> one.between(from, to)).toList();
        return (candidate, since) ->
            pasts.stream().map(one -> one.of(candidate, since)).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
      }
    };
  }
}
