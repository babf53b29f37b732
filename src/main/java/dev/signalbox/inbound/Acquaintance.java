package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;

/**
 * Remembers the names that another system gives our incidents, because some of its news names nothing else: a note of PagerDuty
 * has PagerDuty's id of the incident and not our key.
 */
public final class Acquaintance implements Response {

  private final ForeignNames names;
  private final Response response;

  public Acquaintance(ForeignNames names, Response response) {
    this.names = names;
    this.response = response;
  }

  @Override
  public String to(Heard heard) {
    String name = heard.reference();
    if (name == null || name.isBlank()) {
      return response.to(heard);
    }
    if (heard.incident() != null) {
      names.learn(heard.channel(), name, heard.incident());
      return heard.deed() == Deed.NAMED ? "remembered" : response.to(heard);
    }
    return response.to(names.incident(heard.channel(), name).map(heard::about).orElse(heard));
  }
}
