package dev.signalbox.incident;

import java.time.Instant;
import java.util.UUID;

/** A row as its rule reads it: what it is about, how bad, whether it is over, how it is called. */
record Observation(AlertKey alert, Severity severity, boolean over, Row row, String title) {

  private static final int LONGEST_KEY = 512;

  /**
   * @throws IllegalArgumentException if the row's severity or end cannot be read; the message names column and value
   */
  static Observation of(Rule rule, String key, Row row) {
    return new Observation(
        new AlertKey(rule.id(), key), severity(rule, row), over(rule, row), row, rule.description() + ": " + key);
  }

  /**
   * What the row is about: the values of the key columns.
   *
   * @throws IllegalArgumentException if the column has no value that could be a key, with the column
   * @throws Reconciler.KeyMissing if there is no such column
   */
  static String key(Rule rule, Row row) {
    StringBuilder key = new StringBuilder();
    for (String column : rule.key()) {
      if (!row.has(column)) {
        throw new Reconciler.KeyMissing(rule, column, row);
      }
      Object value =
          row.get(column)
              .orElseThrow(() -> new IllegalArgumentException("key column '%s' is null".formatted(column)));
      key.append(key.isEmpty() ? "" : "|").append(value);
    }
    if (key.toString().isBlank()) {
      throw new IllegalArgumentException("key column '%s' is blank".formatted(String.join(",", rule.key())));
    }
    if (key.length() > LONGEST_KEY || key.indexOf("\0") >= 0) {
      throw new IllegalArgumentException(
          "key of %d characters is longer than %d or holds NUL".formatted(key.length(), LONGEST_KEY));
    }
    return key.toString();
  }

  private static Severity severity(Rule rule, Row row) {
    return row.get(rule.severityColumn()).map(value -> Severity.of(String.valueOf(value))).orElse(rule.severity());
  }

  private static boolean over(Rule rule, Row row) {
    return row.get(rule.resolvedColumn())
        .map(
            value -> {
              if (value instanceof Boolean over) {
                return over;
              }
              throw new IllegalArgumentException(
                  "column '%s' must be boolean but holds '%s'".formatted(rule.resolvedColumn(), value));
            })
        .orElse(false);
  }

  /** The incident that this row is the evidence of, as if it were told at this moment. */
  Incident incident(UUID id, Status status, Severity severity, Instant openedAt, Instant now) {
    boolean resolved = status == Status.RESOLVED;
    return new Incident(
        id, alert, status, severity, title, row, openedAt, null, null, resolved ? now : null, null, 0, null, null, null,
        resolved ? null : now);
  }
}
