package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.OnCallWords;
import dev.signalbox.delivery.Owed;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Reach;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those on call as recipients: where none of them can be told it is whoever {@link OnCall#reach} finds instead, and
 * where nobody can, the last resort.
 *
 * @param ways nobody only if there is no last resort either
 * @param remark why it is not simply those on call; null if it is
 */
record Callout(List<Way> ways, @Nullable String remark) {

  private static final Logger LOG = LoggerFactory.getLogger(Callout.class);

  /**
   * @param person null for an address that is nobody's own
   */
  record Way(Channel channel, String address, @Nullable String person) {

    Owed owed(Notice notice, String context) {
      return new Owed(notice.change(), channel.name(), address, channel.takes(notice.change().kind()), context);
    }
  }

  /**
   * @param sink for a route that did not ask who is on call
   * @param way how to tell one person; empty if that person cannot be told
   * @param lacking what somebody who cannot be told does not have
   */
  static Callout of(
      Exchange exchange, Notice notice, String sink, Function<Person, Optional<Way>> way, String lacking) {
    OnCall onCall = notice.onCall();
    if (onCall == null) {
      throw new IllegalStateException(sink + " needs kamelet:on-call-action earlier in the route");
    }
    Reach reach = onCall.reach(person -> way.apply(person).isPresent());
    List<Way> ways = reach.people().stream().flatMap(person -> way.apply(person).stream()).toList();
    String otherwise = "nobody of those on call";
    if (ways.isEmpty()) {
      ways = lastResort(exchange.getContext().getRegistry()).stream().toList();
      otherwise = ways.isEmpty() ? otherwise : "the last resort, " + ways.get(0).address();
    }
    return new Callout(ways, OnCallWords.instead(onCall, reach, lacking, otherwise).orElse(null));
  }

  private static Optional<Way> lastResort(Registry registry) {
    return Optional.ofNullable(registry.findSingleByType(OnCallSettings.class))
        .map(OnCallSettings::lastResort)
        .map(address -> new Way(registry.lookupByNameAndType("mail", Channel.class), address, null));
  }

  /** Nobody was told at all: that is on record, and an alarm of the hub about itself. The rest of the route goes on. */
  void nobody(Notice notice) {
    String reason = "told %s; set signalbox.on-call.last-resort".formatted(remark);
    LOG.atError().addKeyValue("notice", notice).addKeyValue("reason", reason).log("nobody to tell");
    notice.work().stumbled(notice, reason);
  }
}
