package dev.signalbox.oncall.ical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes zone rules of a VTIMEZONE: all its changes between 1900 and 2100. */
final class TimezoneReader {

  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d\\d)(\\d\\d)(\\d\\d)?");
  private static final LocalDateTime FIRST = LocalDateTime.of(1900, 1, 1, 0, 0);
  private static final LocalDateTime LAST = LocalDateTime.of(2101, 1, 1, 0, 0);
  private static final int MOST_CHANGES = 5_000;

  private final Warnings warnings;
  private final Budget budget;

  TimezoneReader(Warnings warnings, Budget budget) {
    this.warnings = warnings;
    this.budget = budget;
  }

  /** From when on which offset holds, and which held before. */
  private record Change(ZoneOffset before, ZoneOffset after) {}

  /** Empty, and a warning, if it cannot be understood. */
  Optional<Zone> read(Component timezone) {
    TreeMap<Instant, Change> changes = new TreeMap<>();
    try {
      Stream.of("STANDARD", "DAYLIGHT").flatMap(timezone::children).forEach(it -> changes.putAll(changes(it)));
      if (changes.isEmpty()) {
        throw new IllegalArgumentException("it says no offset");
      }
    } catch (IllegalArgumentException problem) {
      warnings.add(timezone.line(), "the VTIMEZONE cannot be used: %s", problem.getMessage());
      return Optional.empty();
    }
    return Optional.of(new Zone(rules(changes)));
  }

  private TreeMap<Instant, Change> changes(Component observance) {
    ContentLine line = required(observance, "DTSTART");
    ZoneOffset before = offset(required(observance, "TZOFFSETFROM"));
    ZoneOffset after = offset(required(observance, "TZOFFSETTO"));
    Zone written = Zone.of(before);
    Stamp start = Stamp.parse(line.value().replaceAll("[Zz]$", ""), written, written)
        .orElseThrow(() -> new IllegalArgumentException(line.quoted() + " is no time"));
    List<LocalDateTime> walls = new ArrayList<>(List.of(start.wall()));
    observance.all("RDATE").flatMap(it -> Stream.of(it.value().split(",")))
        .flatMap(it -> Stamp.parse(it, written, written).stream()).map(Stamp::wall).forEach(walls::add);
    observance.all("RRULE").map(it -> new Repeats(RuleReader.read(it.value(), written), start, budget))
        .forEach(it -> walls.addAll(between(it)));
    TreeMap<Instant, Change> changes = new TreeMap<>();
    walls.forEach(wall -> changes.put(wall.toInstant(before), new Change(before, after)));
    return changes;
  }

  private static Collection<LocalDateTime> between(Repeats repeats) {
    if (repeats.perDay() > 1) {
      throw new IllegalArgumentException("its offset changes more often than once a day");
    }
    List<LocalDateTime> walls = repeats.between(FIRST, LAST);
    if (walls.size() > MOST_CHANGES) {
      throw new IllegalArgumentException("its offset changes %d times".formatted(walls.size()));
    }
    return walls;
  }

  private static ContentLine required(Component observance, String property) {
    return observance.first(property).orElseThrow(() -> new IllegalArgumentException(
        "%s in line %d has no %s".formatted(observance.name(), observance.line(), property)));
  }

  private static ZoneOffset offset(ContentLine line) {
    Matcher matcher = OFFSET.matcher(line.value().strip());
    try {
      if (matcher.matches()) {
        int seconds = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        int size = Integer.parseInt(matcher.group(2)) * 3600 + Integer.parseInt(matcher.group(3)) * 60 + seconds;
        return ZoneOffset.ofTotalSeconds(matcher.group(1).equals("-") ? -size : size);
      }
    } catch (DateTimeException tooFar) {
      // said below
    }
    throw new IllegalArgumentException(line.quoted() + " is no offset");
  }

  private static ZoneRules rules(TreeMap<Instant, Change> changes) {
    ZoneOffset first = changes.firstEntry().getValue().before();
    List<ZoneOffsetTransition> transitions = new ArrayList<>();
    ZoneOffset current = first;
    for (var change : changes.entrySet()) {
      ZoneOffset after = change.getValue().after();
      if (!after.equals(current)) {
        LocalDateTime wall = LocalDateTime.ofEpochSecond(change.getKey().getEpochSecond(), 0, current);
        transitions.add(ZoneOffsetTransition.of(wall, current, after));
        current = after;
      }
    }
    return ZoneRules.of(first, first, List.of(), transitions, List.of());
  }
}
