package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a schedule about rising instants. What its cover, or the overrides, said stays valid until they say. Used once, by
 * one thread.
 */
final class Sweep {

  private final Schedule schedule;
  private final Cover.Reading cover;
  private @Nullable Stretch<List<Replacement>> overrides;

  Sweep(Schedule schedule) {
    this.schedule = schedule;
    this.cover = schedule.cover().read(schedule.absences());
  }

  Stretch<Standing> at(Instant t) {
    Stretch<List<Replacement>> active = overrides;
    if (active == null || !t.isBefore(active.until())) {
      active = schedule.replacements().at(t);
      overrides = active;
    }
    Stretch<List<String>> covering = cover.at(t);
    return new Stretch<>(
        schedule.standing(covering.value(), active.value()), Stretch.earlier(covering.until(), active.until()));
  }
}
