package dev.signalbox.channel;

import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.delivery.Ticket.Category;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as its system shows it to whoever asks.
 *
 * @param incident which, if the ticket carries our mark
 * @param reference the key or number by which people call it
 * @param state as its system calls it
 * @param assignee null for nobody
 * @param by who changed it last, as far as the system says
 * @param comments the latest ones, oldest first; without ours
 */
public record TicketSeen(
    @Nullable UUID incident,
    String channel,
    String reference,
    @Nullable String url,
    Category category,
    String state,
    @Nullable Doer assignee,
    Doer by,
    List<Said> comments) {

  /** @param id unique in its system */
  public record Said(String id, Doer by, String text, Instant at) {}

  public TicketSeen {
    state = Text.line(state, 100);
    comments = List.copyOf(comments);
  }
}
