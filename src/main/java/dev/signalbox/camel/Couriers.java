package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Message;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Sender;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Unpacks deliveries and hands them to the channels' routes. */
public final class Couriers {

  private final RouteSender sender;
  private final @Nullable String baseUrl;
  private final Clock clock;

  /**
   * @param baseUrl where people find the console; null leaves links out of messages
   */
  public Couriers(RouteSender sender, @Nullable String baseUrl, Clock clock) {
    this.sender = sender;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  public Sender of(Channel channel) {
    return (delivery, until) -> {
      Message message;
      try {
        message = message(delivery);
      } catch (IllegalArgumentException e) {
        return new Outcome.Refused(e.getMessage());
      }
      return sender.send(channel, message, until);
    };
  }

  private Message message(Delivery delivery) {
    Context context = Context.read(delivery.context());
    String link = baseUrl == null ? null : baseUrl + "/incidents/" + delivery.incident().id();
    return new Message(delivery, context.onCall(), null, null, context.options(), link, clock.instant());
  }
}
