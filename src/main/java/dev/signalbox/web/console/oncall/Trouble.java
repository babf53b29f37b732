package dev.signalbox.web.console.oncall;

import dev.signalbox.channel.slack.MembershipStandings.Standing;
import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.oncall.calendar.CalendarStatus;
import dev.signalbox.web.Words;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong that a calendar does not show by itself: how its source does, and what the lint has found. */
final class Trouble {

  private static final Set<Kind> GAPS = EnumSet.of(Kind.GAP, Kind.FALLBACK_ONLY);
  private static final Set<Kind> OF_SCHEDULES =
      EnumSet.of(Kind.GAP, Kind.FALLBACK_ONLY, Kind.TURNS_DEALT_ANEW, Kind.CONTRADICTING_OVERRIDES, Kind.VAIN_OVERRIDE);
  private static final Set<Kind> OF_PEOPLE = EnumSet.of(Kind.UNREACHABLE_PERSON, Kind.MISSING_ID);

  private final List<CalendarStatus> calendars;
  private final List<Standing> groups;
  private final List<OnCallFinding> faults;
  private final Instant now;

  Trouble(List<CalendarStatus> calendars, List<Standing> groups, Optional<OnCallAccount> account, Instant now) {
    this.calendars = calendars;
    this.groups = groups;
    this.faults = account.map(OnCallAccount::worstFirst).orElse(List.of());
    this.now = now;
  }

  /** Where a schedule's calendar is kept and when it was read; null for a schedule with layers. */
  @Nullable Source source(String schedule) {
    return calendars.stream().filter(one -> one.schedule().equals(schedule)).findFirst().map(this::source).orElse(null);
  }

  private Source source(CalendarStatus status) {
    String kind = switch (status.kind()) {
      case ICAL -> "an iCalendar";
      case SQL -> "a query";
      case PAGERDUTY -> "PagerDuty";
    };
    return new Source(
        kind, status.readAt(), status.stale(now), status.error() == null ? null : Words.line(status.error()),
        status.warnings().stream().map(Words::line).toList(), status.unknown().stream().map(Words::line).toList());
  }

  /** In one sentence each, the worst first, without the gaps among the days shown: those are drawn. */
  List<Fault> ofSchedule(String schedule, Ruler shown) {
    Stream<Fault> found = faults.stream()
        .filter(one -> OF_SCHEDULES.contains(one.kind()) && one.subject().equals(schedule))
        .filter(one -> !GAPS.contains(one.kind()) || one.during() == null
            || !shown.shows(one.during().start(), one.during().end()))
        .map(Trouble::fault);
    return Stream.concat(ofGroup(schedule), found).toList();
  }

  /** What keeps Slack's user group from showing who is on call. */
  private Stream<Fault> ofGroup(String schedule) {
    return groups.stream().filter(group -> group.schedules().contains(schedule)).flatMap(group -> {
      String what = "Slack's user group " + group.group();
      Fault failed = group.error() == null ? null
          : new Fault("error", Words.line("%s is not up to date, it is tried again: %s".formatted(what, group.error())));
      Fault noted = group.note() == null ? null : new Fault("warning", Words.line(what + ": " + group.note()));
      return Stream.of(failed, noted).filter(Objects::nonNull);
    });
  }

  List<Fault> ofPerson(String person) {
    return faults.stream()
        .filter(one -> OF_PEOPLE.contains(one.kind()) && one.subject().equals(person)).map(Trouble::fault).toList();
  }

  private static Fault fault(OnCallFinding one) {
    return new Fault(one.severity().label(), Words.line(one.message()));
  }

  /** @param severity as everywhere in the console: {@code warning}, {@code error} */
  public record Fault(String severity, String sentence) {}

  /**
   * A calendar that is kept elsewhere.
   *
   * @param readAt null if it never was
   * @param stale whether what is shown may be out of date
   * @param error why it was not read the last time; null if it was
   * @param left what of it could not be understood
   * @param unknown people in it whom people.yaml does not know, whom nothing can reach
   */
  public record Source(
      String kind, @Nullable Instant readAt, boolean stale, @Nullable String error, List<String> left,
      List<String> unknown) {}
}
