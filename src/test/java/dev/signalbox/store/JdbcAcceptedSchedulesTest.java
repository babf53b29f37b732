package dev.signalbox.store;

import dev.signalbox.SettableClock;
import dev.signalbox.escalation.lint.AcceptedSchedules;
import dev.signalbox.escalation.lint.AcceptedSchedulesContract;

class JdbcAcceptedSchedulesTest extends AcceptedSchedulesContract {

  private final StoreFixture store = new StoreFixture();
  private final AcceptedSchedules accepted = new JdbcAcceptedSchedules(store.jdbc, store.clock);

  @Override
  protected SettableClock clock() {
    return store.clock;
  }

  @Override
  protected AcceptedSchedules accepted() {
    return accepted;
  }
}
