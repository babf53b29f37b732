package dev.signalbox.camel;

import dev.signalbox.ticket.TicketMappings;
import java.nio.file.Path;

/** The mappings under {@code routes/tickets}, read again when they change. */
public final class TicketFiles {

  private TicketFiles() {}

  public static FolderFiles<TicketMappings> of(Path routes) {
    return new FolderFiles<>(routes.resolve("tickets"), TicketMappings.FILE, TicketMappings::read);
  }
}
