package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters}: what could not be delivered, to look at, send again or give up. */
@Command(
    name = "dead-letters",
    description = "What could not be delivered: look at it, send it again, give it up.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DeadLettersCommand.ListThem.class, DeadLettersCommand.ShowOne.class, DeadLettersCommand.Replay.class,
      DeadLettersCommand.Discard.class
    })
public final class DeadLettersCommand {

  private static final String PATH = "/api/dead-letters";

  @Command(name = "list", description = "Dead letters, newest first, 50 to a page.")
  static final class ListThem extends RemoteCommand {
    @Option(names = "--channel", description = "Of this channel only.")
    private @Nullable String channel;

    @Option(names = "--status", description = "dead (default), replayed, discarded or all.")
    private @Nullable String status;

    @Option(names = "--page", defaultValue = "0", description = "Counted from 0.")
    private int page;

    @Override
    int run(Hub hub) {
      Map<String, String> filter = new LinkedHashMap<>();
      filter.put("channel", orEmpty(channel));
      filter.put("status", orEmpty(status));
      filter.put("page", String.valueOf(page));
      JsonNode letters = hub.get(PATH + query(filter));
      if (letters.isEmpty()) {
        print(letters, "no dead letters");
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "AT", "SOURCE", "CHANNEL", "ADDRESS", "RULE", "TRIES", "REASON"));
      letters.forEach(letter -> rows.add(
          Show.row(letter, "id", "at", "source", "channel", "address", "rule", "attempts", "reason")));
      print(letters, Show.table(rows) + (letters.size() == PAGE ? "\nmore with --page " + (page + 1) : ""));
      return 0;
    }
  }

  @Command(name = "show", description = "One dead letter with its payload.")
  static final class ShowOne extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Override
    int run(Hub hub) {
      JsonNode letter = hub.get(PATH + "/" + id(id));
      String facts = Show.fields(letter, "id", "status", "at", "source", "rule", "channel", "address", "incidentId",
          "deliveryId", "attempts", "reason");
      print(letter, facts + "\n\n" + Show.block(Show.field(letter, "payload")));
      return 0;
    }
  }

  @Command(name = "replay", description = "Sends one dead letter again, or everything that is dead on a channel.")
  static final class Replay extends RemoteCommand {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "As list prints it.")
    private @Nullable String id;

    @Option(names = "--channel", description = "Everything that is dead on this channel; needs --yes.")
    private @Nullable String channel;

    @Option(names = "--all", description = "Everything that is dead on any channel; needs --yes.")
    private boolean all;

    @Option(names = "--yes", description = "Yes, many.")
    private boolean yes;

    @Option(names = "--force", description = "Send it although its incident is over; with ID only.")
    private boolean force;

    @Override
    int run(Hub hub) {
      int wishes = (id == null ? 0 : 1) + (channel == null ? 0 : 1) + (all ? 1 : 0);
      if (wishes != 1) {
        throw Trouble.usage("say what to replay: an ID, or --channel NAME, or --all");
      }
      if (id != null) {
        JsonNode done = hub.post(PATH + "/" + id(id) + "/replay" + (force ? "?force=true" : ""), null);
        print(done, "replayed " + id);
        return 0;
      }
      if (force) {
        throw Trouble.usage("--force works with an ID only: look at each one before it is sent too late");
      }
      Map<String, Integer> counts = counts(hub);
      int count = counts.values().stream().mapToInt(Integer::intValue).sum();
      if (count == 0) {
        print(emptyList(), "no dead letters" + (channel == null ? "" : " of " + Show.line(channel)));
        return 0;
      }
      if (!yes) {
        String things = count == 1 ? "1 dead letter" : count + " dead letters";
        throw Trouble.usage("this replays %s: repeat it with --yes".formatted(things));
      }
      return replay(hub, counts);
    }

    /** How many deliveries are dead, by channel; rows and exchanges belong to none and cannot be replayed. */
    private Map<String, Integer> counts(Hub hub) {
      Map<String, Integer> counts = new TreeMap<>();
      JsonNode letters;
      int page = 0;
      do {
        letters = hub.get(PATH + query(Map.of("status", "dead", "channel", orEmpty(channel), "page", "" + page++)));
        letters.forEach(letter -> {
          if (!Show.field(letter, "channel").isEmpty()) {
            counts.merge(Show.field(letter, "channel"), 1, Integer::sum);
          }
        });
      } while (letters.size() == PAGE);
      return counts;
    }

    private int replay(Hub hub, Map<String, Integer> counts) {
      ArrayNode answers = (ArrayNode) emptyList();
      counts.keySet().forEach(name -> answers.add(hub.post(PATH + "/replay" + query(Map.of("channel", name)), null)));
      StringBuilder text = new StringBuilder();
      int refused = 0;
      for (JsonNode answer : answers) {
        refused += answer.path("refused").size();
        text.append("%s: %d replayed, %d refused%n".formatted(
            Show.field(answer, "channel"), answer.path("replayed").asInt(), answer.path("refused").size()));
        answer.path("refused").forEach(one -> text.append("  ").append(Show.field(one, "id")).append("  ")
            .append(Show.field(one, "reason")).append('\n'));
      }
      print(channel == null ? answers : answers.get(0), Show.block(text.toString().stripTrailing()));
      return refused == 0 ? 0 : 1;
    }
  }

  @Command(name = "discard", description = "Gives one dead letter up for good; the record stays, marked.")
  static final class Discard extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Override
    int run(Hub hub) {
      print(hub.delete(PATH + "/" + id(id)), "discarded " + id);
      return 0;
    }
  }
}
