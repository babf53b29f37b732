package dev.signalbox.ticket;

import java.util.Locale;

/** Who has the last word about a field once the ticket exists. What a person has changed is never overwritten. */
public enum Policy {
  /** The hub writes it into a new ticket and never again. */
  CREATE_ONLY,
  /** The hub keeps it up to date for as long as it holds what the hub wrote last. */
  ALWAYS,
  /** The hub adds to it and takes nothing away. */
  APPEND;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
