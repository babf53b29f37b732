package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incidents}: what is wrong, and the few things that a person decides about it. */
@Command(
    name = "incidents",
    description = "What is wrong: look at it, acknowledge, resolve, snooze, escalate.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IncidentsCommand.ListThem.class, IncidentsCommand.ShowOne.class, IncidentsCommand.Acknowledge.class,
      IncidentsCommand.Resolve.class, IncidentsCommand.Snooze.class, IncidentsCommand.Escalate.class
    })
public final class IncidentsCommand {

  private static final String PATH = "/api/incidents";

  @Command(name = "list", description = "Incidents, newest first, 50 to a page.")
  static final class ListThem extends RemoteCommand {
    @Option(names = "--status", description = "open (default), acknowledged, held, resolved or all.")
    private @Nullable String status;

    @Option(names = "--rule", description = "Of this rule only.")
    private @Nullable String rule;

    @Option(names = "--key", description = "Of exactly this key only.")
    private @Nullable String key;

    @Option(names = "--page", defaultValue = "0", description = "Counted from 0.")
    private int page;

    @Override
    int run(Hub hub) {
      Map<String, String> filter = new LinkedHashMap<>();
      filter.put("status", orEmpty(status));
      filter.put("rule", orEmpty(rule));
      filter.put("key", orEmpty(key));
      filter.put("page", String.valueOf(page));
      JsonNode incidents = hub.get(PATH + query(filter));
      if (incidents.isEmpty()) {
        print(incidents, "no incidents");
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "SEVERITY", "STATUS", "OPENED", "TITLE", "ASSIGNEE", "TICKETS"));
      incidents.forEach(incident -> {
        List<String> row = new ArrayList<>(Show.row(incident, "id", "severity", "status", "openedAt", "title", "assignee"));
        row.add(tickets(incident));
        rows.add(row);
      });
      print(incidents, Show.table(rows) + (incidents.size() == PAGE ? "\nmore with --page " + (page + 1) : ""));
      return 0;
    }
  }

  @Command(name = "show", description = "One incident with its evidence, its timeline and what was sent.")
  static final class ShowOne extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Override
    int run(Hub hub) {
      JsonNode incident = hub.get(PATH + "/" + id(id));
      print(incident, text(incident));
      return 0;
    }

    private static String text(JsonNode incident) {
      StringBuilder text = new StringBuilder(Show.fields(incident, "title", "id", "rule", "key", "status", "severity",
          "openedAt", "acknowledgedAt", "acknowledgedBy", "snoozedUntil", "resolvedAt", "assignee"));
      text.append("\n\nevidence\n");
      incident.path("row").properties().forEach(column -> {
        JsonNode value = column.getValue();
        String shown = value.isValueNode() ? value.asText() : value.toString();
        text.append(Show.line("  " + column.getKey() + " = " + shown)).append('\n');
      });
      text.append("\ntimeline\n");
      incident.path("timeline").forEach(entry -> text.append(Show.line("  %s  %s by %s (%s) %s".formatted(
          Show.field(entry, "at"), Show.field(entry, "event"), Show.field(entry, "actor"), Show.field(entry, "reason"),
          Show.field(entry, "detail"))).stripTrailing()).append('\n'));
      text.append("\ndeliveries\n");
      incident.path("deliveries").forEach(one -> text.append(Show.line("  %s  %s %s %s: %s, attempts %s  %s %s".formatted(
          Show.row(one, "createdAt", "channel", "address", "kind", "status", "attempts", "reference", "lastError").toArray()))
          .stripTrailing()).append('\n'));
      return text.toString().stripTrailing();
    }
  }

  /** One of these decisions. */
  abstract static class Decision extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As list prints it.")
    private String id = "";

    @Option(names = "--by", defaultValue = "${sys:user.name}",
        description = "Who decides; default: the user of this machine.")
    private String by = "";

    @Option(names = "--note", description = "A remark for the timeline.")
    private @Nullable String note;

    final int decide(Hub hub, String action, Map<String, String> more) {
      Map<String, String> body = new LinkedHashMap<>(more);
      body.put("by", by);
      if (note != null) {
        body.put("note", note);
      }
      JsonNode incident = hub.post(PATH + "/" + id(id) + "/" + action, body);
      String until = Show.field(incident, "snoozedUntil");
      String told = switch (action) {
        case "snooze" -> ", snoozed until " + until;
        case "escalate" -> ", the next level is asked: " + next(incident);
        default -> "";
      };
      print(incident, Show.line("%s is %s%s: %s".formatted(
          Show.field(incident, "id"), Show.field(incident, "status"), told, Show.field(incident, "title"))));
      return 0;
    }
  }

  @Command(name = "ack", aliases = "acknowledge", description = "Somebody takes care of it: no reminders any more.")
  static final class Acknowledge extends Decision {
    @Override
    int run(Hub hub) {
      return decide(hub, "acknowledge", Map.of());
    }
  }

  @Command(name = "resolve", description = "It is over; every place that heard of it hears of its end.")
  static final class Resolve extends Decision {
    @Override
    int run(Hub hub) {
      return decide(hub, "resolve", Map.of());
    }
  }

  @Command(name = "escalate", description = "The next level of its escalation is asked now, even if it is acknowledged.")
  static final class Escalate extends Decision {
    @Override
    int run(Hub hub) {
      return decide(hub, "escalate", Map.of());
    }
  }

  @Command(name = "snooze", description = "No reminders for a while.")
  static final class Snooze extends Decision {
    @Option(names = "--until", description = "ISO 8601, for example 2026-03-28T02:30:00Z.")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "SPAN", description = "For example 30m, 4h or 2d.")
    private @Nullable String span;

    private final Clock clock;

    Snooze(Clock clock) {
      this.clock = clock;
    }

    @Override
    int run(Hub hub) {
      if ((until == null) == (span == null)) {
        throw Trouble.usage("say how long: --for 4h, or --until 2026-03-28T02:30:00Z");
      }
      String end = until != null
          ? until : clock.instant().plus(length(orEmpty(span))).truncatedTo(ChronoUnit.SECONDS).toString();
      return decide(hub, "snooze", Map.of("until", end));
    }

    private static Duration length(String text) {
      try {
        String iso = text.toUpperCase(Locale.ROOT);
        return Duration.parse(iso.endsWith("D") ? "P" + iso : "PT" + iso);
      } catch (DateTimeParseException e) {
        throw Trouble.usage("--for '%s' is not a span of time: use 30m, 4h or 2d".formatted(Show.line(text)));
      }
    }
  }

  private static String next(JsonNode incident) {
    List<String> names = new ArrayList<>();
    incident.path("escalation").path("next").forEach(name -> names.add(name.asText()));
    return String.join(", ", names);
  }

  private static String tickets(JsonNode incident) {
    List<String> references = new ArrayList<>();
    incident.path("tickets").forEach(ticket -> references.add(Show.field(ticket, "reference")));
    return String.join(" ", references);
  }
}
