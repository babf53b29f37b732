package dev.signalbox.silence;

/** Hears of every silence once, when it is in the store; for logs and metrics. Must not throw. */
public interface SilenceListener {

  void made(Silence silence);

  void edited(Silence silence, String by);

  void expired(Silence silence);
}
