package dev.signalbox.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a schedule about rising instants. What a layer, or the overrides, said stays valid until it says; so a year of
 * shifts asks each part only when that part may have changed. Used once, by one thread.
 */
final class Sweep {

  private final Schedule schedule;
  private final List<List<Memo>> tiers = new ArrayList<>();
  private @Nullable Stretch<List<Replacement>> overrides;

  Sweep(Schedule schedule) {
    this.schedule = schedule;
    for (List<Layer> tier : schedule.tiers()) {
      List<Memo> memos = new ArrayList<>(tier.size());
      for (Layer layer : tier) {
        memos.add(new Memo(layer));
      }
      tiers.add(memos);
    }
  }

  Stretch<Standing> at(Instant t) {
    Stretch<List<Replacement>> active = overrides;
    if (active == null || !t.isBefore(active.until())) {
      active = schedule.overrides().at(t);
      overrides = active;
    }
    Stretch<List<String>> layers = layersAt(t);
    return new Stretch<>(
        schedule.standing(layers.value(), active.value()), Stretch.earlier(layers.until(), active.until()));
  }

  /** The highest tier with anybody; those below it are not even asked. */
  private Stretch<List<String>> layersAt(Instant t) {
    Instant until = Instant.MAX;
    for (List<Memo> tier : tiers) {
      List<String> names = new ArrayList<>(2);
      for (Memo layer : tier) {
        Stretch<List<String>> said = layer.at(t);
        names.addAll(said.value());
        until = Stretch.earlier(until, said.until());
      }
      if (!names.isEmpty()) {
        return new Stretch<>(names, until);
      }
    }
    return new Stretch<>(List.of(), until);
  }

  private final class Memo {

    private final Layer layer;
    private @Nullable Stretch<List<String>> said;

    Memo(Layer layer) {
      this.layer = layer;
    }

    Stretch<List<String>> at(Instant t) {
      Stretch<List<String>> answer = said;
      if (answer == null || !t.isBefore(answer.until())) {
        answer = layer.at(t, schedule.absences());
        said = answer;
      }
      return answer;
    }
  }
}
