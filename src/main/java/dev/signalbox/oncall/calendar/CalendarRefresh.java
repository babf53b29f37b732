package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Calendars;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calendars in step with their sources. Somebody calls {@link #look} every few seconds: it notices edited
 * files, takes over copies that another replica has read, and has what is due read, on other threads. Questions are
 * answered from memory. Whatever fails, the last good copy answers; the store keeps count, and the view {@code
 * self_check} alarms.
 */
public final class CalendarRefresh implements Calendars, CalendarStatuses {

  private static final Duration BACK = Duration.ofDays(60);
  private static final Duration AHEAD = Rota.HORIZON;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final Supplier<Rota> files;
  private final Map<CalendarRef.Kind, OnCallSource> sources;
  private final Function<String, Optional<String>> settings;
  private final CalendarCopies copies;
  private final Clock clock;
  private final Executor readers;
  private final CalendarListener listener;
  private final RandomGenerator random;

  private final Map<CalendarKey, Held> held = new ConcurrentHashMap<>();
  private volatile Map<String, Wanted> wanted = Map.of();
  private volatile Map<CalendarKey, CalendarCopies.Copy> standing = Map.of();
  private @Nullable Rota seen;
  private Instant expectedAt = Instant.MIN;

  /** A calendar that a schedule has. */
  private record Wanted(Schedule schedule, CalendarRef ref, Location location, CalendarKey key) {}

  /** A copy in memory. */
  private record Held(long version, Assignments assignments, Set<String> participants) {}

  /**
   * @param files as last read without findings
   * @param settings by name, for the placeholders of a location
   * @param readers where sources are read: they block
   * @param random spreads the readings, so that a source is not asked by all schedules at once
   */
  public CalendarRefresh(
      Supplier<Rota> files,
      Collection<OnCallSource> sources,
      Function<String, Optional<String>> settings,
      CalendarCopies copies,
      Clock clock,
      Executor readers,
      CalendarListener listener,
      RandomGenerator random) {
    this.files = files;
    this.sources = sources.stream().collect(Collectors.toMap(OnCallSource::kind, source -> source));
    this.settings = settings;
    this.copies = copies;
    this.clock = clock;
    this.readers = readers;
    this.listener = listener;
    this.random = random;
  }

  /**
   * Looks once. Called by one thread at a time. Throws what the store throws; what is in memory goes on answering.
   *
   * @return the readings that it began
   */
  public List<CompletableFuture<Void>> look() {
    expect();
    if (wanted.isEmpty()) {
      return List.of();
    }
    standing = copies.standing().stream().collect(Collectors.toMap(CalendarCopies.Copy::key, copy -> copy));
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    for (Wanted one : wanted.values()) {
      CalendarCopies.Copy copy = standing.get(one.key());
      if (copy != null) {
        take(copy);
        if (!copy.dueAt().isAfter(clock.instant()) && copies.take(one.key(), LEASE)) {
          begun.add(CompletableFuture.runAsync(() -> read(one, copy), readers));
        }
      }
    }
    return begun;
  }

  /**
   * At the start and after an edit everything is read at once; in between the store is only reminded of what counts.
   */
  private void expect() {
    Rota now = files.get();
    boolean edited = now != seen;
    if (edited) {
      wanted = wanted(now);
      held.keySet().retainAll(keys());
    }
    if (edited || expectedAt.isBefore(clock.instant().minus(REMINDER))) {
      copies.expect(wanted.values().stream().collect(Collectors.toMap(Wanted::key, one -> one.ref().refresh())));
      expectedAt = clock.instant();
    }
    if (edited) {
      copies.hurry(keys());
      seen = now;
    }
  }

  private Map<String, Wanted> wanted(Rota rota) {
    Map<String, Wanted> all = new LinkedHashMap<>();
    for (String name : rota.schedules()) {
      Schedule schedule = rota.schedule(name);
      schedule.calendar().ifPresent(ref -> {
        Location location = Location.of(ref, settings);
        all.put(name, new Wanted(schedule, ref, location, CalendarKey.of(schedule, ref, location)));
      });
    }
    return all;
  }

  private Set<CalendarKey> keys() {
    return wanted.values().stream().map(Wanted::key).collect(Collectors.toSet());
  }

  /** Into memory, if it is another copy than the one there. */
  private void take(CalendarCopies.Copy copy) {
    Held before = held.get(copy.key());
    if (copy.version() > 0 && (before == null || before.version() != copy.version())) {
      copies.assignments(copy.key()).ifPresent(all -> {
        Set<String> participants = new TreeSet<>();
        all.forEach(one -> participants.add(one.participant()));
        held.put(copy.key(), new Held(copy.version(), Assignments.of(all), participants));
      });
    }
  }

  private void read(Wanted one, CalendarCopies.Copy copy) {
    Instant now = clock.instant();
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    Interval window = new Interval(today.minus(BACK), today.plus(AHEAD));
    // a repeating event reaches further every day, also where nobody edits it
    String tag = copy.copied() != null && copy.copied().equals(window) ? copy.tag() : "";
    try {
      Optional<Reading> reading =
          source(one).read(new OnCallSource.Question(one.schedule(), one.location(), now, window, tag));
      Instant due = clock.instant().plus(spread(one.ref().refresh()));
      boolean changed = reading.isPresent() && copies.keep(one.key(), reading.get(), window, due);
      if (reading.isEmpty()) {
        copies.confirm(one.key(), due);
      }
      listener.read(one.schedule().name(), changed);
    } catch (SourceFailure e) {
      failed(one, copy, e.reason(), e.notBefore().orElse(Duration.ZERO));
    } catch (RuntimeException e) {
      // a bug of ours or the store's trouble; its message may quote anything
      failed(one, copy, "the reading failed (%s)".formatted(e.getClass().getSimpleName()), Duration.ZERO);
    }
  }

  private OnCallSource source(Wanted one) {
    if (!one.location().unset().isEmpty()) {
      throw new SourceFailure("the setting %s has no value".formatted(String.join(", ", one.location().unset())));
    }
    OnCallSource source = sources.get(one.ref().kind());
    if (source == null) {
      throw new SourceFailure("this hub has no source for a " + one.ref());
    }
    return source;
  }

  private void failed(Wanted one, CalendarCopies.Copy copy, String reason, Duration notBefore) {
    long doubled = FIRST_RETRY.toMillis() << Math.min(12, copy.failures());
    Duration wait = spread(Duration.ofMillis(Math.min(doubled, one.ref().refresh().toMillis())));
    copies.failed(one.key(), reason, clock.instant().plus(wait.compareTo(notBefore) < 0 ? notBefore : wait));
    listener.failed(one.schedule().name(), reason, copy.failures() + 1);
  }

  private Duration spread(Duration period) {
    return period.minusMillis((long) (random.nextDouble() * period.toMillis() / 10));
  }

  /**
   * By what the files say now, which a look may not have noticed yet: an edited location is another calendar at once.
   */
  @Override
  public Map<String, Assignments> latest() {
    Map<String, Assignments> latest = new HashMap<>();
    wanted(files.get()).forEach((name, one) -> {
      Held copy = held.get(one.key());
      if (copy != null) {
        latest.put(name, copy.assignments());
      }
    });
    return latest;
  }

  @Override
  public List<CalendarStatus> all() {
    Set<String> people = files.get().people().keySet();
    List<CalendarStatus> all = new ArrayList<>();
    wanted.forEach((name, one) -> {
      CalendarCopies.Copy copy = standing.get(one.key());
      if (copy != null) {
        Held copied = held.get(one.key());
        Set<String> unknown = new TreeSet<>(copied == null ? Set.of() : copied.participants());
        unknown.removeAll(people);
        all.add(new CalendarStatus(name, one.ref().kind(), one.ref().refresh(), copy.since(), copy.readAt(),
            copy.failures(), copy.error(), copy.warnings(), unknown));
      }
    });
    return all;
  }
}
