package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything known of one server. */
final class Dossier {

  final String id;
  final long since;
  final List<Past> outages = new ArrayList<>();
  final Map<String, Pool> pools = new LinkedHashMap<>();
  final List<Pool> neighbours = new ArrayList<>();
  final Map<String, Double> sizes = new LinkedHashMap<>();
  final Map<String, Gauge> gauges = new LinkedHashMap<>();
  private List<String> metrics = List.of();
  private Gauge[] inOrder = {};
  boolean gone;

  Dossier(Server server) {
    id = server.id();
    since = server.activeFrom().getEpochSecond();
  }

  boolean isDown() {
    return outages.stream().anyMatch(each -> each.end == Past.LASTS);
  }

  @Nullable Past last(boolean planned) {
    for (int i = outages.size() - 1; i >= 0; i--) {
      if (outages.get(i).planned == planned) {
        return outages.get(i);
      }
    }
    return null;
  }

  void read(Sample sample, Layout layout) {
    if (metrics != sample.metrics()) {
      metrics = sample.metrics();
      inOrder = metrics.stream().map(name -> gauges.computeIfAbsent(name, added -> new Gauge(layout, added)))
          .toArray(Gauge[]::new);
    }
    long second = sample.at().getEpochSecond();
    for (int i = 0; i < inOrder.length; i++) {
      inOrder[i].read(second, sample.values()[i]);
    }
  }
}
