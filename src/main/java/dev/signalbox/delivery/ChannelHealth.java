package dev.signalbox.delivery;

import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Spacing.Key;
import dev.signalbox.incident.ChangeKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What outcomes say of a channel and of its addresses: noted in the store for all processes, and in the {@link Spacing} of this
 * one. Outcomes are noted by one thread at a time; anybody may ask.
 */
final class ChannelHealth {

  /** After a limit on an endpoint or a ticket, for as long, this far apart. */
  private static final Duration WARY = Duration.ofMinutes(1);
  private static final Duration APART = Duration.ofSeconds(2);

  private final String channel;
  private final ChannelLog channelLog;
  private final RetryPolicy retry;
  private final Spacing spacing;
  private final Function<ChangeKind, String> endpoint;
  private final Clock clock;
  private final Failures failures = new Failures();
  private volatile ChannelLog.Standing standing = ChannelLog.Standing.WELL;
  private volatile Instant standingReadAt = Instant.EPOCH;

  ChannelHealth(
      String channel, ChannelLog channelLog, RetryPolicy retry, Spacing spacing, Function<ChangeKind, String> endpoint, Clock clock) {
    this.channel = channel;
    this.channelLog = channelLog;
    this.retry = retry;
    this.spacing = spacing;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /** As it was read last. */
  ChannelLog.Standing standing() {
    return standing;
  }

  /** Reads it again where that is due. */
  void refresh() {
    Instant now = clock.instant();
    if (standingReadAt.isBefore(now.minusMillis(standing.troubled() ? 200 : 1000))) {
      standing = channelLog.standing(channel);
      standingReadAt = now;
    }
  }

  Key endpoint(ChangeKind kind) {
    return new Key(Reach.KIND, endpoint.apply(kind));
  }

  private static Key incident(Delivery delivery) {
    return new Key(Reach.INCIDENT, delivery.subject().id().toString());
  }

  private static Key address(Delivery delivery) {
    return new Key(Reach.ADDRESS, delivery.address());
  }

  /** All for which a distance may have to be kept. */
  List<Key> keys(Delivery delivery) {
    return List.of(Spacing.ALL, address(delivery), endpoint(delivery.kind()), incident(delivery));
  }

  void note(Delivery delivery, Outcome outcome, Instant now) {
    String address = delivery.address();
    outcome
        .<Runnable>fold(
            delivered -> () -> works(address),
            deferred -> () -> deferred(delivery, deferred, now),
            refused -> () -> works(address),
            misconfigured -> () -> misconfigured(misconfigured, address, now))
        .run();
  }

  private void works(String address) {
    failures.works(address);
    if (standing.troubled() || isStale()) {
      channelLog.works(channel, address);
      look();
    }
  }

  /** The other side is there, whatever it says to this one address. */
  private void answers() {
    failures.answers();
    if (standing.probation() || isStale()) {
      channelLog.works(channel, null);
      look();
    }
  }

  private void misconfigured(Outcome.Misconfigured wrong, String address, Instant now) {
    if (wrong.wholeChannel()) {
      channelLog.misconfigured(channel, null, wrong.reason(), now.plus(pauseOfChannel()));
    } else {
      answers();
      channelLog.misconfigured(channel, address, wrong.reason(), now.plus(pauseOf(address)));
    }
    look();
  }

  private void deferred(Delivery delivery, Outcome.Deferred deferred, Instant now) {
    Duration wait = deferred.after();
    switch (deferred.reach()) {
      case KIND -> spacing.pause(endpoint(delivery.kind()), wait == null ? APART : wait, APART, WARY);
      case INCIDENT -> spacing.pause(incident(delivery), wait == null ? APART : wait, APART, WARY);
      case ADDRESS -> {
        answers();
        if (wait != null) {
          spacing.pause(address(delivery), wait, Duration.ZERO, Duration.ZERO);
          channelLog.throttled(channel, delivery.address(), deferred.reason(), now.plus(wait));
          look();
          return;
        }
      }
      case CHANNEL -> {
        if (wait != null) {
          spacing.pause(Spacing.ALL, wait, Duration.ZERO, Duration.ZERO);
          channelLog.throttled(channel, null, deferred.reason(), now.plus(wait));
          look();
          return;
        }
      }
      default -> {}
    }
    failed(delivery.address(), deferred, now);
  }

  private void failed(String address, Outcome.Deferred deferred, Instant now) {
    switch (failures.failed(address, deferred.reach())) {
      case CHANNEL -> channelLog.failing(channel, null, deferred.reason(), now.plus(pauseOfChannel()));
      case ADDRESS -> channelLog.failing(channel, address, deferred.reason(), now.plus(pauseOf(address)));
      default -> {
        return;
      }
    }
    look();
  }

  /** As soon as something is to be claimed. */
  private void look() {
    standingReadAt = Instant.EPOCH;
  }

  private boolean isStale() {
    return standingReadAt.equals(Instant.EPOCH);
  }

  private Duration pauseOfChannel() {
    return retry.probeAfter(standing.failures());
  }

  private Duration pauseOf(String address) {
    return retry.probeAfter(standing.addresses().getOrDefault(address, 0));
  }
}
