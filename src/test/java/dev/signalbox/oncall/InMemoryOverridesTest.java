package dev.signalbox.oncall;

import dev.signalbox.SettableClock;

class InMemoryOverridesTest extends OverridesContract {

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final InMemoryOverrides overrides = new InMemoryOverrides(clock);

  @Override
  protected SettableClock clock() {
    return clock;
  }

  @Override
  protected Overrides overrides() {
    return overrides;
  }
}
