package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code on-call override}: somebody else is on call for a while. */
@Command(
    name = "override",
    description = "Somebody else is on call for a while: make, list or take back, against a running hub.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {OverrideCommand.Add.class, OverrideCommand.ListThem.class, OverrideCommand.Withdraw.class})
final class OverrideCommand {

  @Command(name = "add", description = "Makes one: in force at once on every hub, over by itself.")
  static final class Add extends OverridingCommand {
    @Option(names = "--start", paramLabel = "TIME",
        description = "2026-05-01T09:00 on the clock of the schedule, or with Z or an offset; default: now.")
    private @Nullable String start;

    @Option(names = {"--end", "--for"}, required = true, paramLabel = "TIME|SPAN",
        description = "A time, or a length such as 8h, 90m or 2d.")
    private String end = "";

    @Option(names = "--participant", paramLabel = "NAME", description = "Who comes; may repeat; none for nobody.")
    private List<String> participants = List.of();

    @Option(names = "--replaces", paramLabel = "NAME", description = "Who goes, of type replace or remove.")
    private List<String> replaces = List.of();

    @Option(names = "--type", description = "set (everybody goes, these come), add, remove or replace; default: set,"
        + " with --replaces also replace or remove.")
    private @Nullable String type;

    @Override
    int run(Hub hub) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("start", orEmpty(start));
      body.put("end", end);
      body.put("type", orEmpty(type));
      body.put("participants", participants.isEmpty() ? "" : participants);
      body.put("replaces", replaces);
      JsonNode made = ask(hub, body);
      print(made, text(made, "made"));
      return ExitCode.DONE;
    }
  }

  @Command(name = "list", description = "Overrides of the files and made by hand, in the order in which they apply.")
  static final class ListThem extends RemoteCommand {
    @Option(names = "--schedule", required = true, paramLabel = "NAME", description = "The schedule's name.")
    private String schedule = "";

    @Option(names = "--from", paramLabel = "INSTANT", description = "With Z or an offset; default: now.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "With Z or an offset; default: 366 days later.")
    private @Nullable String to;

    @Override
    int run(Hub hub) {
      Map<String, String> range = new LinkedHashMap<>();
      range.put("from", orEmpty(from));
      range.put("to", orEmpty(to));
      JsonNode overrides = hub.get(OverridingCommand.path(schedule) + query(range));
      if (overrides.isEmpty()) {
        print(overrides, "no overrides");
        return ExitCode.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "START", "END", "TYPE", "PARTICIPANTS", "REPLACES", "BY", "WITHDRAWN BY", "REASON"));
      overrides.forEach(one -> rows.add(List.of(
          Show.field(one, "origin").equals("file") ? "(file)" : Show.field(one, "id"),
          Show.field(one, "start"), Show.field(one, "end"), Show.field(one, "type"),
          OverridingCommand.names(one, "participants"), OverridingCommand.names(one, "replaces"),
          Show.field(one, "author"), Show.field(one, "withdrawnBy"), Show.field(one, "reason"))));
      print(overrides, Show.table(rows));
      return ExitCode.DONE;
    }
  }

  @Command(name = "withdraw", aliases = "remove", description = "Takes one back that was made by hand and is not over.")
  static final class Withdraw extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Option(names = "--schedule", required = true, paramLabel = "NAME", description = "The schedule's name.")
    private String schedule = "";

    @Option(names = "--by", defaultValue = "${sys:user.name}",
        description = "Who decides; default: the user of this machine.")
    private String by = "";

    @Override
    int run(Hub hub) {
      JsonNode withdrawn = hub.delete(OverridingCommand.path(schedule) + "/" + id(id) + query(Map.of("by", by)));
      print(withdrawn, OverridingCommand.text(withdrawn, "withdrawn"));
      return ExitCode.DONE;
    }
  }
}
