package dev.signalbox.incident;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule file says about the rows of its query.
 *
 * @param id kebab-case, equal to the route's id; part of every alert's key, so renaming a rule orphans its open incidents
 * @param description one line for people; the title of its incidents starts with it
 * @param every the pause between two polls
 * @param key the column(s) whose values name the thing that is wrong
 * @param severity of every row, unless {@code severityColumn} is in the row
 * @param severityColumn a column that carries the row's own severity; need not exist
 * @param resolvedColumn a boolean column that says that the row is over; need not exist
 * @param resolveAfter completed polls without the row until the incident is resolved, at least 1
 * @param repeatEvery first reminder of an incident that nobody acknowledged; doubled each time
 * @param repeatCeiling longest pause between reminders
 * @param reopenWithin a row that is back so soon after its incident was resolved opens that one again; zero: never
 * @param flapping when an alert comes and goes too often
 * @param mass when so much of it goes wrong that it is one outage
 * @param maxRows a poll with more rows than this is refused: it changes nothing
 * @param clock how long something has been wrong without maintenance; null if maintenance counts
 */
public record Rule(
    String id,
    String description,
    Duration every,
    List<String> key,
    Severity severity,
    String severityColumn,
    String resolvedColumn,
    int resolveAfter,
    Duration repeatEvery,
    Duration repeatCeiling,
    Duration reopenWithin,
    FlapPolicy flapping,
    MassPolicy mass,
    int maxRows,
    @Nullable OutageClock clock) {

  public Rule {
    require(id.matches("[a-z0-9][a-z0-9-]*"), "rule", id, "use lower-case letters, digits and '-'");
    require(!key.isEmpty() && key.stream().noneMatch(String::isBlank), "key", String.join(",", key), "name at least one column");
    require(every.toMillis() >= 1000, "every", every, "poll once a second at the most");
    require(resolveAfter >= 1, "resolveAfter", resolveAfter, "use 1 or more polls");
    require(repeatEvery.toMinutes() >= 1, "repeatEvery", repeatEvery, "use a minute or more");
    require(repeatCeiling.compareTo(repeatEvery) >= 0, "repeatCeiling", repeatCeiling, "it must not be shorter than repeatEvery");
    require(!reopenWithin.isNegative(), "reopenWithin", reopenWithin, "use 0s for never, or a duration such as 4h");
    require(maxRows >= 1, "maxRows", maxRows, "use 1 or more rows");
    key = List.copyOf(key);
  }

  static void require(boolean fine, String name, Object value, String remedy) {
    if (!fine) {
      throw new IllegalArgumentException("parameter '%s' has the value '%s': %s".formatted(name, value, remedy));
    }
  }

  /** How long until the next reminder, when so many have been sent: 4 h, 8 h, 16 h, 24 h, 24 h … by default. */
  Duration pauseAfter(int repeats) {
    Duration pause = repeatEvery;
    for (int i = 0; i < repeats && pause.compareTo(repeatCeiling) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(repeatCeiling) > 0 ? repeatCeiling : pause;
  }
}
