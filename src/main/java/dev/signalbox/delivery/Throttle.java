package dev.signalbox.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No more than so many to one address in any minute, a few of them at once and the others spread over the minute. Each address
 * counts for itself, so that a busy one delays no other. Belongs to one dispatcher and its one thread; several hubs share a
 * limit only through the other side's own answer.
 */
final class Throttle {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final double burst;
  private final double refill;
  private final Clock clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private static final class Bucket {
    private double left;
    private Instant filledAt;

    private Bucket(double left, Instant filledAt) {
      this.left = left;
      this.filledAt = filledAt;
    }
  }

  /**
   * @param perMinute 0 for no limit
   */
  Throttle(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.burst = Math.max(1, perMinute / 12); // 5 of Slack's 60, 10 of PagerDuty's 120
    this.refill = perMinute - burst + 1; // so that a burst and what follows it within its minute are no more
    this.clock = clock;
  }

  boolean hasRoom(String address) {
    return perMinute == 0 || filled(address).left >= 1;
  }

  /** Whether one more may go now; then it counts. */
  boolean take(String address) {
    if (!hasRoom(address)) {
      return false;
    }
    if (perMinute > 0) {
      filled(address).left--;
    }
    return true;
  }

  /** Addresses to which nothing may go now. */
  Set<String> exhausted() {
    Instant now = clock.instant();
    buckets.values().removeIf(bucket -> Duration.between(bucket.filledAt, now).compareTo(MINUTE) > 0); // full again
    return Set.copyOf(buckets.keySet()).stream().filter(address -> filled(address).left < 1).collect(Collectors.toSet());
  }

  private Bucket filled(String address) {
    Instant now = clock.instant();
    Bucket bucket = buckets.computeIfAbsent(address, none -> new Bucket(burst, now));
    double more = Duration.between(bucket.filledAt, now).toMillis() * refill / MINUTE.toMillis();
    if (more > 0) { // a clock that was set back refills nothing
      bucket.left = Math.min(burst, bucket.left + more);
      bucket.filledAt = now;
    }
    return bucket;
  }
}
