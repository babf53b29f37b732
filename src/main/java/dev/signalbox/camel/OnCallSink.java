package dev.signalbox.camel;

import dev.signalbox.camel.Callout.Way;
import dev.signalbox.channel.Channel;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;

/**
 * The bean behind {@code kamelet:on-call-sink}: owes each person on call the news on the channel that the person
 * prefers for this severity, the first that works. Who prefers none that works is told wherever there is an address.
 *
 * <p>The end goes where the beginning went, whatever is preferred and whoever is on call by then.
 */
public final class OnCallSink {

  private static final List<String> WHATEVER_WORKS = List.of("slack", "mail", "pagerduty");

  private final Map<String, String> options = new LinkedHashMap<>();

  public void owe(Exchange exchange, Notice notice) {
    Registry channels = exchange.getContext().getRegistry();
    Callout callout = Callout.of(
        exchange, notice, "kamelet:on-call-sink", person -> way(channels, person, notice), "no channel that works");
    if (callout.ways().isEmpty()) {
      callout.nobody(notice);
    }
    for (Way way : callout.ways()) {
      notice.work().owe(way.owed(notice, Context.write(notice.onCall(), options, way.person(), callout.remark())));
    }
  }

  /** Parameters of the Kamelet that channels understand; Camel puts them in one by one. */
  public Map<String, String> getOptions() {
    return options;
  }

  private static Optional<Way> way(Registry channels, Person person, Notice notice) {
    Stream<Way> preferred = ways(channels, person, person.channels(notice.getSeverity()));
    // the hub's own integration has no address: it is nobody's, unless somebody prefers it
    Stream<Way> others = ways(channels, person, WHATEVER_WORKS).filter(way -> !way.address().isEmpty());
    return Stream.concat(preferred, others).filter(way -> rings(way, notice)).findFirst();
  }

  /**
   * Whether somebody who is asked next notices. PagerDuty takes no such news: of its own integration a person hears if it has
   * not been told of the incident, for then this is its opening; of the hub's, which others were told by, nobody hears anything.
   */
  private static boolean rings(Way way, Notice notice) {
    ChangeKind kind = notice.change().kind();
    return kind != ChangeKind.ESCALATED || way.channel().takes(kind)
        || !notice.work().heard(notice.change().subject().id(), way.channel().name(), way.address());
  }

  private static Stream<Way> ways(Registry channels, Person person, List<String> names) {
    return names.stream()
        .map(name -> channels.lookupByNameAndType(name, Channel.class))
        .filter(Objects::nonNull)
        .flatMap(channel ->
            channel.addressOf(person).stream().map(address -> new Way(channel, address, person.name())));
  }
}
