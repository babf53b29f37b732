package dev.signalbox.escalation.lint;

import dev.signalbox.SettableClock;

class InMemoryAcceptedSchedulesTest extends AcceptedSchedulesContract {

  private final SettableClock clock = SettableClock.at("2026-03-02T09:00:00Z");
  private final AcceptedSchedules accepted = new InMemoryAcceptedSchedules(clock);

  @Override
  protected SettableClock clock() {
    return clock;
  }

  @Override
  protected AcceptedSchedules accepted() {
    return accepted;
  }
}
