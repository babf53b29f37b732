package dev.signalbox.incident;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message is about: an incident as it is at that moment, or an announcement, which is told once, never ends and
 * is no incident.
 *
 * @param id the name the outside world knows it by, see {@link Incident#id}; of announcements as unique as of incidents
 * @param alert which rule found it, and what it is about. An announcement is made once for each
 * @param title one line for people
 * @param row the evidence of an incident, the facts of an announcement
 * @param items what an announcement lists, in the order to show; an incident lists nothing
 * @param since when the incident opened, or the announcement was made; database time
 * @param path its page in the console, for example {@code /incidents/7f3a6c1e-0000-4000-8000-000000000042}
 */
public record Subject(
    UUID id, AlertKey alert, Severity severity, String title, Row row, List<Item> items, Instant since, String path) {

  public Subject {
    items = List.copyOf(items);
  }

  /** The same, as if it had begun then: an incident that is open again opened first long ago. */
  Subject beginning(Instant then) {
    return new Subject(id, alert, severity, title, row, items, then, path);
  }

  /**
   * One thing of a list.
   *
   * @param remark one more line about it; may be empty
   * @param path its page in the console; null if it has none
   */
  public record Item(String title, String remark, @Nullable String path) {}

  /** The page of an incident in the console. */
  public static String page(UUID incident) {
    return "/incidents/" + incident;
  }
}
