package dev.signalbox.store;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.incident.Subject;

/** What a person needs to see of a delivery that did not arrive: what it told, and the evidence. Holds no secret. */
final class Payloads {

  private static final int LONGEST = 64 * 1024;

  private Payloads() {}

  static String of(Delivery delivery) {
    Subject subject = delivery.subject();
    String items = subject.items().isEmpty() ? "" : Rows.json(subject.items()) + System.lineSeparator();
    String text =
        "%s: %s%n%s%n%s%s"
            .formatted(delivery.kind().label(), subject.title(), Rows.json(subject.row()), items, delivery.context());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
