package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which servers stand together: those that share a trait, and those whose names are alike but for a number that is near
 * (node0017 and node0018 are likely to share a board, a switch or a rack).
 */
final class Neighbourhood {

  static final int[] SIZES = {4, 16, 64};

  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

  private final Map<String, Pool> pools = new HashMap<>();

  void place(Dossier dossier, Server server) {
    server.traits().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(trait -> {
      try {
        dossier.sizes.put(trait.getKey(), Double.parseDouble(trait.getValue()));
      } catch (NumberFormatException text) {
        dossier.pools.put(trait.getKey(), pool(trait.getKey() + "=" + trait.getValue()));
      }
    });
    dossier.pools.put("fleet", pool("fleet"));
    Matcher numbered = NUMBERED.matcher(server.id());
    if (numbered.matches()) {
      int number = Integer.parseInt(numbered.group(2));
      for (int size : SIZES) {
        dossier.neighbours.add(pool(numbered.group(1) + "#" + size + ":" + number / size));
      }
    }
    all(dossier).forEach(Pool::joins);
  }

  static List<Pool> all(Dossier dossier) {
    List<Pool> all = new ArrayList<>(dossier.pools.values());
    all.addAll(dossier.neighbours);
    return all;
  }

  /** The smallest pool by trait: within it, outages at the same time have one cause. */
  static Pool kin(Dossier dossier) {
    return dossier.pools.values().iterator().next();
  }

  private Pool pool(String name) {
    return pools.computeIfAbsent(name, added -> new Pool());
  }
}
