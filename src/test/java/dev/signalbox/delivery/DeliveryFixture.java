package dev.signalbox.delivery;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Deliveries for tests. */
public final class DeliveryFixture {

  private DeliveryFixture() {}

  public static Incident incident(String key) {
    return new Incident(
        UUID.randomUUID(),
        new AlertKey("down", key),
        Status.OPEN,
        Severity.ERROR,
        "Something is wrong: " + key,
        new Row(Map.of("server_id", key)),
        Instant.parse("2026-03-01T08:59:00Z"),
        null,
        null,
        null,
        null,
        0,
        null,
        null);
  }

  public static Delivery delivery(Instant createdAt, int attempts) {
    return delivery("db-1", createdAt, attempts);
  }

  public static Delivery delivery(String key, Instant createdAt, int attempts) {
    return delivery(key, "", createdAt, attempts);
  }

  static Delivery delivery(String key, String address, Instant createdAt, int attempts) {
    return new Delivery(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "pagerduty",
        address,
        ChangeKind.OPENED,
        Reason.FIRST_NOTIFICATION,
        createdAt,
        "{}",
        attempts,
        createdAt,
        null,
        null,
        null,
        incident(key).subject());
  }
}
