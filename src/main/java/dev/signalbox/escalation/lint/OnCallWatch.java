package dev.signalbox.escalation.lint;

import dev.signalbox.document.LoadException;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Calendars;
import dev.signalbox.oncall.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the rota of a running hub again and again: whenever its files were read anew, and every few minutes, since
 * overrides come and go and so does time. Somebody has to call {@link #lookIfDue}; one thread at a time looks.
 */
public final class OnCallWatch implements OnCallFindings {

  private static final Duration EVERY = Duration.ofMinutes(5);
  /** A day, and what it takes until the alarm is out: this timer, the poll of the hub's own rule, the delivery. */
  private static final Duration ALARMED_AHEAD = Duration.ofHours(25);
  private static final Duration DISPUTED = Duration.ofDays(7);

  private final Sources sources;
  private final AcceptedSchedules accepted;
  private final OnCallAlarms alarms;
  private final Clock clock;
  private @Nullable OnCallPlan lookedAt;
  private Instant due = Instant.MIN;
  private volatile @Nullable OnCallAccount latest;
  private volatile @Nullable Edit edit;

  /**
   * Where what is looked at comes from.
   *
   * @param files as last read without findings
   * @param inForce the same with calendars and overrides
   * @param calendars those that were read
   * @param rules what the rules ask for now
   * @param astray what the rules ask for in vain: by where that is written, what is wrong with it
   */
  public record Sources(
      Supplier<OnCallPlan> files,
      CurrentPlan inForce,
      Calendars calendars,
      Supplier<Subject.Rules> rules,
      Supplier<Map<String, String>> astray) {}

  public OnCallWatch(Sources sources, AcceptedSchedules accepted, OnCallAlarms alarms, Clock clock) {
    this.sources = sources;
    this.accepted = accepted;
    this.alarms = alarms;
    this.clock = clock;
  }

  /** Looks if the files were read anew or it has been five minutes. What fails is tried again in five minutes. */
  public synchronized void lookIfDue() {
    if (sources.files().get() != lookedAt || !clock.instant().isBefore(due)) {
      look();
    }
  }

  private void look() {
    OnCallPlan files = sources.files().get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    lookedAt = files;
    due = now.plus(EVERY);
    OnCallPlan inForce = sources.inForce().now();
    Optional<OnCallPlan> before = before(files, now);
    OnCallAccount account = OnCallLint.of(
        new Subject(inForce, files, unread(files), Optional.of(sources.rules().get()), before, now, Subject.AHEAD));
    latest = account;
    Map<String, String> problems = problems(account, inForce);
    problems.putAll(sources.astray().get());
    alarms.tell(problems);
  }

  /** The accepted schedules, if the present ones deal turns anew; else the present ones are accepted by themselves. */
  private Optional<OnCallPlan> before(OnCallPlan files, Instant now) {
    Optional<AcceptedSchedules.Accepted> known = accepted.latest();
    if (known.isPresent() && known.get().texts().equals(files.texts())) {
      edit = null;
      return Optional.empty();
    }
    Optional<OnCallPlan> before = known.flatMap(OnCallWatch::read)
        .filter(old -> !Redeal.between(old, files, now, Subject.AHEAD).isEmpty());
    Instant since = before.isPresent() ? accepted.dispute(files.texts()) : now;
    if (before.isEmpty() || !since.plus(DISPUTED).isAfter(now)) {
      accepted.accept(files.texts(), AcceptedSchedules.ITSELF);
      edit = null;
      return Optional.empty();
    }
    edit = new Edit(version(files), since);
    return before;
  }

  /** Nothing where a newer hub cannot read what an older one accepted: then there is nothing to compare with. */
  private static Optional<OnCallPlan> read(AcceptedSchedules.Accepted known) {
    try {
      return Optional.of(OnCallPlan.ofTexts(known.texts()));
    } catch (LoadException outdated) {
      return Optional.empty();
    }
  }

  /** Without the reasons: the hub's own rule tells of calendars that cannot be read. */
  private Map<String, String> unread(OnCallPlan files) {
    Set<String> read = sources.calendars().latest().keySet();
    return files.rota().schedules().stream()
        .filter(name -> files.rota().schedule(name).calendar().isPresent() && !read.contains(name))
        .collect(Collectors.toMap(name -> name, name -> ""));
  }

  /** The first gap of each schedule in which nobody stands in, if it is near. */
  private static Map<String, String> problems(OnCallAccount account, OnCallPlan plan) {
    Map<String, String> problems = new TreeMap<>();
    for (Gap gap : account.gaps()) {
      if (!gap.fallback() && gap.during().start().isBefore(account.from().plus(ALARMED_AHEAD))) {
        Schedule schedule = plan.rota().schedule(gap.schedule());
        problems.putIfAbsent("on-call " + gap.schedule(), problem(gap, schedule.zone(), account.from()));
      }
    }
    return problems;
  }

  private static String problem(Gap gap, ZoneId zone, Instant now) {
    String from = gap.during().start().isAfter(now) ? "from %s ".formatted(Bounds.of(gap.during().start(), zone)) : "";
    return "Nobody is on call on schedule '%s' %suntil %s, and it has no fallback; make an override"
        .formatted(gap.schedule(), from, Bounds.of(gap.during().end(), zone));
  }

  private static UUID version(OnCallPlan files) {
    return UUID.nameUUIDFromBytes(String.join("\0", files.texts()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<OnCallAccount> latest() {
    return Optional.ofNullable(latest);
  }

  @Override
  public Optional<Edit> edit() {
    return Optional.ofNullable(edit);
  }

  @Override
  public synchronized boolean accept(UUID version, String by) {
    OnCallPlan files = sources.files().get();
    if (edit().isEmpty() || !version.equals(edit().get().version()) || !version.equals(version(files))) {
      return false;
    }
    accepted.accept(files.texts(), by);
    look();
    return true;
  }
}
