package dev.signalbox.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What the queries of the forecasts are given: {@code :#since}, {@code :#lately}, {@code :#downtimes_since} and
 * {@code :#downtimes_from}.
 */
final class QueryBounds {

  /** The end of a downtime that began earlier is not looked for. */
  private static final Duration LONGEST_DOWNTIME = Duration.ofDays(30);

  /** Of older samples one in half an hour is enough. */
  private static final Duration LATELY = Duration.ofDays(2);

  private QueryBounds() {}

  static Map<String, Object> of(Instant now, Instant since, Instant downtimesSince) {
    return Map.of(
        "lately", RowConverters.parameter(now.minus(LATELY)),
        "since", RowConverters.parameter(since),
        "downtimes_since", RowConverters.parameter(downtimesSince),
        "downtimes_from", RowConverters.parameter(downtimesSince.minus(LONGEST_DOWNTIME)));
  }
}
