package dev.signalbox.incident;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rows of one poll say: which alerts are there, and which are over though their row is there. */
final class Sightings {

  private final Rule rule;
  private final Map<String, Spell> spells;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Observation> over = new LinkedHashMap<>();
  private final Set<String> saidOver = new HashSet<>();
  private int rows;
  private int nameless;

  Sightings(Rule rule, Map<String, Spell> spells) {
    this.rule = rule;
    this.spells = spells;
  }

  /**
   * @return what the row says, if it is there and no row before it has said so
   * @throws IllegalArgumentException if it cannot be read; then it counts as there, for it is broken and not gone
   * @throws Reconciler.KeyMissing if it is a row of something else
   * @throws Reconciler.TooManyRows if there are more rows than the rule allows
   */
  Optional<Observation> see(Row row) {
    rows++;
    if (rows > rule.maxRows()) {
      throw new Reconciler.TooManyRows(rule);
    }
    String key = key(row);
    if (seen.contains(key)) {
      return Optional.empty();
    }
    Observation observation = read(key, row);
    if (!observation.over()) {
      seen.add(key);
      return Optional.of(observation);
    }
    if (spells.containsKey(key)) {
      saidOver.add(key);
    } else {
      over.putIfAbsent(key, observation);
    }
    return Optional.empty();
  }

  private String key(Row row) {
    try {
      return Observation.key(rule, row);
    } catch (IllegalArgumentException e) {
      nameless++;
      throw e;
    }
  }

  private Observation read(String key, Row row) {
    try {
      return Observation.of(rule, key, row);
    } catch (IllegalArgumentException e) {
      seen.add(key); // the row is broken, not gone: its incident stays as it is
      throw e;
    }
  }

  /** Keys of rows that are over and belong to no spell. */
  Set<String> undecided() {
    return over.keySet();
  }

  /** Takes what is undecided; from now on it counts as seen. */
  List<Observation> unknown(Set<String> known) {
    List<Observation> unknown = new ArrayList<>();
    for (Observation observation : over.values()) {
      String key = observation.alert().key();
      if (!known.contains(key) && seen.add(key)) {
        unknown.add(observation);
      }
    }
    over.clear();
    return unknown;
  }

  boolean there(String key) {
    return seen.contains(key);
  }

  boolean saidOver(String key) {
    return saidOver.contains(key);
  }

  /** Rows of which nobody can say what they are about. */
  int nameless() {
    return nameless;
  }

  int rows() {
    return rows;
  }
}
