package dev.signalbox.channel;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a hook makes of a call. */
public sealed interface Admission {

  /** Why a call was turned away: a label of a metric, so there are few. */
  enum Why {
    NOT_CONFIGURED,
    NO_SIGNATURE,
    WRONG_SIGNATURE,
    TOO_OLD,
    EMPTY;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Genuine.
   *
   * @param id the same whenever the same thing is told again, and signed like the rest; null if the sender gives nothing
   *     by which repeats can be told
   * @param answer what the sender wants to hear at once; null for nothing
   */
  record Genuine(@Nullable String id, @Nullable String answer) implements Admission {}

  /**
   * Not genuine, or nobody can tell. The answer has no body: a forger learns nothing.
   *
   * @param status HTTP
   */
  record TurnedAway(int status, Why why) implements Admission {}

  static Admission genuine(@Nullable String id) {
    return new Genuine(id, null);
  }

  static Admission turnedAway(Why why) {
    return new TurnedAway(401, why);
  }

  default <T> T fold(Function<Genuine, T> genuine, Function<TurnedAway, T> turnedAway) {
    return this instanceof Genuine g ? genuine.apply(g) : turnedAway.apply((TurnedAway) this);
  }
}
