package dev.signalbox.web.console;

import dev.signalbox.delivery.Deliveries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one place knows of an incident, small.
 *
 * @param state of the latest delivery: {@code sent}, {@code pending}, {@code retrying}, {@code dead} or {@code
 *     suppressed}
 * @param reference of a ticket; null where the reference tells a person nothing
 */
public record Chip(
    String channel, String address, String state, String kind, @Nullable String reference, @Nullable String url,
    String hint) {

  /** One chip per place, in the order in which the places first heard of it. */
  static List<Chip> of(List<Deliveries.View> deliveries, List<Deliveries.View> tickets) {
    Map<String, Deliveries.View> latest = new LinkedHashMap<>();
    deliveries.forEach(delivery -> latest.put(place(delivery), delivery));
    Map<String, Deliveries.View> ticketAt = new LinkedHashMap<>();
    tickets.forEach(ticket -> ticketAt.put(place(ticket), ticket));
    return latest.values().stream().map(delivery -> chip(delivery, ticketAt.get(place(delivery)))).toList();
  }

  private static String place(Deliveries.View delivery) {
    return delivery.channel() + "\0" + delivery.address();
  }

  private static Chip chip(Deliveries.View delivery, Deliveries.@Nullable View ticket) {
    String state = delivery.status().equals("pending") && delivery.attempts() > 0 ? "retrying" : delivery.status();
    StringBuilder hint = new StringBuilder(delivery.channel());
    if (!delivery.address().isEmpty()) {
      hint.append(" · ").append(delivery.address());
    }
    hint.append(": ").append(delivery.kind()).append(", ").append(state);
    if (delivery.attempts() > 1) {
      hint.append(" after ").append(delivery.attempts()).append(" attempts");
    }
    if (delivery.lastError() != null && !state.equals("sent")) {
      hint.append(" (").append(delivery.lastError()).append(')');
    }
    return new Chip(
        delivery.channel(), delivery.address(), state, delivery.kind(),
        ticket == null ? null : ticket.reference(), ticket == null ? null : ticket.url(), hint.toString());
  }

  /** A sign that does not depend on colour. */
  public String sign() {
    return switch (state) {
      case "sent" -> "✓";
      case "dead" -> "✕";
      case "retrying" -> "↻";
      case "suppressed" -> "–";
      default -> "…";
    };
  }
}
