package dev.signalbox.camel;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.HoldListener;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import java.util.EnumMap;
import java.util.Map;

/** How much one poll held back and released. */
final class HoldCount {

  private final String rule;
  private final HoldListener heard;
  private final Map<Reason, Integer> held = new EnumMap<>(Reason.class);
  private int released;

  HoldCount(String rule, HoldListener heard) {
    this.rule = rule;
    this.heard = heard;
  }

  void count(Move move) {
    if (move instanceof Move.Open open && open.incident().held() != null) {
      add(open.incident().held().hold());
    } else if (move instanceof Move.Reopen reopen && reopen.incident().held() != null) {
      add(reopen.incident().held().hold());
    } else if (move instanceof Move.Outbreak outbreak && outbreak.incident().held() != null) {
      add(outbreak.incident().held().hold());
    } else if (move instanceof Move.Hold hold) {
      add(hold.held().hold());
    } else if (move instanceof Move.Release) {
      released++;
    }
  }

  private void add(Hold hold) {
    held.merge(hold.reason(), 1, Integer::sum);
  }

  void report() {
    held.forEach((reason, count) -> heard.held(rule, reason, count));
    if (released > 0) {
      heard.released(rule, released);
    }
  }
}
