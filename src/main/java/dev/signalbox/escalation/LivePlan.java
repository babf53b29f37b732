package dev.signalbox.escalation;

import dev.signalbox.oncall.Calendars;
import dev.signalbox.oncall.Overrides;
import java.util.function.Supplier;

/** The files as last read without findings, with the calendars as last read and the overrides as they are. */
public final class LivePlan implements CurrentPlan {

  private final Supplier<OnCallPlan> files;
  private final Calendars calendars;
  private final Overrides overrides;

  public LivePlan(Supplier<OnCallPlan> files, Calendars calendars, Overrides overrides) {
    this.files = files;
    this.calendars = calendars;
    this.overrides = overrides;
  }

  @Override
  public OnCallPlan now() {
    return files.get().with(calendars.latest(), overrides.inForce());
  }
}
