package dev.signalbox.silence.maintenance;

import java.time.Instant;
import java.util.List;

/** Every window that is known now, of the file and of change calendars; answered from memory. */
@FunctionalInterface
public interface Windows {

  /** Those that overlap {@code [from, to)}. */
  List<Window> between(Instant from, Instant to);
}
