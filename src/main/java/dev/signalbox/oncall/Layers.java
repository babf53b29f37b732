package dev.signalbox.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Layers, stacked by priority. The highest tier with anybody wins; those below it are not even asked. */
final class Layers implements Cover {

  private final List<Layer> written;
  private final List<List<Layer>> tiers;

  Layers(List<Layer> layers) {
    this.written = List.copyOf(layers);
    TreeMap<Integer, List<Layer>> byPriority = new TreeMap<>(Comparator.reverseOrder());
    layers.forEach(layer -> byPriority.computeIfAbsent(layer.priority(), none -> new ArrayList<>()).add(layer));
    this.tiers = byPriority.values().stream().map(List::copyOf).toList();
  }

  /** In the order of the document. */
  List<Layer> written() {
    return written;
  }

  @Override
  public Reading read(Absences absences) {
    List<List<Memo>> memos =
        tiers.stream().map(tier -> tier.stream().map(layer -> new Memo(layer, absences)).toList()).toList();
    return t -> at(memos, t);
  }

  private static Stretch<List<String>> at(List<List<Memo>> tiers, Instant t) {
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

  /** What a layer said stays valid until it says; so a year of shifts asks each layer only when it may have changed. */
  private static final class Memo {

    private final Layer layer;
    private final Absences absences;
    private @Nullable Stretch<List<String>> said;

    Memo(Layer layer, Absences absences) {
      this.layer = layer;
      this.absences = absences;
    }

    Stretch<List<String>> at(Instant t) {
      Stretch<List<String>> answer = said;
      if (answer == null || !t.isBefore(answer.until())) {
        answer = layer.at(t, absences);
        said = answer;
      }
      return answer;
    }
  }
}
