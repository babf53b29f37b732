package dev.signalbox.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schedule: layers or a calendar kept elsewhere, overrides on top, a fallback beneath. {@link #who} depends on the
 * document and the instant alone, so the past can be asked as well as the future, and a restart changes nothing. Immutable.
 */
public final class Schedule {

  private final String name;
  private final ZoneId zone;
  private final @Nullable CalendarRef calendar;
  private final Cover cover;
  private final Absences absences;
  private final List<Replacement> overrides;
  private final int written;
  private final List<String> fallback;
  private final List<Duration> handoffNotice;
  private final Handover handover;
  private final @Nullable String slackUserGroup;
  private final Replacements replacements;

  Schedule(
      String name,
      ZoneId zone,
      @Nullable CalendarRef calendar,
      Cover cover,
      Absences absences,
      List<Replacement> overrides,
      List<String> fallback,
      List<Duration> handoffNotice,
      Handover handover,
      @Nullable String slackUserGroup) {
    this(name, zone, calendar, cover, absences, overrides, overrides.size(), fallback, handoffNotice, handover, slackUserGroup);
  }

  /** @param written how many of the overrides stand in the document; they are the first */
  private Schedule(
      String name,
      ZoneId zone,
      @Nullable CalendarRef calendar,
      Cover cover,
      Absences absences,
      List<Replacement> overrides,
      int written,
      List<String> fallback,
      List<Duration> handoffNotice,
      Handover handover,
      @Nullable String slackUserGroup) {
    this.name = name;
    this.zone = zone;
    this.calendar = calendar;
    this.cover = cover;
    this.absences = absences;
    this.overrides = List.copyOf(overrides);
    this.written = written;
    this.fallback = List.copyOf(fallback);
    this.handoffNotice = List.copyOf(handoffNotice);
    this.handover = handover;
    this.slackUserGroup = slackUserGroup;
    this.replacements = new Replacements(this.overrides);
  }

  /** A schedule that stands in no file: what a calendar says, and nothing else. */
  public static Schedule of(String name, ZoneId zone, Assignments assignments) {
    return bare(name, zone, new CalendarCover(assignments), new Absences(Map.of()));
  }

  /** Without overrides and fallback. */
  static Schedule bare(String name, ZoneId zone, Cover cover, Absences absences) {
    return new Schedule(name, zone, null, cover, absences, List.of(), List.of(), List.of(), Handover.NOTE, null);
  }

  /** The same schedule with more overrides, which apply after those it has. */
  public Schedule with(List<Replacement> more) {
    return more.isEmpty()
        ? this
        : with(cover, Stream.concat(overrides.stream(), more.stream()).toList());
  }

  /** The same schedule without the overrides that {@link #with(List)} added. */
  public Schedule asWritten() {
    return overrides.size() == written ? this : with(cover, overrides.subList(0, written));
  }

  private Schedule with(Cover other, List<Replacement> others) {
    return new Schedule(name, zone, calendar, other, absences, others, written, fallback, handoffNotice, handover, slackUserGroup);
  }

  /**
   * The same schedule with its calendar as it was read; until then it has nobody but its overrides and its fallback.
   *
   * @throws IllegalStateException if it has layers and not a calendar
   */
  public Schedule with(Assignments read) {
    if (calendar == null) {
      throw new IllegalStateException("schedule '%s' has layers, not a calendar".formatted(name));
    }
    return with(new CalendarCover(read), overrides);
  }

  public String name() {
    return name;
  }

  /** The zone in which its people read times. */
  public ZoneId zone() {
    return zone;
  }

  /** The names of those on call, sorted; none where nobody is and no fallback is written. */
  public SortedSet<String> who(Instant t) {
    return at(t).participants();
  }

  public Standing at(Instant t) {
    return new Sweep(this).at(t).value();
  }

  /** Who is on call in {@code [from, to)}, and whether as fallback: clipped to it, in order, without holes. */
  public List<Watch> watches(Instant from, Instant to) {
    List<Watch> watches = new ArrayList<>();
    Sweep sweep = new Sweep(this);
    for (Instant t = from; t.isBefore(to); ) {
      Stretch<Standing> stretch = sweep.at(t).atMost(to);
      int last = watches.size() - 1;
      if (last >= 0 && watches.get(last).standing().equals(stretch.value())) {
        watches.set(last, new Watch(watches.get(last).start(), stretch.until(), stretch.value()));
      } else {
        watches.add(new Watch(t, stretch.until(), stretch.value()));
      }
      t = stretch.until();
    }
    return Collections.unmodifiableList(watches);
  }

  /** The shifts in {@code [from, to)}, clipped to it, in order; stretches with nobody on call are left out. */
  public List<Shift> shifts(Instant from, Instant to) {
    List<Shift> shifts = new ArrayList<>();
    watches(from, to).forEach(it -> append(shifts, new Shift(it.start(), it.end(), it.standing().participants())));
    return Collections.unmodifiableList(shifts);
  }

  /** Where nobody is on call but the fallback, if there is one: maximal intervals in {@code [from, to)}, in order. */
  public List<Interval> gaps(Instant from, Instant to) {
    return watches(from, to).stream()
        .filter(watch -> watch.standing().fallback() || watch.standing().participants().isEmpty())
        .map(watch -> new Interval(watch.start(), watch.end()))
        .toList();
  }

  private static void append(List<Shift> shifts, Shift next) {
    Optional<Shift> last = shifts.isEmpty() ? Optional.empty() : Optional.of(shifts.get(shifts.size() - 1));
    if (last.isPresent() && last.get().end().equals(next.start())
        && last.get().participants().equals(next.participants())) {
      shifts.set(shifts.size() - 1, new Shift(last.get().start(), next.end(), next.participants()));
    } else if (!next.participants().isEmpty()) {
      shifts.add(next);
    }
  }

  /**
   * When the people on call next differ from those at {@code t}.
   *
   * @param horizon how far to look; empty if nothing changes until then
   */
  public Optional<Instant> nextChange(Instant t, Duration horizon) {
    Sweep sweep = new Sweep(this);
    Instant end = t.plus(horizon);
    Stretch<Standing> now = sweep.at(t);
    for (Instant next = now.until(); next.isBefore(end); ) {
      Stretch<Standing> then = sweep.at(next);
      if (!then.value().participants().equals(now.value().participants())) {
        return Optional.of(next);
      }
      next = then.until();
    }
    return Optional.empty();
  }

  /** Where its calendar is kept; empty if it has layers. */
  public Optional<CalendarRef> calendar() {
    return Optional.ofNullable(calendar);
  }

  /** In the order in which they apply: those of the document first. */
  public List<Replacement> overrides() {
    return overrides;
  }

  /** Who is on call where nobody else is; possibly nobody. */
  public List<String> fallback() {
    return fallback;
  }

  /** How long before a shift begins those who come are told, shortest first; none: they are not told. */
  public List<Duration> handoffNotice() {
    return handoffNotice;
  }

  public Handover handover() {
    return handover;
  }

  /** The id of the user group in Slack that shows who is on call; empty if none does. */
  public Optional<String> slackUserGroup() {
    return Optional.ofNullable(slackUserGroup);
  }

  /** What each layer alone would say, in the order of the document; of a calendar, one track. */
  public List<Track> tracks(Instant from, Instant to) {
    return cover instanceof Layers layers
        ? layers.written().stream().map(layer -> track(layer.name(), new Layers(List.of(layer)), from, to)).toList()
        : List.of(track("calendar", cover, from, to));
  }

  private Track track(String of, Cover alone, Instant from, Instant to) {
    return new Track(of, bare(name, zone, alone, absences).shifts(from, to));
  }

  /**
   * Reads a time as the document's own times are read: on the wall of {@link #zone()}, or with an offset.
   *
   * @param end whether something ends then, which matters in the hour that the clock shows twice
   */
  public Optional<Instant> instant(String text, boolean end) {
    return Moment.parse(text, new WallClock(zone)).map(moment -> end ? moment.last() : moment.first());
  }

  Cover cover() {
    return cover;
  }

  Absences absences() {
    return absences;
  }

  Replacements replacements() {
    return replacements;
  }

  /** Everybody of the result, after the overrides, or the fallback where that is nobody. */
  Standing standing(List<String> fromLayers, List<Replacement> active) {
    TreeSet<String> onCall = new TreeSet<>(fromLayers);
    active.forEach(override -> override.apply(onCall));
    boolean nobody = onCall.isEmpty() && !fallback.isEmpty();
    if (nobody) {
      onCall.addAll(fallback);
    }
    return new Standing(Collections.unmodifiableSortedSet(onCall), nobody);
  }
}
