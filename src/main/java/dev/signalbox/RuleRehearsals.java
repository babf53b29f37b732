package dev.signalbox;

import dev.signalbox.camel.routes.Rehearsal;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.Rehearsals;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the page and the API show of a message before it is sent: the very words of the command {@code render}. */
final class RuleRehearsals implements Rehearsals {

  private final Path routes;
  private final Supplier<? extends Iterable<String>> channels;
  private final Clock clock;

  RuleRehearsals(Path routes, Supplier<? extends Iterable<String>> channels, Clock clock) {
    this.routes = routes;
    this.channels = channels;
    this.clock = clock;
  }

  @Override
  public List<String> channels() {
    TreeSet<String> names = new TreeSet<>();
    channels.get().forEach(names::add);
    return List.copyOf(names);
  }

  @Override
  public String of(String rule, String row, String channel, @Nullable String to, String kind) {
    List<String> remarks = new ArrayList<>();
    try {
      String text = new Rehearsal(routes, remarks::add).of(rule, Rehearsal.row(row), channel, to, ChangeKind.of(kind), clock.instant());
      return remarks.isEmpty() ? text : String.join("\n", remarks) + "\n\n" + text;
    } catch (Rehearsal.Refused | IllegalArgumentException refused) {
      throw Refusal.badInput("%s", refused.getMessage());
    }
  }
}
