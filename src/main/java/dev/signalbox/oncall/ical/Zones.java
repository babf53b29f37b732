package dev.signalbox.oncall.ical;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The zones that a calendar names: by IANA's name, else as the calendar itself defines them. */
final class Zones {

  private final Map<String, Component> defined;
  private final Map<String, Zone> known = new HashMap<>();
  private final Warnings warnings;
  private final Budget budget;
  private final Zone own;

  /** @param fallback where the calendar does not say X-WR-TIMEZONE */
  Zones(Component calendar, ZoneId fallback, Warnings warnings, Budget budget) {
    this.warnings = warnings;
    this.budget = budget;
    this.defined = new HashMap<>();
    calendar.children("VTIMEZONE").forEach(it -> // text, because the parameter that names it has no escapes
        it.first("TZID").ifPresent(name -> defined.putIfAbsent(name.text().strip(), it)));
    this.own = calendar.first("X-WR-TIMEZONE")
        .flatMap(line -> {
          Optional<Zone> zone = find(line.text().strip());
          if (zone.isEmpty()) {
            warnings.add(line.number(), "%s is not a known zone; the schedule's is used", line.quoted());
          }
          return zone;
        })
        .orElseGet(() -> Zone.of(fallback));
  }

  /** That of dates, and of times that name none. */
  Zone own() {
    return own;
  }

  /** That of the times on a line; {@code otherwise} where it names none, or one that is not known. */
  Zone of(ContentLine line, Zone otherwise) {
    Optional<String> name = line.parameter("TZID").map(String::strip);
    if (name.isEmpty()) {
      return otherwise;
    }
    Optional<Zone> zone = find(name.get());
    if (zone.isEmpty() && known.putIfAbsent(name.get(), own) == null) {
      warnings.add(line.number(),
          "TZID %s is neither a zone of IANA's nor defined by a VTIMEZONE; the calendar's zone is used",
          Warnings.quoted(name.get()));
    }
    return zone.orElse(own);
  }

  private Optional<Zone> find(String name) {
    Zone zone = known.get(name);
    if (zone == null) {
      Optional<Zone> found = iana(name).or(() -> custom(name)).or(() -> suffix(name)).or(() -> offset(name));
      found.ifPresent(it -> known.put(name, it));
      return found;
    }
    return Optional.of(zone);
  }

  private static Optional<Zone> iana(String name) {
    return ZoneId.getAvailableZoneIds().stream().filter(name::equalsIgnoreCase).findFirst()
        .map(id -> Zone.of(ZoneId.of(id)));
  }

  /** {@code UTC+02:00}; and IANA's EST, MST and HST, which are nothing but offsets. */
  private static Optional<Zone> offset(String name) {
    String id = Optional.ofNullable(ZoneId.SHORT_IDS.get(name)).filter(it -> it.startsWith("-")).orElse(name);
    try {
      return Optional.of(Zone.of(ZoneId.of(id)));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private Optional<Zone> custom(String name) {
    return Optional.ofNullable(defined.get(name)).flatMap(it -> new TimezoneReader(warnings, budget).read(it));
  }

  /** {@code /mozilla.org/20050126_1/Europe/Berlin} */
  private static Optional<Zone> suffix(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? Optional.empty() : iana(name.substring(slash + 1)).or(() -> suffix(name.substring(slash + 1)));
  }
}
