package dev.signalbox.camel;

import dev.signalbox.handoff.HandoffNotices;
import java.util.List;
import org.apache.camel.Exchange;

/** What is behind one {@code kamelet:handoff-source}: a notice for each schedule and group of people who come on call. */
public final class HandoffSource extends AnnouncingSource {

  @Override
  List<Notice> due(Exchange exchange, Announcing poll) {
    HandoffNotices handoffs = exchange.getContext().getRegistry().findSingleByType(HandoffNotices.class);
    return handoffs.due(id(), severity(), poll.now()).stream()
        .flatMap(handoff -> poll.announce(handoff.subject(), null, handoff.onCall()).stream())
        .toList();
  }

  @Override
  public void complete(Exchange exchange) {
    poll(exchange).relieve();
    super.complete(exchange);
  }
}
