package dev.signalbox.camel;

import dev.signalbox.channel.OnCallWords;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * The bean behind {@code kamelet:ticket-note-sink}: a notice about somebody's ticket is told in that ticket as well, as an
 * escalation of the incident that it belongs to. It adds to the poll's transaction and sends nothing. Reminders are not told.
 */
public final class TicketNote {

  /** The row says which: {@code incident_id}, {@code channel}, and in {@code problem} what is wrong. */
  public void owe(Exchange exchange, Notice notice) {
    Row row = notice.change().subject().row();
    String channel = text(row, "channel");
    String incident = text(row, "incident_id");
    if (channel.isEmpty() || notice.change().kind() != ChangeKind.OPENED && notice.change().kind() != ChangeKind.WORSENED) {
      return;
    }
    String asked = notice.onCall() == null ? "" : "Asked now: %s.".formatted(OnCallWords.line(notice.onCall()));
    Outbox outbox = exchange.getContext().getRegistry().findSingleByType(Outbox.class);
    outbox.tell(
        UUID.fromString(incident), ChangeKind.ESCALATED, Reason.TICKET_WAITS, notice.change().at(),
        Text.line("%s. %s".formatted(text(row, "problem"), asked)), List.of(channel));
  }

  private static String text(Row row, String column) {
    return row.get(column).map(Wording::text).orElse("");
  }
}
