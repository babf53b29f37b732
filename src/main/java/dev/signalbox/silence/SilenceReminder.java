package dev.signalbox.silence;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.WallClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Once a week: which silences hide incidents that are open. Nothing is said in a week in which none does. */
public final class SilenceReminder {

  /** A hub that was not there at the hour still says it. */
  private static final Duration LATE = Duration.ofHours(6);

  private final Silences silences;
  private final IncidentStore incidents;
  private final Supplier<UUID> ids;

  /** When it is said: on a day of the week, on the wall of a zone. */
  public record Hour(DayOfWeek day, LocalTime time, ZoneId zone) {

    /** The date of which the hour is now, or was not long ago. */
    Optional<LocalDate> of(Instant now) {
      LocalDate date = LocalDate.ofInstant(now, zone).with(TemporalAdjusters.previousOrSame(day));
      Instant at = new WallClock(zone).first(date.atTime(time));
      return at.isAfter(now) || Duration.between(at, now).compareTo(LATE) > 0 ? Optional.empty() : Optional.of(date);
    }
  }

  public SilenceReminder(Silences silences, IncidentStore incidents, Supplier<UUID> ids) {
    this.silences = silences;
    this.incidents = incidents;
    this.ids = ids;
  }

  /**
   * @param rule part of its name, with the date: it is made once a week, which is the caller's
   * @param now database time
   */
  public Optional<Subject> due(String rule, Severity severity, Hour hour, Instant now) {
    return hour.of(now).flatMap(date -> reminder(new AlertKey(rule, date.toString()), severity, now));
  }

  private Optional<Subject> reminder(AlertKey name, Severity severity, Instant now) {
    Map<Hold, Integer> holding = incidents.holds();
    List<Subject.Item> items = new ArrayList<>();
    int hidden = 0;
    for (Silence silence : silences.inForce(now)) {
      int count = holding.getOrDefault(silence.hold(), 0);
      if (count > 0) {
        hidden += count;
        items.add(new Subject.Item(
            "%s hides %d".formatted(silence.matchers(), count),
            "\"%s\" of %s, since %s, until %s".formatted(silence.comment(), silence.author(), silence.startsAt(), silence.endsAt()),
            "/silences"));
      }
    }
    if (items.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("silences", items.size());
    facts.put("open_incidents_hidden", hidden);
    String title = "%d %s open incidents".formatted(items.size(), items.size() == 1 ? "silence hides" : "silences hide");
    return Optional.of(new Subject(ids.get(), name, severity, title, new Row(facts), items, now, "/silences"));
  }
}
