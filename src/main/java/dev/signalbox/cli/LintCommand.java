package dev.signalbox.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.signalbox.camel.routes.FolderLint;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallFinding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code on-call lint}: what will go wrong on call, before it does. */
@Command(
    name = "lint",
    description = {
      "Gaps, levels that reach nobody, missing ids, edits that deal turns anew.", "Exit code 1 if anything is wrong."
    })
@SuppressWarnings("NullAway.Init")
final class LintCommand implements Callable<Integer> {

  private static final int LONGEST = 3660;

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder of routes; default: routes.")
  private @Nullable Path folder;

  @Option(names = "--schedules", paramLabel = "FILE", description = "One file of schedules and escalations instead.")
  private @Nullable Path file;

  @Option(
      names = "--before", paramLabel = "DIR|FILE",
      description = "The version before an edit; default: what git has committed last, where there is git.")
  private @Nullable Path before;

  @Option(
      names = "--days", paramLabel = "N", defaultValue = "90",
      description = "How far to look; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--at", paramLabel = "INSTANT", description = "From when on, with Z or an offset; default: now.")
  private @Nullable Instant at;

  @Option(names = "--all", description = "Remarks too, which fail nothing: what is left over, unused or asked twice.")
  private boolean all;

  @Option(names = "--json", description = "The findings as a JSON array.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Clock clock;

  LintCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (days < 1 || days > LONGEST) {
      throw Trouble.usage("--days %d must be from 1 to %d".formatted(days, LONGEST));
    }
    if (folder != null && file != null) {
      throw Trouble.usage("give a folder or --schedules, not both");
    }
    OnCallAccount account = account();
    List<OnCallFinding> shown = all ? account.findings() : account.faults();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.array(out, shown, LintCommand::write);
    } else {
      shown.forEach(finding -> out.println(Show.line(finding.toString())));
      if (account.faults().isEmpty()) {
        out.println(summary(account));
      }
    }
    return account.faults().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private OnCallAccount account() {
    Instant from = at != null ? at : clock.instant().truncatedTo(ChronoUnit.MINUTES);
    Duration ahead = Duration.ofDays(days);
    Optional<OnCallPlan> given = Optional.ofNullable(before).map(EarlierVersion::at);
    if (file != null) {
      OnCallPlan plan = OnCallPlan.ofFile(readable(file));
      Optional<OnCallPlan> earlier = given.or(() -> EarlierVersion.committed(List.of(readable(file))));
      return FolderLint.ofFile(plan, earlier, from, ahead);
    }
    Path routes = folder == null ? Path.of("routes") : folder;
    if (!Files.isDirectory(routes.resolve("on-call"))) {
      throw Trouble.usage("there is no folder '%s'; give the folder of routes that holds it, or one file by --schedules"
          .formatted(routes.resolve("on-call")));
    }
    OnCallPlan plan = OnCallPlan.ofFolder(routes.resolve("on-call"));
    return FolderLint.of(routes, plan, given.or(() -> EarlierVersion.committed(routes)), from, ahead);
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Trouble.usage(
          "%s: --schedules names no readable file; give the path of a YAML or JSON file".formatted(file));
    }
    return file;
  }

  private static String summary(OnCallAccount account) {
    int remarks = account.remarks().size();
    return "%s, %s and %s from %s to %s: nothing wrong%s%s".formatted(
        count(account.schedules(), "schedule"),
        count(account.escalations(), "escalation"),
        account.people() == 1 ? "1 person" : account.people() + " people",
        account.from(),
        account.to(),
        account.unread().isEmpty() ? "" : "; of %s, whose calendar is elsewhere, only what is written here was looked at"
            .formatted(String.join(", ", account.unread())),
        remarks == 0 ? "" : "; %s with --all".formatted(count(remarks, "remark")));
  }

  private static String count(int number, String one) {
    return number == 1 ? "1 " + one : number + " " + one + "s";
  }

  private static void write(JsonGenerator json, OnCallFinding finding) throws IOException {
    json.writeStringField("kind", finding.kind().label());
    json.writeStringField("severity", finding.severity().label());
    json.writeStringField("subject", finding.subject());
    json.writeStringField("file", finding.place().file());
    json.writeNumberField("line", finding.place().line());
    if (finding.during() != null) {
      json.writeStringField("start", finding.during().start().toString());
      json.writeStringField("end", finding.during().end().toString());
    }
    json.writeStringField("message", finding.message());
  }
}
