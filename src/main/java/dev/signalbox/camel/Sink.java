package dev.signalbox.camel;

import dev.signalbox.camel.Callout.Way;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.delivery.Cap;
import dev.signalbox.delivery.Grouping;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The bean behind every {@code kamelet:…-sink}: adds a delivery to the poll's transaction. It sends nothing.
 *
 * <p>The address {@code on-call} stands for the mail addresses of whoever is on call when the notice is made, see
 * {@link Callout}; the end of the incident goes to the same people, whoever is on call then.
 */
public final class Sink {

  private static final String ON_CALL = "on-call";
  private static final String RULE = "rule";
  private static final int VALUE = 100;

  private List<String> channels = List.of();
  private String to = "";
  private Duration commentEvery = Duration.ZERO;
  private @Nullable Cap cap;
  private List<String> groupBy = List.of();
  private Duration groupWait = Duration.ofSeconds(30);
  private Duration groupInterval = Duration.ofMinutes(5);
  private final Map<String, String> options = new LinkedHashMap<>();

  public void owe(Exchange exchange, Notice notice) {
    for (String name : channels) {
      Channel channel = channel(exchange, name);
      if (name.equals("mail")) {
        mail(exchange, notice, channel);
      } else {
        owe(notice, List.of(new Way(channel, to, null)), null);
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

  private void mail(Exchange exchange, Notice notice, Channel mail) {
    List<String> addresses = Arrays.stream(to.split(",")).map(String::strip).toList();
    List<Way> ways = new ArrayList<>();
    addresses.stream().filter(it -> !it.equals(ON_CALL)).forEach(it -> ways.add(new Way(mail, it, null)));
    String remark = null;
    if (addresses.contains(ON_CALL)) {
      Callout callout = Callout.of(
          exchange, notice, "'to: on-call'", person -> mail(mail, person), "no mail address in people.yaml");
      ways.addAll(callout.ways());
      remark = callout.remark();
      if (ways.isEmpty()) {
        callout.nobody(notice);
      }
    }
    owe(notice, ways, remark);
  }

  private static Optional<Way> mail(Channel mail, Person person) {
    return Optional.ofNullable(person.mail()).map(address -> new Way(mail, address, person.name()));
  }

  private void owe(Notice notice, List<Way> ways, @Nullable String remark) {
    for (Way way : ways) {
      if (notice.change().kind() == ChangeKind.ANNOUNCED && !way.channel().takes(ChangeKind.ANNOUNCED)) {
        throw new IllegalStateException(
            "the channel '%s' takes no announcements: they never end".formatted(way.channel().name()));
      }
      notice.work().owe(way.owed(notice, Context.write(notice.onCall(), options, way.person(), remark)).apart(commentEvery).in(grouping(notice)).limited(limit(notice)));
    }
  }

  /** Null for what is told alone: an announcement, and what has no such column, as a mass outage has none of those of its rows. */
  private @Nullable Grouping grouping(Notice notice) {
    if (groupBy.isEmpty() || notice.change().kind() == ChangeKind.ANNOUNCED) {
      return null;
    }
    Map<String, String> common = new LinkedHashMap<>();
    for (String column : groupBy) {
      Row row = notice.change().subject().row();
      if (row.has(column)) {
        common.put(column, row.get(column).map(value -> Text.line(Wording.text(value), VALUE)).orElse("none"));
      } else if (column.equals(RULE)) {
        common.put(column, notice.getRule());
      } else {
        return null;
      }
    }
    return new Grouping(common, groupWait, groupInterval);
  }

  private Owed.@Nullable Limit limit(Notice notice) {
    return cap == null || notice.change().kind() == ChangeKind.ANNOUNCED
        ? null
        : new Owed.Limit(cap, Grouping.digest(cap, groupWait, groupInterval));
  }

  /** How many are told alone in what time, such as {@code 20/h}; empty for any number. */
  public void setCap(String cap) {
    this.cap = cap.isBlank() ? null : Cap.of(cap);
  }

  /** Columns separated by commas; the word {@code rule} for all of the rule's. Empty for no groups. */
  public void setGroupBy(String groupBy) {
    this.groupBy = Arrays.stream(groupBy.split(",")).map(String::strip).filter(column -> !column.isEmpty()).toList();
  }

  /** How long the first of a group waits for others. */
  public void setGroupWait(String groupWait) {
    this.groupWait = PolledRule.duration("groupWait", groupWait);
  }

  /** How far apart two messages about a group are at least. */
  public void setGroupInterval(String groupInterval) {
    this.groupInterval = PolledRule.duration("groupInterval", groupInterval);
  }

  /** One channel, or several separated by commas. */
  public void setChannel(String channel) {
    channels = Arrays.stream(channel.split(",")).map(String::strip).toList();
  }

  public void setTo(String to) {
    this.to = to;
  }

  /** How far apart reminders are at least; a ticket need not say every few minutes that it is still open. */
  public void setCommentEvery(String commentEvery) {
    this.commentEvery = PolledRule.duration("commentEvery", commentEvery);
  }

  /** Parameters of the Kamelet that its channel understands; Camel puts them in one by one. */
  public Map<String, String> getOptions() {
    return options;
  }
}
