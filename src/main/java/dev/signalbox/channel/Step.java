package dev.signalbox.channel;

import dev.signalbox.delivery.Outcome;
import java.util.function.Function;

/** Either something to ask the other side and how to go on with its reply, or the end of the attempt. */
public sealed interface Step {

  record Ask(Request request, Function<Reply, Step> then) implements Step {}

  record Done(Outcome outcome) implements Step {}

  static Step ask(Request request, Function<Reply, Step> then) {
    return new Ask(request, then);
  }

  /** The common case: one request, whose reply is the outcome. */
  static Step askOnce(Request request, Function<Reply, Outcome> outcome) {
    return new Ask(request, reply -> new Done(outcome.apply(reply)));
  }

  static Step done(Outcome outcome) {
    return new Done(outcome);
  }

  default <T> T fold(Function<Ask, T> ask, Function<Done, T> done) {
    return this instanceof Ask a ? ask.apply(a) : done.apply((Done) this);
  }
}
