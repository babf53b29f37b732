package dev.signalbox;

import dev.signalbox.camel.RouteSender;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Samples;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.web.ChannelTrials;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The test of a channel: its settings, what it asks the other side, a message that opens, and its end. */
final class ChannelTesting implements ChannelTrials {

  private static final String RULE = "test-channel";
  private static final String TITLE = "Test from Signalbox: nothing is wrong, please ignore this";

  private final Map<String, Channel> channels;
  private final RouteSender sender;
  private final Supplier<SinkScan> rules;
  private final @Nullable String console;
  private final Clock clock;

  /** @param rules says where the rules lead */
  ChannelTesting(Map<String, Channel> channels, RouteSender sender, Supplier<SinkScan> rules, @Nullable String console, Clock clock) {
    this.channels = channels;
    this.sender = sender;
    this.rules = rules;
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Set<String> channels() {
    return new TreeSet<>(channels.keySet());
  }

  @Override
  public Optional<Trial> run(String name, @Nullable String address, String by) {
    Channel channel = channels.get(name);
    if (channel == null) {
      return Optional.empty();
    }
    Optional<SinkScan.Use> use = rules.get().uses().stream().filter(one -> one.channel().equals(name)).findFirst();
    Map<String, String> options = use.map(SinkScan.Use::parameters).orElse(Map.of());
    String where = address != null ? address : where(name, options);
    List<Step> steps = new ArrayList<>();
    channel.missingSettings().forEach(setting -> steps.add(new Step("settings", false, setting + " is not set")));
    if (steps.isEmpty()) {
      channel.questions(options).forEach(question -> steps.add(step(question.what(), sender.ask(channel, question.step()))));
      if (name.equals("mail") && where.isEmpty()) {
        steps.add(new Step("address", false, "no rule names one but 'on-call', whom a test should not wake: give an address"));
      } else {
        tell(channel, where, options, by, steps);
      }
    }
    return Optional.of(new Trial(name, where, steps.stream().allMatch(Step::ok), steps));
  }

  private void tell(Channel channel, String where, Map<String, String> options, String by, List<Step> steps) {
    Instant now = clock.instant();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("asked_by", by);
    row.put("asked_at", now);
    Subject subject = Samples.incident(UUID.randomUUID(), RULE, channel.name(), Severity.INFO, TITLE, new Row(row), now);
    Outcome opened = sender.send(channel, message(subject, ChangeKind.OPENED, channel, where, options, null, now));
    steps.add(step("open", opened));
    if (opened instanceof Outcome.Delivered delivered) {
      Message end = message(subject, ChangeKind.RESOLVED, channel, where, options, delivered.reference(), now);
      steps.add(step("close", sender.send(channel, end)));
    }
  }

  private Message message(
      Subject subject, ChangeKind kind, Channel channel, String where, Map<String, String> options, @Nullable String reference, Instant now) {
    return Samples.message(subject, kind, channel.name(), where, options, null, reference, console, now);
  }

  private static String where(String channel, Map<String, String> parameters) {
    String where = switch (channel) {
      case "slack" -> parameters.getOrDefault("channel", "");
      case "mail" -> parameters.getOrDefault("to", "").split(",")[0].strip();
      default -> "";
    };
    return where.equals("on-call") ? "" : where;
  }

  private static Step step(String what, Outcome outcome) {
    return outcome.fold(
        delivered -> new Step(what, true, Text.line(
            (delivered.reference() == null ? "delivered" : "delivered as " + delivered.reference())
                + (delivered.url() == null ? "" : ", " + delivered.url())
                + (delivered.note() == null ? "" : "; " + delivered.note()), 1000)),
        deferred -> new Step(what, false, (deferred.unsure() ? "perhaps delivered: " : "not delivered: ") + deferred.reason()),
        refused -> new Step(what, false, "refused: " + refused.reason()),
        misconfigured -> new Step(what, false, "misconfigured: " + misconfigured.reason()));
  }
}
