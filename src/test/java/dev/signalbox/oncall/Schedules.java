package dev.signalbox.oncall;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Findings;

/** Schedules from text, for tests. */
public final class Schedules {

  private Schedules() {}

  /** One schedule; throws with the findings of "schedules.yaml". */
  public static Schedule of(String yaml) {
    Findings findings = new Findings();
    var documents = Documents.parse(yaml, "schedules.yaml", findings);
    findings.throwIfAny();
    Schedule schedule = new ScheduleReader(Names.any()).read(documents.get(0));
    findings.throwIfAny();
    return schedule;
  }
}
