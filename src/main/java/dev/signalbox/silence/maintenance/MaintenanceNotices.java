package dev.signalbox.silence.maintenance;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** What is to be said now of maintenance: that it begins, and that it is over, with what is still held. */
public final class MaintenanceNotices {

  /** What ended earlier than that is no news any more, for a hub that was not there. */
  private static final Duration LATE = Duration.ofHours(1);

  private static final int LISTED = 20;
  private static final int LOOKED_AT = 1_000;

  private final Windows windows;
  private final IncidentStore incidents;
  private final Supplier<UUID> ids;

  public MaintenanceNotices(Windows windows, IncidentStore incidents, Supplier<UUID> ids) {
    this.windows = windows;
    this.incidents = incidents;
    this.ids = ids;
  }

  /**
   * Those that are due; each is made once, which is the caller's.
   *
   * @param rule part of their names
   * @param now database time
   */
  public List<Subject> due(String rule, Severity severity, Instant now) {
    List<Subject> due = new ArrayList<>();
    for (Window window : windows.between(now.minus(LATE), now.plusNanos(1))) {
      boolean over = !now.isBefore(window.during().end());
      String name = window.title() + " " + window.during().start() + (over ? " over" : " begins");
      List<Incident> held = over ? held(window) : List.of();
      due.add(new Subject(
          ids.get(),
          new AlertKey(rule, name),
          severity,
          (over ? "Maintenance is over: " : "Maintenance begins: ") + window.title(),
          new Row(facts(window, over, held.size())),
          held.stream().limit(LISTED).map(one -> new Subject.Item(one.title(), one.severity().label(), Subject.page(one.id()))).toList(),
          now,
          "/silences"));
    }
    return due;
  }

  private List<Incident> held(Window window) {
    return incidents.held(null, null, LOOKED_AT, 0).stream()
        .filter(one -> one.held() != null && one.held().hold().equals(window.hold()))
        .toList();
  }

  private static Map<String, Object> facts(Window window, boolean over, int held) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("maintenance", window.title());
    facts.put("about", window.matchers().toString());
    facts.put("from", window.during().start());
    facts.put("until", window.during().end());
    if (over) {
      facts.put("still_down", held == 0 ? "nothing that was held back" : held + ", told now");
    } else {
      facts.put("until_then", "what matches is recorded and told at the end, if it is still down");
    }
    return facts;
  }
}
