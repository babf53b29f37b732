package dev.signalbox.delivery;

import dev.signalbox.delivery.Outcome.Reach;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The failures in a row of one channel: when they are enough to put an address on probation, or all of the channel. An
 * address that fails by itself never holds up the others, however often it fails. Not thread-safe.
 */
final class Failures {

  static final int TO_PROBATION = 5;

  /** Who goes on probation. */
  enum Verdict {
    NOBODY,
    ADDRESS,
    CHANNEL
  }

  private final Map<String, Integer> byAddress = new HashMap<>();
  private int ofTheChannel;
  private boolean certain;
  private final Set<String> unanswered = new HashSet<>();

  /** A delivery to this address was taken, or refused for reasons of its own. */
  void works(String address) {
    byAddress.remove(address);
    answers();
  }

  /** The other side is there. */
  void answers() {
    ofTheChannel = 0;
    certain = false;
    unanswered.clear();
  }

  Verdict failed(String address, Reach reach) {
    switch (reach) {
      case CHANNEL -> {
        ofTheChannel++;
        certain = true;
      }
      case UNCLEAR -> {
        ofTheChannel++;
        unanswered.add(address);
        byAddress.merge(address, 1, Integer::sum);
      }
      case ADDRESS -> {
        answers();
        byAddress.merge(address, 1, Integer::sum);
      }
      default -> {
        return Verdict.NOBODY;
      }
    }
    if (ofTheChannel >= TO_PROBATION && (certain || unanswered.size() > 1)) {
      return Verdict.CHANNEL;
    }
    return byAddress.getOrDefault(address, 0) >= TO_PROBATION ? Verdict.ADDRESS : Verdict.NOBODY;
  }
}
