package dev.signalbox.store;

import dev.signalbox.SettableClock;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.OverridesContract;

class JdbcOverridesTest extends OverridesContract {

  private final StoreFixture store = new StoreFixture();

  @Override
  protected SettableClock clock() {
    return store.clock;
  }

  @Override
  protected Overrides overrides() {
    return new JdbcOverrides(store.jdbc, store.clock);
  }
}
