package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;

/**
 * The bean behind every {@code kamelet:…-sink}: adds a delivery to the poll's transaction. It sends nothing.
 *
 * <p>The address {@code on-call} stands for the mail addresses of whoever is on call when the notice is made; the end of
 * the incident goes to the same people, whoever is on call then.
 */
public final class Sink {

  private static final String ON_CALL = "on-call";

  private List<String> channels = List.of();
  private String to = "";
  private final Map<String, String> options = new LinkedHashMap<>();

  public void owe(Exchange exchange, Notice notice) {
    String context = Context.write(notice.onCall(), options);
    for (String channel : channels) {
      Channel target = channel(exchange, channel);
      if (notice.change().kind() == ChangeKind.ANNOUNCED && !target.takes(ChangeKind.ANNOUNCED)) {
        throw new IllegalStateException("the channel '%s' takes no announcements: they never end".formatted(channel));
      }
      for (String address : addresses(channel, notice)) {
        notice.work().owe(new Owed(notice.change(), channel, address, target.takes(notice.change().kind()), context));
      }
    }
  }

  private static Channel channel(Exchange exchange, String name) {
    Channel channel = exchange.getContext().getRegistry().lookupByNameAndType(name, Channel.class);
    if (channel == null) {
      throw new IllegalStateException("there is no channel '%s'".formatted(name));
    }
    return channel;
  }

  private List<String> addresses(String channel, Notice notice) {
    if (!channel.equals("mail")) {
      return List.of(to);
    }
    return Arrays.stream(to.split(","))
        .map(String::strip)
        .flatMap(address -> address.equals(ON_CALL) ? onCall(notice).stream() : java.util.stream.Stream.of(address))
        .distinct()
        .toList();
  }

  private static List<String> onCall(Notice notice) {
    OnCall onCall = notice.onCall();
    if (onCall == null) {
      throw new IllegalStateException("'to: on-call' needs kamelet:on-call-action earlier in the route");
    }
    List<String> mails = onCall.primary().stream().map(Person::mail).filter(Objects::nonNull).toList();
    if (mails.isEmpty()) {
      throw new IllegalStateException("nobody on call on schedule '%s' has a mail address".formatted(onCall.schedule()));
    }
    return mails;
  }

  /** One channel, or several separated by commas. */
  public void setChannel(String channel) {
    channels = Arrays.stream(channel.split(",")).map(String::strip).toList();
  }

  public void setTo(String to) {
    this.to = to;
  }

  /** Parameters of the Kamelet that its channel understands; Camel puts them in one by one. */
  public Map<String, String> getOptions() {
    return options;
  }
}
