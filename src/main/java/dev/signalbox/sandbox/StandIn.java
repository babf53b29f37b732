package dev.signalbox.sandbox;

/**
 * Plays one vendor: same paths, same answers, same memory in what matters to a sender. Everything it knows follows from the
 * effects it accepted, so that replaying them brings it back after a restart. Thread-safe.
 */
interface StandIn {

  /** Lower case; also the first segment of its paths. */
  String system();

  /** What this call asks for, in the words that {@link Faults} and {@link Ledger} use. */
  String operation(Call call);

  Answer answer(Call call);

  /** Whether this call needs no credentials, or brings some that the stand-in gave out itself. */
  default boolean letsIn(Call call) {
    return false;
  }

  /** The answer to missing or wrong credentials. */
  Answer unauthorized();

  /** How this vendor says this HTTP status: the documented body. */
  Answer failing(int status);

  /** Does again what it did when it accepted this. */
  void replay(Effect effect);

  /** Back to an empty account. */
  void forget();
}
