package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.TicketChannel;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.ticket.TicketMappings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people did to records: one of them, or all that changed lately. */
record Watching(ServiceNowSettings settings, TicketMappings mappings, Table table, ServiceNowAnswers answers) {

  private static final int PAGE = 100;
  /** How far the instance's clock may be from ours. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);
  private static final Set<Integer> JSON_REFUSED = Set.of(400, 403, 404);

  Step look(String reference, Instant now, Consumer<TicketSeen> into) {
    if (!Table.isReference(reference)) {
      return Step.done(new Refused("not the number or the id of a record"));
    }
    Table.Search search = table.look(reference);
    return answers.ask(search.request(), reply -> {
      Optional<JsonNode> rows = Table.result(reply);
      if (!reply.succeeded() || rows.isEmpty()) {
        return Step.done(answers.failure(reply, now));
      }
      JsonNode row = rows.get().path(0);
      if (!search.isMet(row)) {
        return Step.done(new Refused("no such record, or hidden from this user"));
      }
      return answers.ask(table.journal(Table.sysId(row)), journal -> {
        Optional<JsonNode> entries = Table.result(journal);
        // a user who may not read journals still learns of the state
        if (JSON_REFUSED.contains(journal.status()) || journal.succeeded() && entries.isPresent()) {
          into.accept(Reading.seen(row, entries.orElseGet(Json::array), settings));
          return Step.done(Delivered.as(reference));
        }
        return Step.done(answers.failure(journal, now));
      });
    });
  }

  Step changes(Instant since, @Nullable String page, Instant now, TicketChannel.Changes into) {
    List<String> displays = Stream.concat(
            Stream.of("signalbox"), mappings.byName().values().stream().flatMap(it -> Stream.ofNullable(it.word("correlationDisplay"))))
        .filter(display -> display.matches("[A-Za-z0-9 ._-]{1,100}")).distinct().sorted().toList();
    int offset = page == null ? 0 : Integer.parseInt(page);
    long minutes = Math.max(1, Duration.between(since, now).toMinutes() + 1);
    return answers.ask(table.changes(displays, minutes, offset, PAGE), reply -> {
      Optional<JsonNode> rows = Table.result(reply);
      if (!reply.succeeded() || rows.isEmpty()) {
        return Step.done(answers.failure(reply, now));
      }
      for (JsonNode row : rows.get()) {
        Optional<Instant> at = Reading.time(row, "sys_updated_on");
        // an instance drops conditions that it does not understand, and answers with every record there is
        if (at.isEmpty() || at.get().isBefore(since.minus(CLOCKS)) || !displays.contains(row.path("correlation_display").asText())) {
          return Step.done(new Refused("the query for changed records was answered with others: "
              + "may this user read correlation_display and sys_updated_on?"));
        }
        into.changed(row.path("number").asText(Table.sysId(row)), at.get());
      }
      if (rows.get().size() == PAGE) {
        into.more(String.valueOf(offset + PAGE));
      }
      return Step.done(new Delivered(null, null, null));
    });
  }
}
