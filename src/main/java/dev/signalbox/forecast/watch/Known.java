package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.Prediction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link Lookout} itself knows of one server, beside its models. */
final class Known {
  @Nullable Instant last;
  @Nullable Instant kept;
  boolean touched;
  @Nullable Prediction oddest;
  @Nullable Instant down;
  final Map<Instant, Boolean> outages = new HashMap<>(); // whether its end is known
  boolean evicted;
}
