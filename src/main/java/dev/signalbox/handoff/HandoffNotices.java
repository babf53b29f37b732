package dev.signalbox.handoff;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.Rota;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Who is to be told now of a shift that begins, on the schedules that ask for it, and what they are told. */
public final class HandoffNotices {

  private final CurrentPlan onCall;
  private final IncidentStore incidents;
  private final Deliveries deliveries;
  private final Announcements announcements;
  private final Supplier<UUID> ids;

  public HandoffNotices(
      CurrentPlan onCall,
      IncidentStore incidents,
      Deliveries deliveries,
      Announcements announcements,
      Supplier<UUID> ids) {
    this.onCall = onCall;
    this.incidents = incidents;
    this.deliveries = deliveries;
    this.announcements = announcements;
    this.ids = ids;
  }

  /**
   * Those that are due and that nobody has made; making them is the caller's.
   *
   * @param rule part of their names
   * @param now database time
   */
  public List<HandoffNotice> due(String rule, Severity severity, Instant now) {
    Rota rota = onCall.now().rota();
    Map<String, DueHandoff> due = new LinkedHashMap<>();
    rota.schedules().forEach(schedule ->
        DueHandoff.of(rota.schedule(schedule), now).forEach(one -> due.put(one.name(rule).key(), one)));
    if (!due.isEmpty()) {
      due.keySet().removeAll(announcements.made(rule, due.keySet()));
    }
    return due.values().stream().map(one -> notice(one, rule, severity, rota, now)).toList();
  }

  private HandoffNotice notice(DueHandoff due, String rule, Severity severity, Rota rota, Instant now) {
    OpenWork open = OpenWork.of(due.handoff().schedule().name(), incidents, deliveries);
    HandoffWording wording = new HandoffWording(due.handoff(), rota, now);
    return new HandoffNotice(wording.subject(ids.get(), due.name(rule), severity, open), wording.onCall());
  }
}
