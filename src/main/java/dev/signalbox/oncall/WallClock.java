package dev.signalbox.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * The clock on the wall of a zone, and the one rule for the hours it skips or shows twice.
 *
 * <p>A time that the wall never shows is the instant of the jump: 02:30 on a New York spring day is 03:00 EDT ({@code
 * ZonedDateTime.of} would say 03:30), and the whole of Apia's 2011-12-30 is one instant. A time shown twice is its
 * first showing where something begins and its last where a window ends, so that no window loses an hour.
 */
public final class WallClock {

  private final ZoneId zone;
  private final ZoneRules rules;

  public WallClock(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  ZoneId zone() {
    return zone;
  }

  LocalDateTime at(Instant instant) {
    return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), rules.getOffset(instant));
  }

  /** For handoffs, starts and midnights. Never falls when the wall time rises. */
  public Instant first(LocalDateTime wall) {
    List<ZoneOffset> offsets = rules.getValidOffsets(wall);
    return offsets.isEmpty() ? jumpOver(wall) : wall.toInstant(offsets.get(0));
  }

  /** For the ends of windows, overrides and absences. Never falls when the wall time rises. */
  public Instant last(LocalDateTime wall) {
    List<ZoneOffset> offsets = rules.getValidOffsets(wall);
    return offsets.isEmpty() ? jumpOver(wall) : wall.toInstant(offsets.get(offsets.size() - 1));
  }

  private Instant jumpOver(LocalDateTime wall) {
    return rules.getTransition(wall).getInstant();
  }
}
