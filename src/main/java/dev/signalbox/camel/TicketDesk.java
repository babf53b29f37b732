package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.TicketChannel;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.inbound.Response.Unreachable;
import dev.signalbox.inbound.TicketReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads tickets through their channels' routes, as deliveries are sent. */
public final class TicketDesk implements TicketReader {

  private final RouteSender sender;
  private final Map<String, TicketChannel> channels;
  private final Clock clock;

  public TicketDesk(RouteSender sender, Collection<Channel> channels, Clock clock) {
    this.sender = sender;
    this.channels = channels.stream().filter(TicketChannel.class::isInstance).map(TicketChannel.class::cast)
        .collect(Collectors.toMap(Channel::name, Function.identity()));
    this.clock = clock;
  }

  /** Those that are configured. */
  List<TicketChannel> channels() {
    return channels.values().stream().filter(channel -> channel.missingSettings().isEmpty()).toList();
  }

  @Override
  public Optional<TicketSeen> read(String channel, String reference) {
    TicketChannel system = channels.get(channel);
    if (system == null || !system.missingSettings().isEmpty()) {
      return Optional.empty();
    }
    List<TicketSeen> seen = new ArrayList<>(1);
    Outcome outcome = sender.converse(system, system.look(reference, clock.instant(), seen::add));
    return outcome.fold(
        delivered -> seen.stream().findFirst(),
        deferred -> { throw new Unreachable("%s cannot be read: %s".formatted(channel, deferred.reason())); },
        refused -> Optional.empty(),
        misconfigured -> { throw new Unreachable("%s cannot be read: %s".formatted(channel, misconfigured.reason())); });
  }

  /** One conversation that is about no delivery. */
  Outcome converse(TicketChannel channel, dev.signalbox.channel.Step step) {
    return sender.converse(channel, step);
  }
}
