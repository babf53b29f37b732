package dev.signalbox.ticket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an incident becomes a ticket: one named entry of {@code routes/tickets/jira.yaml} or {@code servicenow.yaml}. What it
 * does not say the settings and the sink say.
 *
 * @param words constants by key: {@code project}, {@code assignmentGroup}
 * @param fields of a new ticket, in the order written
 * @param transitionFields that the screen of a resolving transition may ask for
 * @param policies of what the hub fills in by itself: {@code summary}, {@code description}, {@code assignee}
 */
public record TicketMapping(
    Map<String, String> words, List<TicketField> fields, List<TicketField> transitionFields, Map<String, Policy> policies) {

  public static final TicketMapping NONE = new TicketMapping(Map.of(), List.of(), List.of(), Map.of());

  public TicketMapping {
    words = Map.copyOf(words);
    fields = List.copyOf(fields);
    transitionFields = List.copyOf(transitionFields);
    policies = Map.copyOf(policies);
  }

  public @Nullable String word(String key) {
    return words.get(key);
  }

  public Optional<TicketField> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  public Policy policy(String name) {
    return field(name).map(TicketField::policy).orElseGet(() -> policies.getOrDefault(name, Policy.CREATE_ONLY));
  }

  /** Those that the hub touches again after the ticket was made. */
  public List<TicketField> kept() {
    return fields.stream().filter(field -> field.policy() != Policy.CREATE_ONLY).toList();
  }
}
