package dev.signalbox.camel;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.store.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The world outside and the processes that tell it: what is claimed is taken, refused, put off, or its answer is lost; a
 * process dies before it sends or after. What each place believes is kept here, whatever the store says.
 */
final class Vendors {

  static final List<String> CHANNELS = List.of("slack", "jira", "mail");
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofHours(72), Duration.ofSeconds(30));

  private final StoreFixture store;
  private final Random random;
  /** By lane, whether the place takes the incident for open. */
  final Map<String, Boolean> open = new TreeMap<>();
  /** Lanes with a dead letter: a person decides about those. */
  final Set<String> buried = new HashSet<>();
  private final Set<UUID> received = new HashSet<>();
  /** Claims that a process sits on while other things happen, and since when. */
  private final Map<Delivery, Instant> onTheWire = new LinkedHashMap<>();

  Vendors(StoreFixture store, Random random) {
    this.store = store;
    this.random = random;
  }

  static String lane(UUID incident, String channel, String address) {
    return incident + " " + channel + " " + address;
  }

  /** One process, one batch. */
  String dispatch(String channel, boolean well) {
    StringBuilder story = new StringBuilder();
    onTheWire.forEach((one, since) -> story.append(finish(one, since, well)));
    onTheWire.clear();
    for (Delivery one : store.outbox.claim(channel, 1 + random.nextInt(4), LEASE)) {
      int dice = well ? 0 : random.nextInt(20);
      String fate;
      if (dice < 11) {
        fate = "sent";
        receive(one);
        settle(one, Outcome.Delivered.as("ref"));
      } else if (dice < 13) {
        fate = "put off";
        settle(one, Outcome.Deferred.notSent("busy"));
      } else if (dice < 14) {
        fate = "answer lost, taken";
        receive(one);
        settle(one, Outcome.Deferred.unsure("no answer"));
      } else if (dice < 15) {
        fate = "answer lost, not taken";
        settle(one, Outcome.Deferred.unsure("no answer"));
      } else if (dice < 16) {
        fate = "refused";
        buried.add(lane(one));
        settle(one, new Outcome.Refused("HTTP 400"));
      } else if (dice < 17) {
        fate = "died after sending";
        receive(one);
      } else if (dice < 18) {
        fate = "died before sending";
      } else {
        fate = "claimed";
        onTheWire.put(one, store.clock.instant());
      }
      story.append(told(one, fate));
    }
    return story.toString();
  }

  /** Its process had other things to do; it sends what it may still send, or gives it back. */
  private String finish(Delivery one, Instant since, boolean well) {
    if (store.clock.instant().isBefore(since.plus(LEASE)) && (well || random.nextBoolean())) {
      receive(one);
      settle(one, Outcome.Delivered.as("ref"));
      return told(one, "sent");
    }
    store.outbox.release(List.of(one), store.clock.instant());
    return told(one, "given back");
  }

  private static String told(Delivery one, String fate) {
    return " %s of %s %s;".formatted(one.kind().label(), one.subject().alert().key(), fate);
  }

  private void settle(Delivery one, Outcome outcome) {
    store.outbox.settle(List.of(RETRY.judge(one, outcome, store.clock.instant(), random)));
  }

  private static String lane(Delivery one) {
    return lane(one.subject().id(), one.channel(), one.address());
  }

  private void receive(Delivery one) {
    if (!received.add(one.id())) {
      return; // the same again, which its key tells
    }
    String lane = lane(one);
    Boolean before = open.get(lane);
    boolean inDoubt = one.unsureSince() != null || buried.contains(lane);
    switch (one.kind()) {
      case OPENED -> {
        require(!Boolean.TRUE.equals(before) || inDoubt, one, "takes it for open already");
        open.put(lane, true);
      }
      case RESOLVED -> {
        require(Boolean.TRUE.equals(before) || inDoubt, one, "does not take it for open");
        open.put(lane, false);
      }
      default -> {
        require(before != null || inDoubt, one, "never heard of it");
        require(Boolean.TRUE.equals(before) || one.kind() == ChangeKind.REOPENED || inDoubt, one, "takes it for over");
        open.put(lane, true);
      }
    }
  }

  private static void require(boolean fine, Delivery one, String believes) {
    if (!fine) {
      throw new AssertionError("%s %s hears '%s' of %s, and %s".formatted(
          one.channel(), one.address(), one.kind().label(), one.subject().alert().key(), believes));
    }
  }
}
