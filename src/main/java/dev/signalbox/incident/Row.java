package dev.signalbox.incident;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a rule's query: the evidence that travels with the incident. Values are what JSON can say: text, numbers,
 * booleans, {@link java.time.Instant}, null, or lists of these; columns keep the order of the query.
 */
public record Row(Map<String, Object> columns) {

  public Row {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** The value of a column by its exact name, else by its name in any case; empty for SQL null and for no such column. */
  public Optional<Object> get(String column) {
    Object exact = columns.get(column);
    if (exact != null) {
      return Optional.of(exact);
    }
    return columns.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(column) && entry.getValue() != null)
        .map(Map.Entry::getValue)
        .findFirst();
  }

  public boolean has(String column) {
    return columns.containsKey(column) || columns.keySet().stream().anyMatch(column::equalsIgnoreCase);
  }

  /**
   * Tells whether two rows differ. 64 bits of hash are enough for that: a collision only means that the stored evidence
   * is refreshed later than it could have been.
   */
  public long fingerprint() {
    long hash = 1125899906842597L;
    for (Map.Entry<String, Object> column : columns.entrySet()) {
      hash = 31 * hash + column.getKey().hashCode();
      hash = 1_000_003 * hash + (column.getValue() == null ? 7 : textHash(String.valueOf(column.getValue())));
    }
    return hash;
  }

  private static long textHash(String text) {
    long hash = 7;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }
}
