package dev.signalbox.oncall.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * A zone, and iCalendar's rule for the hours that its clock skips or shows twice (RFC 5545, 3.3.5), which is another
 * than that of schedules: a skipped time has the offset before the jump, so 02:30 on a New York spring day is 03:30
 * EDT; a time shown twice is its first showing.
 */
record Zone(ZoneRules rules) {

  static final Zone UTC = of(ZoneOffset.UTC);

  static Zone of(ZoneId id) {
    return new Zone(id.getRules());
  }

  Instant instant(LocalDateTime wall) {
    List<ZoneOffset> offsets = rules.getValidOffsets(wall);
    return wall.toInstant(offsets.isEmpty() ? rules.getTransition(wall).getOffsetBefore() : offsets.get(0));
  }

  LocalDateTime wall(Instant instant) {
    return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), rules.getOffset(instant));
  }
}
