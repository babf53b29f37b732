package dev.signalbox.camel;

import dev.signalbox.silence.maintenance.MaintenanceNotices;
import java.util.List;
import org.apache.camel.Exchange;

/** What is behind one {@code kamelet:maintenance-source}: a notice when a maintenance begins, and when it is over. */
public final class MaintenanceSource extends AnnouncingSource {

  @Override
  List<Notice> due(Exchange exchange, Announcing poll) {
    MaintenanceNotices notices = exchange.getContext().getRegistry().findSingleByType(MaintenanceNotices.class);
    return notices.due(id(), severity(), poll.now()).stream().flatMap(one -> poll.announce(one, null, null).stream()).toList();
  }
}
