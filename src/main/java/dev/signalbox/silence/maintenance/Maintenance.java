package dev.signalbox.silence.maintenance;

import dev.signalbox.silence.Matchers;
import java.time.Instant;
import java.util.List;

/** Something that is planned, once or again and again. */
record Maintenance(String title, Matchers matchers, WindowTimes times) {

  List<Window> between(Instant from, Instant to) {
    return times.between(from, to).stream().map(during -> new Window(title, matchers, during)).toList();
  }
}
