package dev.signalbox.web.console.oncall;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How each person is painted: one of {@value #HUES} hues that also colour-blind people tell apart, and beyond that many
 * people one of {@value #TEXTURES} textures. The same on every page and after every restart; somebody who is added at
 * the end of people.yaml changes nobody else's.
 */
final class Looks {

  static final int HUES = 8;
  static final int TEXTURES = 3;

  private final Map<String, String> known = new HashMap<>();

  /** @param people in the order of people.yaml; no two of the first {@value #HUES} share a hue */
  Looks(Collection<String> people) {
    Set<String> taken = new HashSet<>();
    people.stream().limit(HUES * TEXTURES).forEach(name -> known.put(name, free(name, taken)));
  }

  /** Classes of the style sheet, for example {@code hue-3} or {@code hue-3 texture-1}. */
  String of(String name) {
    return known.getOrDefault(name, look(hash(name) % HUES, hash(name) / HUES % TEXTURES));
  }

  private static String free(String name, Set<String> taken) {
    for (int i = 0; i < HUES * TEXTURES; i++) {
      String look = look((hash(name) + i) % HUES, i / HUES);
      if (taken.add(look)) {
        return look;
      }
    }
    throw new IllegalStateException("more people than looks");
  }

  private static String look(int hue, int texture) {
    return texture == 0 ? "hue-" + hue : "hue-" + hue + " texture-" + texture;
  }

  private static int hash(String name) {
    return (name.hashCode() * 0x9E3779B9) >>> 8;
  }
}
