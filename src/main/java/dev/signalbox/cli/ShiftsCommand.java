package dev.signalbox.cli;

import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "shifts",
    description = "The shifts between two instants, clipped to them; gaps are left out.")
@SuppressWarnings("NullAway.Init")
final class ShiftsCommand implements Runnable {

  @Mixin private ScheduleFile file;

  @Option(names = "--schedule", required = true, paramLabel = "NAME", description = "The schedule's name.")
  private String name;

  @Option(names = "--from", required = true, paramLabel = "INSTANT", description = "With Z or an offset.")
  private Instant from;

  @Option(names = "--to", required = true, paramLabel = "INSTANT", description = "With Z or an offset; not included.")
  private Instant to;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (to.isBefore(from)) {
      throw Trouble.usage("--to %s is before --from %s; exchange them".formatted(to, from));
    }
    Schedule schedule = file.schedule(name);
    Json.array(spec.commandLine().getOut(), schedule.shifts(from, to), (json, shift) -> {
      json.writeStringField("start", shift.start().toString());
      json.writeStringField("end", shift.end().toString());
      Json.participants(json, shift.participants());
    });
  }
}
