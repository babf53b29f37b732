package dev.signalbox.forecast;

import java.time.Instant;
import java.util.Optional;

/**
 * One kind of prediction.
 *
 * <p>Facts are told in the order of time, over all servers. A fact that is older than one told before is used where
 * that is harmless and else ignored; no fact makes a model throw. A model answers from what it was told until then and
 * nothing else: the same facts give the same answers, whatever comes after them.
 */
public interface Forecaster extends Fact.Listener {

  /**
   * Learns from everything told so far. Costly for some kinds; a model that was never trained answers with what it
   * knows without, the base rate or nothing.
   *
   * @param now only outcomes that are certain by then are learnt from
   */
  void train(Instant now);

  /**
   * What it expects of one server.
   *
   * @param at not before the last fact told
   * @return empty where it has nothing to say: a server that it does not know, or too little data
   */
  Optional<Prediction> predict(String server, Instant at);
}
