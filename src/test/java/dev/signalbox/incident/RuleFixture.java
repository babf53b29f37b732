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
    return rule(id, resolveAfter, maxRows, Duration.ofHours(4), MassPolicy.NEVER);
  }

  static Rule reopening(Duration within) {
    return rule("down", 1, 200_000, within, MassPolicy.NEVER);
  }

  static Rule mass(double share, int atLeast) {
    return rule("down", 1, 200_000, Duration.ofHours(4), new MassPolicy(share, Duration.ofMinutes(5), atLeast));
  }

  private static Rule rule(String id, int resolveAfter, int maxRows, Duration reopenWithin, MassPolicy mass) {
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
        reopenWithin,
        new FlapPolicy(3, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofSeconds(10)),
        mass,
        maxRows,
        null);
  }
}
