package dev.signalbox.inbound;

import dev.signalbox.incident.Incident;

/** What somebody asks for by a button, and what takes more than the incident itself. Harmless when asked for again. */
public interface Wishes {

  /** Where nothing can be wished for. */
  Wishes NONE = new Wishes() {
    @Override
    public String escalate(Incident incident, String by, String note) {
      return "nothing: there is no escalation here";
    }

    @Override
    public String ticket(Incident incident) {
      return "nothing: there is no ticket system here";
    }
  };

  /** Asks the next level now. Returns in a few words what was done, as {@link Response#to} does. */
  String escalate(Incident incident, String by, String note);

  /** Opens a ticket, unless there is one. */
  String ticket(Incident incident);
}
