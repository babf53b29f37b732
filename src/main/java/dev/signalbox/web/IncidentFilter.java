package dev.signalbox.web;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents somebody wants to see.
 *
 * @param status {@code open} (not resolved, so acknowledged ones too), {@code acknowledged}, {@code held}
 *     (not resolved, and nobody is told for now), {@code resolved} or {@code all}
 * @param page counted from 0, {@value #SIZE} incidents each, newest first
 */
public record IncidentFilter(String status, @Nullable String rule, @Nullable String key, int page) {

  public static final int SIZE = 50;
  public static final List<String> STATUSES = List.of("open", "acknowledged", "held", "resolved", "all");

  /** How many open incidents are read at a time to find the acknowledged ones among them. */
  private static final int STRIDE = 500;

  public static IncidentFilter of(
      @Nullable String status, @Nullable String rule, @Nullable String key, @Nullable String page) {
    return new IncidentFilter(
        Given.oneOf("status", status, STATUSES).orElse("open"),
        Given.text(rule).orElse(null),
        Given.text(key).orElse(null),
        Given.page(page));
  }

  public List<Incident> from(IncidentStore store) {
    return from(store, SIZE);
  }

  /** @param limit a page, or one more to learn whether there is a next page */
  public List<Incident> from(IncidentStore store, int limit) {
    int offset = page * SIZE;
    return switch (status) {
      case "open" -> store.list(true, rule, key, limit, offset);
      case "resolved" -> store.list(false, rule, key, limit, offset);
      case "held" -> store.held(rule, key, limit, offset);
      case "acknowledged" -> acknowledged(store, limit, offset);
      default -> store.list(null, rule, key, limit, offset);
    };
  }

  /** The store knows open and resolved only; what people acknowledged is few, and all of it is open. */
  private List<Incident> acknowledged(IncidentStore store, int limit, int offset) {
    List<Incident> found = new ArrayList<>();
    List<Incident> some;
    int read = 0;
    do {
      some = store.list(true, rule, key, STRIDE, read);
      some.stream().filter(incident -> incident.status() == Status.ACKNOWLEDGED).forEach(found::add);
      read += some.size();
    } while (some.size() == STRIDE && found.size() < offset + limit);
    return found.stream().skip(offset).limit(limit).toList();
  }
}
