package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.channel.TicketSeen.Said;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Ticket.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody did to a ticket, told from how it looked before and how it looks now. */
final class TicketNews {

  private TicketNews() {}

  /** What a state of this category is the news of. */
  static Deed deed(Category category) {
    return switch (category) {
      case NEW -> Deed.REOPENED;
      case IN_PROGRESS -> Deed.IN_PROGRESS;
      case DONE -> Deed.RESOLVED;
    };
  }

  /**
   * @param assignee as the hub calls whoever has the ticket now; null for nobody
   */
  static List<Heard> of(UUID incident, TicketSeen seen, Ticket before, @Nullable String assignee) {
    List<Heard> news = new ArrayList<>();
    // a comment first: who closes a ticket says why just before
    for (Said said : seen.comments()) {
      if (!said.at().isBefore(before.createdAt().minusSeconds(60))) {
        news.add(new Heard(
            seen.channel(), incident, seen.reference(), Deed.COMMENTED, said.by(), said.text(), null, said.at(), said.id()));
      }
    }
    if (!Objects.equals(assignee, before.look().assignee())) {
      Doer to = seen.assignee();
      news.add(new Heard(seen.channel(), incident, seen.reference(), Deed.ASSIGNED, seen.by(), "", to, null));
    }
    if (seen.category() != before.look().category()) {
      news.add(new Heard(
          seen.channel(), incident, seen.reference(), deed(seen.category()), seen.by(), seen.state(), null, null));
    }
    return news;
  }
}
