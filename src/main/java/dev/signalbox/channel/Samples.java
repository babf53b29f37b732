package dev.signalbox.channel;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages that no poll has made: to try a channel, a template or a mapping with. */
public final class Samples {

  private static final UUID NOTHING = new UUID(0, 0);

  private Samples() {}

  /** An incident of a rule that opened at an instant. */
  public static Subject incident(UUID id, String rule, String key, Severity severity, String title, Row row, Instant opened) {
    return new Subject(id, new AlertKey(rule, key), severity, title, row, List.of(), opened, Subject.page(id));
  }

  /**
   * One notice of it.
   *
   * @param reference what the other side called it when it was opened; null for the opening
   */
  public static Message message(
      Subject subject,
      ChangeKind kind,
      String channel,
      String address,
      Map<String, String> options,
      @Nullable OnCall onCall,
      @Nullable String reference,
      @Nullable String console,
      Instant now) {
    boolean takenCareOf = kind == ChangeKind.ACKNOWLEDGED || kind == ChangeKind.NOTED;
    Delivery delivery = new Delivery(
        UUID.nameUUIDFromBytes((subject.id() + " " + kind).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        NOTHING, channel, address, kind, Reason.BY_HAND, now, "{}", 1, now, null,
        kind.first() ? null : reference, takenCareOf ? "a note" : null, subject);
    return new Message(delivery, onCall, null, null, options, null, console, now);
  }

  /** A group of two in every kind of notice, by a column that both have. */
  public static List<Message> group() {
    Instant opened = Instant.parse("2026-03-01T12:00:00Z");
    List<Subject.Item> items = List.of(
        new Subject.Item("Server is down: srv-042", "error", Subject.page(new UUID(0, 42))),
        new Subject.Item("Server is down: srv-043", "over", Subject.page(new UUID(0, 43))));
    Subject group = new Subject(
        new UUID(0, 7), new AlertKey("repeated-downtime", "rack r1"), Severity.ERROR, "Server is down, rack r1: 1 open, 1 over",
        new Row(Map.of("rack", "r1")), items, opened, "/groups/" + new UUID(0, 7));
    return List.of(ChangeKind.values()).stream().filter(kind -> kind != ChangeKind.ANNOUNCED)
        .map(kind -> message(group, kind, "webhook", "", Map.of(), null, "REF-1", null, opened.plus(Duration.ofMinutes(90))))
        .toList();
  }

  /** An incident of every kind of notice, with what a row may hold. */
  public static List<Message> all() {
    Instant opened = Instant.parse("2026-03-01T12:00:00Z");
    Row row = new Row(Map.of("server_id", "srv-042", "downtime_count", 7, "last_start", opened));
    Subject incident = incident(new UUID(0, 42), "repeated-downtime", "srv-042", Severity.ERROR,
        "Repeated downtime of the same server: srv-042", row, opened);
    return List.of(ChangeKind.values()).stream().filter(kind -> kind != ChangeKind.ILLUSTRATED)
        .map(kind -> message(incident, kind, "webhook", "", Map.of(), null, "REF-1", null, opened.plus(Duration.ofMinutes(90))))
        .toList();
  }
}
