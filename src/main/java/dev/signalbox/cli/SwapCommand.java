package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code on-call swap}: two people exchange shifts. */
@Command(
    name = "swap",
    description = "Two people exchange shifts: makes both overrides or neither, against a running hub.",
    mixinStandardHelpOptions = true)
final class SwapCommand extends OverridingCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "Whose shift is from --start to --end.")
  private String one = "";

  @Parameters(index = "1", paramLabel = "OTHER", description = "Whose shift is from --with-start to --with-end.")
  private String other = "";

  @Option(names = "--start", paramLabel = "TIME",
      description = "2026-05-01T09:00 on the clock of the schedule, or with Z or an offset; default: now.")
  private @Nullable String start;

  @Option(names = {"--end", "--for"}, required = true, paramLabel = "TIME|SPAN",
      description = "A time, or a length such as 8h, 90m or 2d.")
  private String end = "";

  @Option(names = "--with-start", paramLabel = "TIME", description = "As --start.")
  private @Nullable String withStart;

  @Option(names = {"--with-end", "--with-for"}, required = true, paramLabel = "TIME|SPAN", description = "As --end.")
  private String withEnd = "";

  @Override
  int run(Hub hub) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "swap");
    body.put("participants", List.of(one, other));
    body.put("start", orEmpty(start));
    body.put("end", end);
    body.put("with", Map.of("start", orEmpty(withStart), "end", withEnd));
    JsonNode made = ask(hub, body);
    print(made, text(made, "made") + "\n" + text(made.path("with"), "made"));
    return ExitCode.DONE;
  }
}
