package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;

/** All of these, always. */
record FixedCrew(List<String> members) implements Crew {

  @Override
  public Stretch<List<String>> at(Instant t, Absences absences) {
    return new Stretch<>(absences.present(members, t), absences.nextChange(t));
  }
}
