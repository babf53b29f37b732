package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;

/** Who a layer would put on call, its windows and holidays aside. */
sealed interface Crew permits FixedCrew, Rotation {

  Stretch<List<String>> at(Instant t, Absences absences);

  /** Everybody who belongs to it, with repeats. */
  List<String> members();
}
