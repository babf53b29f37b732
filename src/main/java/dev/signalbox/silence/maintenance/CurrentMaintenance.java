package dev.signalbox.silence.maintenance;

import dev.signalbox.oncall.Interval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is planned now: the file, and the last good copy of each change calendar. Somebody calls {@link #look} every few
 * seconds, which reads what is due. Whatever fails, the last good copy answers, which outlasts the process; questions are
 * answered from memory.
 */
public final class CurrentMaintenance implements Windows {

  private static final Duration BACK = Duration.ofDays(62);
  private static final Duration AHEAD = Duration.ofDays(62);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Supplier<MaintenancePlan> files;
  private final ChangeSource source;
  private final ChangeCalendars log;
  private final Listener listener;
  private final Clock clock;
  private final Map<ChangeCalendar, Copy> copies = new ConcurrentHashMap<>();
  private @Nullable List<ChangeCalendar> expected;

  /** How the readings of a calendar go. */
  public interface Listener {
    void read(String calendar, int windows, List<String> warnings);

    /** @param failures in a row */
    void failed(String calendar, String reason, int failures);
  }

  /**
   * How a calendar stands.
   *
   * @param readAt the last good reading; null if there was none
   * @param error why the latest reading failed; null if it did not
   */
  public record Standing(ChangeCalendar calendar, @Nullable Instant readAt, @Nullable String error, int windows, List<String> warnings) {}

  private record Copy(Instant dueAt, @Nullable Instant readAt, ChangeSource.Reading reading, int failures, @Nullable String error) {}

  /** @param files as last read without findings */
  public CurrentMaintenance(
      Supplier<MaintenancePlan> files, ChangeSource source, ChangeCalendars log, Listener listener, Clock clock) {
    this.files = files;
    this.source = source;
    this.log = log;
    this.listener = listener;
    this.clock = clock;
  }

  /** Reads what is due. Called by one thread at a time; blocks while a database answers. */
  public void look() {
    List<ChangeCalendar> wanted = files.get().calendars();
    copies.keySet().retainAll(wanted);
    if (!wanted.equals(expected)) {
      log.expect(wanted);
      expected = wanted;
    }
    Instant now = clock.instant();
    for (ChangeCalendar calendar : wanted) {
      Copy copy = copies.computeIfAbsent(calendar, one -> kept(one, now));
      if (!copy.dueAt().isAfter(now)) {
        Copy latest = read(calendar, copy, now);
        copies.put(calendar, latest);
        note(calendar, latest);
      }
    }
  }

  /** As the process before left it, or another one: it counts until the calendar is read. */
  private Copy kept(ChangeCalendar calendar, Instant now) {
    return log.copy(calendar)
        .map(kept -> new Copy(now, kept.readAt(), new ChangeSource.Reading(kept.windows(), List.of()), 0, null))
        .orElseGet(() -> new Copy(now, null, new ChangeSource.Reading(List.of(), List.of()), 0, null));
  }

  private void note(ChangeCalendar calendar, Copy latest) {
    if (latest.error() == null) {
      log.read(calendar, latest.reading().windows());
    } else {
      log.failed(calendar, latest.error());
    }
  }

  private Copy read(ChangeCalendar calendar, Copy before, Instant now) {
    try {
      ChangeSource.Reading reading = source.read(calendar, new Interval(now.minus(BACK), now.plus(AHEAD)));
      listener.read(calendar.title(), reading.windows().size(), reading.warnings());
      return new Copy(now.plus(calendar.refresh()), now, reading, 0, null);
    } catch (ChangeSource.Failure e) {
      return failed(calendar, before, now, e.reason());
    } catch (RuntimeException e) {
      // a bug of ours; its message may quote anything
      return failed(calendar, before, now, "the reading failed (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private Copy failed(ChangeCalendar calendar, Copy before, Instant now, String reason) {
    listener.failed(calendar.title(), reason, before.failures() + 1);
    return new Copy(now.plus(RETRY), before.readAt(), before.reading(), before.failures() + 1, reason);
  }

  @Override
  public List<Window> between(Instant from, Instant to) {
    MaintenancePlan plan = files.get();
    List<Window> all = new ArrayList<>(plan.between(from, to));
    for (ChangeCalendar calendar : plan.calendars()) {
      Copy copy = copies.get(calendar);
      if (copy != null) {
        copy.reading().windows().stream()
            .filter(one -> one.during().start().isBefore(to) && from.isBefore(one.during().end()))
            .forEach(all::add);
      }
    }
    return all;
  }

  public List<Standing> calendars() {
    List<Standing> all = new ArrayList<>();
    Map<ChangeCalendar, Copy> known = new HashMap<>(copies);
    for (ChangeCalendar calendar : files.get().calendars()) {
      Copy copy = known.get(calendar);
      all.add(copy == null
          ? new Standing(calendar, null, null, 0, List.of())
          : new Standing(calendar, copy.readAt(), copy.error(), copy.reading().windows().size(), copy.reading().warnings()));
    }
    return all;
  }
}
