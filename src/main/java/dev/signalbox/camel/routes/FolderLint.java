package dev.signalbox.camel.routes;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallLint;
import dev.signalbox.escalation.lint.Subject;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.calendar.CalendarFiles;
import dev.signalbox.oncall.calendar.Location;
import dev.signalbox.oncall.calendar.SourceFailure;
import dev.signalbox.oncall.ical.IcalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at the rota of a routes folder and at what the rules beside it ask for, without a hub and without settings. Calendars
 * that are files of the folder are read; those that are kept elsewhere are not, and nothing is claimed of them.
 */
public final class FolderLint {

  private FolderLint() {}

  /**
   * @param plan of the folder
   * @param before an earlier version, if one is known
   */
  public static OnCallAccount of(
      Path folder, OnCallPlan plan, Optional<OnCallPlan> before, Instant from, Duration ahead) {
    Map<String, Assignments> calendars = new HashMap<>();
    Map<String, String> unread = elsewhere(plan);
    CalendarFiles files = new CalendarFiles(folder);
    for (String name : plan.rota().schedules()) {
      Schedule schedule = plan.rota().schedule(name);
      schedule.calendar().flatMap(FolderLint::file).ifPresent(location -> {
        try {
          String text = files.read(location, IcalReader.LONGEST);
          calendars.put(name, IcalReader.read(text, schedule.zone()).assignments());
          unread.remove(name);
        } catch (SourceFailure | IllegalArgumentException e) {
          unread.put(name, String.valueOf(e.getMessage()));
        }
      });
    }
    Subject.Rules rules = OnCallNeeds.of(SinkScan.of(folder, FolderLint::unset), OnCallNeeds.ANY_JIRA);
    OnCallPlan read = plan.with(calendars, Map.of());
    return OnCallLint.of(new Subject(read, plan, unread, Optional.of(rules), before, from, ahead));
  }

  /** As {@link #of}, of a file on its own: there are no rules beside it, and no calendars. */
  public static OnCallAccount ofFile(OnCallPlan plan, Optional<OnCallPlan> before, Instant from, Duration ahead) {
    return OnCallLint.of(new Subject(plan, plan, elsewhere(plan), Optional.empty(), before, from, ahead));
  }

  private static Map<String, String> elsewhere(OnCallPlan plan) {
    Map<String, String> elsewhere = new TreeMap<>();
    plan.rota().schedules().stream().filter(name -> plan.rota().schedule(name).calendar().isPresent())
        .forEach(name -> elsewhere.put(name, ""));
    return elsewhere;
  }

  /** Where a calendar is, if that is a file and the document alone says which. */
  private static Optional<Location> file(CalendarRef ref) {
    Location location = Location.of(ref, setting -> Optional.empty());
    boolean url = location.text().matches("(?is)[a-z][a-z0-9+.-]+:.*") && !location.text().startsWith("file:");
    return ref.kind() == CalendarRef.Kind.ICAL && location.unset().isEmpty() && !url
        ? Optional.of(location) : Optional.empty();
  }

  /** A placeholder as if nothing were set: its default where it has one. */
  private static String unset(String text) {
    return text.replaceAll("\\{\\{[^{}:]+:([^{}]*)}}", "$1");
  }
}
