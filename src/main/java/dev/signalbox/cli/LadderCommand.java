package dev.signalbox.cli;

import dev.signalbox.escalation.Ladder;
import dev.signalbox.escalation.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "ladder",
    description = "Who was asked at the latest level entered by given instants, if nobody answers.")
@SuppressWarnings("NullAway.Init")
final class LadderCommand implements Runnable {

  @Mixin private ScheduleFile file;

  @Option(names = "--escalation", required = true, paramLabel = "NAME", description = "The escalation's name.")
  private String name;

  @Option(names = "--opened-at", required = true, paramLabel = "INSTANT", description = "With Z or an offset.")
  private Instant openedAt;

  @Option(names = "--at", required = true, paramLabel = "INSTANT", description = "With Z or an offset; may repeat.")
  private List<Instant> at;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Ladder ladder = file.plan(name).ladder(name);
    Json.array(spec.commandLine().getOut(), at, (json, instant) -> {
      Optional<Step> step = ladder.at(openedAt, instant);
      json.writeStringField("at", instant.toString());
      if (step.isPresent()) {
        json.writeNumberField("level", step.get().level());
      } else {
        json.writeNullField("level");
      }
      Json.participants(json, step.<Collection<String>>map(Step::participants).orElse(List.of()));
    });
  }
}
