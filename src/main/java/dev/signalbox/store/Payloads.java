package dev.signalbox.store;

import dev.signalbox.delivery.Delivery;

/** What a person needs to see of a delivery that did not arrive: what it told, and the evidence. Holds no secret. */
final class Payloads {

  private static final int LONGEST = 64 * 1024;

  private Payloads() {}

  static String of(Delivery delivery) {
    String text =
        "%s: %s%n%s%n%s"
            .formatted(delivery.kind().label(), delivery.subject().title(), Rows.json(delivery.subject().row()), delivery.context());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
