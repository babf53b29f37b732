package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silence}: what nobody is told of for a while. */
@Command(
    name = "silence",
    description = "What nobody is told of for a while: add, list, edit, expire, against a running hub.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {SilenceCommand.Add.class, SilenceCommand.ListThem.class, SilenceCommand.Edit.class, SilenceCommand.Expire.class})
public final class SilenceCommand {

  private static final String PATH = "/api/silences";
  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

  @Command(name = "add", description = "Makes one: in force at the next poll, over by itself.")
  static final class Add extends RemoteCommand {
    @Parameters(paramLabel = "MATCHER", arity = "0..*",
        description = "All must match: rule, key, severity or a column of the query, with =, !=, =~ or !~ and a value;"
            + " for example server_id=db-7 or 'team=~db|storage'.")
    private List<String> matchers = List.of();

    @Option(names = {"--matcher", "-m"}, paramLabel = "MATCHER", description = "The same; may repeat.")
    private List<String> more = List.of();

    @Option(names = "--start", paramLabel = "INSTANT", description = "With Z or an offset; default: now.")
    private @Nullable String start;

    @Option(names = {"--end", "--for", "--until", "--duration"}, required = true, paramLabel = "INSTANT|SPAN",
        description = "An instant, or a length such as 4h, 90m or 2d.")
    private String end = "";

    @Option(names = "--comment", required = true, description = "Why, in one line.")
    private String comment = "";

    @Option(names = {"--by", "--author"}, defaultValue = "${sys:user.name}",
        description = "Who decides; default: the user of this machine.")
    private String by = "";

    @Option(names = "--key",
        description = "A name for this request: repeated under the same one, it is done once. Default: a new one.")
    private @Nullable String key;

    @Override
    int run(Hub hub) {
      String once = key == null ? UUID.randomUUID().toString() : key;
      if (!KEY.matcher(once).matches()) {
        throw Trouble.usage(
            "--key '%s' is not a key: use up to 200 letters and digits, without blanks".formatted(Show.line(once)));
      }
      List<String> all = new ArrayList<>(matchers);
      all.addAll(more);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("matchers", all);
      body.put("startsAt", orEmpty(start));
      body.put("endsAt", end);
      body.put("by", by);
      body.put("comment", comment);
      JsonNode made = hub.postOnce(PATH, body, once);
      StringBuilder text = new StringBuilder(said(made));
      text.append("\nholds ").append(Show.field(made, "holding")).append(" so far; the next poll of each rule looks again");
      made.path("warnings").forEach(warning -> text.append("\nwarning: ").append(warning.asText()));
      print(made, Show.block(text.toString()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "list", description = "Silences, the latest first.")
  static final class ListThem extends RemoteCommand {
    @Option(names = "--status", description = "current (default: active or pending), pending, active, expired or all.")
    private @Nullable String status;

    @Override
    int run(Hub hub) {
      JsonNode silences = hub.get(PATH + query(Map.of("status", orEmpty(status))));
      if (silences.isEmpty()) {
        print(silences, "no silences");
        return ExitCode.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "STATUS", "MATCHERS", "START", "END", "BY", "HOLDS", "COMMENT"));
      silences.forEach(one -> rows.add(List.of(
          Show.field(one, "id"), Show.field(one, "status"), matchers(one), Show.field(one, "startsAt"),
          Show.field(one, "endsAt"), Show.field(one, "author"), Show.field(one, "holding"), Show.field(one, "comment"))));
      print(silences, Show.table(rows));
      return ExitCode.DONE;
    }
  }

  @Command(name = "edit", description = "Changes one that is not over; what is left out stays, and who changed what is kept.")
  static final class Edit extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Option(names = {"--matcher", "-m"}, paramLabel = "MATCHER", description = "Instead of all that it has; may repeat.")
    private List<String> matchers = List.of();

    @Option(names = {"--end", "--for", "--until", "--duration"}, paramLabel = "INSTANT|SPAN",
        description = "An instant, or a length from now such as 4h, 90m or 2d.")
    private @Nullable String end;

    @Option(names = "--comment", description = "Why, in one line.")
    private @Nullable String comment;

    @Option(names = "--by", defaultValue = "${sys:user.name}", description = "Who decides; default: the user of this machine.")
    private String by = "";

    @Override
    int run(Hub hub) {
      if (matchers.isEmpty() && end == null && comment == null) {
        throw Trouble.usage("say what to change: --for, --until, --comment or --matcher");
      }
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("matchers", matchers);
      body.put("endsAt", orEmpty(end));
      body.put("comment", orEmpty(comment));
      body.put("by", by);
      JsonNode edited = hub.patch(PATH + "/" + id(id), body);
      StringBuilder text = new StringBuilder(said(edited));
      edited.path("warnings").forEach(warning -> text.append("\nwarning: ").append(warning.asText()));
      print(edited, Show.block(text.toString()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "expire", description = "Ends one now; what it held is told if it is still there.")
  static final class Expire extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Option(names = "--by", defaultValue = "${sys:user.name}",
        description = "Who decides; default: the user of this machine.")
    private String by = "";

    @Override
    int run(Hub hub) {
      JsonNode expired = hub.delete(PATH + "/" + id(id) + query(Map.of("by", by)));
      print(expired, Show.block(said(expired)));
      return ExitCode.DONE;
    }
  }

  private static String said(JsonNode silence) {
    return "silence %s is %s: %s, from %s to %s".formatted(
        Show.field(silence, "id"), Show.field(silence, "status"), matchers(silence),
        Show.field(silence, "startsAt"), Show.field(silence, "endsAt"));
  }

  private static String matchers(JsonNode silence) {
    return StreamSupport.stream(silence.path("matchers").spliterator(), false)
        .map(one -> Show.field(one, "text")).collect(Collectors.joining(", "));
  }
}
