package dev.signalbox.cli;

import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "who", description = "Who is on call at given instants.")
@SuppressWarnings("NullAway.Init")
final class WhoCommand implements Runnable {

  @Mixin private ScheduleFile file;

  @Option(names = "--schedule", required = true, paramLabel = "NAME", description = "The schedule's name.")
  private String name;

  @Option(names = "--at", required = true, paramLabel = "INSTANT", description = "With Z or an offset; may repeat.")
  private List<Instant> at;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Schedule schedule = file.schedule(name);
    Json.array(spec.commandLine().getOut(), at, (json, instant) -> {
      json.writeStringField("at", instant.toString());
      Json.participants(json, schedule.who(instant));
    });
  }
}
