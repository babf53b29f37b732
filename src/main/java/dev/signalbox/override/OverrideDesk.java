package dev.signalbox.override;

import static dev.signalbox.override.WishRefused.conflict;
import static dev.signalbox.override.WishRefused.cut;
import static dev.signalbox.override.WishRefused.unknown;
import static dev.signalbox.override.WishRefused.wrong;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes overrides and takes them back. What it made is in force at once, on every replica, after all overrides made
 * before it, and ends by itself. Every method throws {@link WishRefused} for what cannot be done, and then nothing was.
 */
public final class OverrideDesk {

  private static final int LONGEST_KEY = 200;

  private final CurrentPlan plan;
  private final Overrides overrides;
  private final OverrideListener listener;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public OverrideDesk(
      CurrentPlan plan, Overrides overrides, OverrideListener listener, Clock clock, Supplier<UUID> ids) {
    this.plan = plan;
    this.overrides = overrides;
    this.listener = listener;
    this.clock = clock;
    this.ids = ids;
  }

  /** Makes one. Asked twice it is two, of which the later wins. */
  public Booked make(String schedule, Wish wish, String author) {
    return make(schedule, wish, author, "");
  }

  /**
   * Makes one.
   *
   * @param author whose name stands on it; checked by the caller
   * @param key the asker's name for this request, at most 200 characters: asked again by the same author under the same
   *     key, however much later, it is one; blank for none
   */
  public Booked make(String schedule, Wish wish, String author, String key) {
    Request request = new Request(schedule, author, wish.reason(), ids(schedule, author, key, 1));
    return book(request, (reader, on) -> List.of(reader.read(wish))).get(0);
  }

  /**
   * What {@link #make} does, without doing it. Of a request that was made already, what it did.
   *
   * @param key as of {@code make}
   */
  public Preview preview(String schedule, Wish wish, String author, String key) {
    Rota rota = plan.now().rota();
    Overridden others = overridden(schedule(rota, schedule)).without(ids(schedule, author, key, 1));
    Schedule without = others.schedule();
    WishReader.reason(wish.reason());
    Replacement change = new WishReader(rota, without, clock.instant()).read(wish);
    Schedule with = without.with(List.of(change));
    return new Preview(change, new Warnings(others, with, change.during()).effect(change), without, with);
  }

  /** Makes both halves of a swap, or neither, in the order of its shifts. Author and key as of {@code make}. */
  public List<Booked> swap(String schedule, Swap swap, String author, String key) {
    return book(new Request(schedule, author, swap.reason(), ids(schedule, author, key, 2)), (reader, on) -> {
      List<Replacement> halves = reader.read(swap);
      halves.forEach(half -> hasSomethingToSwap(on, half));
      return halves;
    });
  }

  private static void hasSomethingToSwap(Schedule on, Replacement half) {
    String name = half.replaces().get(0);
    if (!Warnings.onCall(on, name, half.during())) {
      throw conflict("%s is not on call at any time %s; there is no shift to swap",
          name, Warnings.span(on, half.during()));
    }
  }

  /** Takes one back, which also changes who was on call while it was in force. Twice is once: the first time stands. */
  public Booked withdraw(String schedule, UUID id, String by) {
    Schedule current = schedule(plan.now().rota(), schedule);
    Made found = find(schedule, id)
        .orElseThrow(() -> unknown("there is no override %s of schedule '%s'", id, schedule));
    Interval during = found.change().during();
    if (!found.withdrawn() && !during.end().isAfter(clock.instant())) {
      throw conflict("override %s ended at %s; there is nothing left to take back",
          id, SpanReader.wall(during.end(), current.zone()));
    }
    Overridden before = overridden(current);
    Made withdrawn = overrides.withdraw(id, by).orElseThrow();
    if (!found.withdrawn()) {
      listener.withdrawn(withdrawn);
    }
    Schedule after = before.without(Set.of(id)).schedule();
    return new Booked(withdrawn, new Effect(
        before.schedule().shifts(during.start(), during.end()), after.shifts(during.start(), during.end()),
        Warnings.nobody(after, during)), found.withdrawn());
  }

  public Optional<Made> find(String schedule, UUID id) {
    return overrides.find(id).filter(one -> one.schedule().equals(schedule));
  }

  /** Those of the files and those made by hand, taken back or not, in the order in which they apply. */
  public List<Listed> list(String schedule, Interval interval) {
    Schedule current = schedule(plan.now().rota(), schedule);
    return new Overridden(current, overrides.endingAfter(schedule, interval.start())).during(interval);
  }

  private record Request(String schedule, String author, String reason, List<UUID> ids) {}

  /** What is asked for, given who is on call without it. */
  private interface Reading {
    List<Replacement> read(WishReader reader, Schedule on);
  }

  private List<Booked> book(Request request, Reading reading) {
    Rota rota = plan.now().rota();
    Overridden others = overridden(schedule(rota, request.schedule())).without(request.ids());
    Schedule on = others.schedule();
    String reason = WishReader.reason(request.reason());
    List<Made> earlier = earlier(request);
    if (earlier.isEmpty()) {
      Instant now = clock.instant();
      List<Replacement> changes = reading.read(new WishReader(rota, on, now), on);
      List<Made> wanted = IntStream.range(0, changes.size()).mapToObj(i ->
          new Made(request.ids().get(i), request.schedule(), changes.get(i), request.author(), reason, now)).toList();
      List<Booked> booked = booked(others, wanted, false);
      if (overrides.makeAll(wanted)) {
        wanted.forEach(listener::made);
        return booked;
      }
      earlier = earlier(request); // the same request came twice at the same time, and the other one was first
    }
    // the same words, read as of then: "now" and "for 8h" mean what they meant
    List<Replacement> asked = reading.read(new WishReader(rota, on, earlier.get(0).madeAt()), on);
    boolean same = asked.equals(earlier.stream().map(Made::change).toList())
        && earlier.stream().allMatch(one -> one.reason().equals(reason));
    if (!same) {
      throw conflict("this idempotency key was used already, for '%s'; use a new one",
          Warnings.said(earlier.get(0).change()));
    }
    return booked(others, earlier, true);
  }

  private List<Made> earlier(Request request) {
    return request.ids().stream().flatMap(id -> overrides.find(id).stream()).toList();
  }

  private static List<Booked> booked(Overridden others, List<Made> made, boolean again) {
    Schedule after = others.schedule().with(made.stream().filter(one -> !one.withdrawn()).map(Made::change).toList());
    return made.stream()
        .map(one -> new Booked(one, new Warnings(others, after, one.change().during()).effect(one.change()), again))
        .toList();
  }

  /** The key becomes the id, so that the store needs nothing else to know a request again. */
  private List<UUID> ids(String schedule, String author, String key, int count) {
    if (key.isBlank()) {
      return Stream.generate(ids).limit(count).toList();
    }
    if (key.length() > LONGEST_KEY) {
      throw wrong("the idempotency key '%s' is longer than %d characters; shorten it", cut(key), LONGEST_KEY);
    }
    String request = String.join("\0", schedule, author, key);
    return IntStream.range(0, count)
        .mapToObj(i -> UUID.nameUUIDFromBytes((request + "\0" + i).getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** As far back as an override of now can reach. */
  private Overridden overridden(Schedule current) {
    return new Overridden(current, overrides.endingAfter(current.name(), clock.instant().minus(SpanReader.LONGEST)));
  }

  private static Schedule schedule(Rota rota, String name) {
    return rota.find(name).orElseThrow(() ->
        unknown("there is no schedule '%s'; there are: %s", cut(name), String.join(", ", rota.schedules())));
  }
}
