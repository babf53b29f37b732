package dev.signalbox.silence.maintenance;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.Interval;
import dev.signalbox.silence.Matchers;

/**
 * One time of one maintenance. Half-open.
 *
 * @param title one line for people
 * @param matchers what is being worked on
 */
public record Window(String title, Matchers matchers, Interval during) {

  public boolean matches(Subject subject) {
    return matchers.matches(subject);
  }

  /** What it says of what it holds. */
  public Hold hold() {
    return new Hold(Reason.IN_MAINTENANCE, "\"%s\", until %s".formatted(title, during.end()));
  }
}
