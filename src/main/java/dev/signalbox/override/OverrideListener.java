package dev.signalbox.override;

import dev.signalbox.oncall.Overrides.Made;

/** Hears of every override once, when it is in the store; for logs and metrics. Must not throw. */
public interface OverrideListener {

  void made(Made override);

  void withdrawn(Made override);
}
