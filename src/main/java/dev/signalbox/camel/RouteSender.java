package dev.signalbox.camel;
public final class RouteSender {
  public dev.signalbox.delivery.Outcome send(dev.signalbox.channel.Channel c, dev.signalbox.channel.Message m, java.time.Instant until) { throw new IllegalStateException(); }
}
