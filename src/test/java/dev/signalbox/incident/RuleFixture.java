package dev.signalbox.incident;

import java.time.Duration;
import java.util.List;

/** Rules for tests, with everything at its default but what the test is about. */
public final class RuleFixture {

  private RuleFixture() {}

  public static Rule rule(String id) {
    return rule(id, 1, 200_000);
  }

  public static Rule rule(String id, int resolveAfter, int maxRows) {
    return new Rule(
        id,
        "Something is wrong",
        Duration.ofSeconds(30),
        List.of("server_id"),
        Severity.ERROR,
        "severity",
        "resolved",
        resolveAfter,
        Duration.ofHours(4),
        Duration.ofHours(24),
        maxRows,
        null);
  }
}
