package dev.signalbox.escalation.lint;

import java.util.Map;

/** Where the hub's rule about itself looks for what is wrong on call and cannot wait for the daily report. */
public interface OnCallAlarms {

  /**
   * Replaces what was told before; committed when it returns. Of two replicas that differ the later one stands.
   *
   * @param problems one sentence by subject, such as {@code on-call payments}
   */
  void tell(Map<String, String> problems);
}
