package dev.signalbox.ticket;

import dev.signalbox.incident.Subject;
import java.util.List;

/**
 * One field of a ticket and what goes into it.
 *
 * @param name the system's own: {@code customfield_10010}, {@code impact}; written in the file, never in a row
 */
public record TicketField(String name, Source source, FieldType type, Policy policy) {

  /** Empty if this incident has nothing to say here: then the field is left out. */
  public List<Object> values(Subject subject) {
    return source.of(subject.row(), subject.severity());
  }
}
