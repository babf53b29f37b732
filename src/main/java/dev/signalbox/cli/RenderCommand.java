package dev.signalbox.cli;

import dev.signalbox.camel.routes.Rehearsal;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code render}: the very requests that a rule's row would become on a channel, see {@link Rehearsal}. */
@Command(
    name = "render",
    description = "Prints what a channel would be told of a row, request by request, without sending it. Secrets read as dots.")
@SuppressWarnings("NullAway.Init")
final class RenderCommand implements Callable<Integer> {

  @Option(names = "--rule", required = true, paramLabel = "R", description = "The rule.")
  private String rule;

  @Option(names = "--row", required = true, paramLabel = "FILE", description = "JSON: a row as an object of columns, or a list of rows, of which the first counts.")
  private Path row;

  @Option(names = "--channel", required = true, paramLabel = "C", description = Rehearsal.CHANNELS + ".")
  private String channel;

  @Option(names = "--kind", paramLabel = "K", defaultValue = "opened", description = "opened (default), repeated, worsened, acknowledged, escalated, resolved …; repeat for several.")
  private List<String> kinds;

  @Option(names = "--to", paramLabel = "ADDRESS", description = "Where on the channel; default: where the rule leads.")
  private @Nullable String to;

  @Option(names = "--routes", paramLabel = "DIR", defaultValue = "routes", description = "The folder of routes; default: ${DEFAULT-VALUE}.")
  private Path routes;

  @Option(names = "--at", paramLabel = "INSTANT", description = "The present, with Z or an offset; default: now.")
  private @Nullable Instant at;

  @Spec private CommandSpec spec;

  private final Clock clock;

  RenderCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(routes)) {
      throw Trouble.usage("there is no folder '%s'; give --routes, the one that holds rules, channels and kamelets".formatted(routes));
    }
    Instant now = at != null ? at : clock.instant().truncatedTo(ChronoUnit.SECONDS);
    PrintWriter out = spec.commandLine().getOut();
    Rehearsal rehearsal = new Rehearsal(routes, remark -> spec.commandLine().getErr().println(remark));
    Row evidence = row();
    for (String text : kinds) {
      ChangeKind kind = kind(text);
      try {
        String shown = rehearsal.of(rule, evidence, channel, to, kind, now);
        out.println("# " + text);
        out.print(shown);
      } catch (Rehearsal.Refused e) {
        throw e.misasked() ? Trouble.usage("--" + e.getMessage()) : Trouble.refused(String.valueOf(e.getMessage()));
      }
    }
    return ExitCode.DONE;
  }

  private static ChangeKind kind(String text) {
    try {
      return ChangeKind.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw Trouble.usage("--kind '%s' is none; use one of %s".formatted(
          text, String.join(", ", List.of(ChangeKind.values()).stream().map(ChangeKind::label).toList())));
    }
  }

  private Row row() {
    try {
      return Rehearsal.row(Files.readString(row));
    } catch (Rehearsal.Refused e) {
      throw Trouble.refused("%s:%s".formatted(row, e.getMessage()));
    } catch (IOException e) {
      throw Trouble.usage("%s: --row names no readable file; give the path of a JSON file".formatted(row));
    }
  }
}
