package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HostedPicture;
import dev.signalbox.channel.Message;
import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Sender;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Unpacks deliveries and hands them to the channels' routes. */
public final class Couriers {

  private final RouteSender sender;
  private final Supplier<Rota> rota;
  private final Announcements announcements;
  private final Illustrations illustrations;
  private final Function<UUID, Optional<HostedPicture>> pictures;
  private final UnaryOperator<Message> wording;
  private final @Nullable String baseUrl;
  private final Clock clock;

  /**
   * @param rota the people as they are now: what they are told under is no part of a delivery
   * @param announcements where documents are kept, too large to travel with each claim
   * @param illustrations of incidents
   * @param pictures of an incident, where channels that show such have them already
   * @param wording puts a message into the words that somebody wrote for its rule; never throws
   * @param baseUrl where people find the console; null leaves links out of messages
   */
  public Couriers(
      RouteSender sender,
      Supplier<Rota> rota,
      Announcements announcements,
      Illustrations illustrations,
      Function<UUID, Optional<HostedPicture>> pictures,
      UnaryOperator<Message> wording,
      @Nullable String baseUrl,
      Clock clock) {
    this.sender = sender;
    this.rota = rota;
    this.announcements = announcements;
    this.illustrations = illustrations;
    this.pictures = pictures;
    this.wording = wording;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  public Sender of(Channel channel) {
    return (delivery, until, heard) -> {
      Message message;
      try {
        message = message(channel, delivery);
      } catch (IllegalArgumentException e) {
        return new Outcome.Refused(e.getMessage());
      } catch (RuntimeException e) { // the store is away
        return Outcome.Deferred.notSent("what it brings could not be read: " + e.getClass().getSimpleName()).about(Outcome.Reach.MESSAGE);
      }
      return sender.send(channel, message, until, heard);
    };
  }

  Message message(Channel channel, Delivery delivery) {
    Context context = Context.read(delivery.context());
    Person recipient = context.recipient() == null ? null : rota.get().people().get(context.recipient());
    return wording.apply(new Message(
        delivery, context.onCall(), recipient, context.remark(), context.options(),
        channel.carriesFiles() ? document(delivery) : null, baseUrl, clock.instant()).with(channel.showsPictures() ? picture(delivery) : null));
  }

  private @Nullable HostedPicture picture(Delivery delivery) {
    return delivery.incident().flatMap(pictures).orElse(null);
  }

  private @Nullable Document document(Delivery delivery) {
    return delivery.kind() == ChangeKind.ANNOUNCED
        ? announcements.document(delivery.subject().id()).orElse(null)
        : delivery.kind() == ChangeKind.RESOLVED ? null : illustrations.of(delivery.subject()).orElse(null);
  }
}
