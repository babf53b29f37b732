package dev.signalbox.cli;

import dev.signalbox.document.Place;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.Target;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.ical.IcalReader;
import dev.signalbox.oncall.ical.IcalReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --schedules}, and what is in that file. A calendar is fetched only where somebody asks for it. */
final class ScheduleFile {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--schedules", required = true, paramLabel = "FILE",
      description = "YAML or JSON: one schedule or escalation, a list of them, or documents separated by ---.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  private OnCallPlan plan() {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Trouble.usage(
          "%s: --schedules names no readable file; give the path of a YAML or JSON file".formatted(file));
    }
    return OnCallPlan.ofFile(file);
  }

  /** With its calendar, if it has one. */
  Schedule schedule(String name) {
    OnCallPlan plan = plan();
    if (plan.rota().find(name).isEmpty()) {
      throw unknown("schedule", name, plan.rota().schedules());
    }
    return withCalendars(plan, Stream.of(name)).rota().schedule(name);
  }

  /** With the calendars of the schedules that the escalation names. */
  OnCallPlan plan(String escalation) {
    OnCallPlan plan = plan();
    if (!plan.escalations().contains(escalation)) {
      throw unknown("escalation", escalation, plan.escalations());
    }
    return withCalendars(plan, plan.policy(escalation).levels().stream()
        .flatMap(level -> level.targets().stream())
        .flatMap(target -> target.fold(of -> Stream.of(of.schedule()), of -> Stream.<String>empty())));
  }

  private OnCallPlan withCalendars(OnCallPlan plan, Stream<String> schedules) {
    Map<String, Assignments> calendars = new LinkedHashMap<>();
    schedules.distinct().forEach(name -> {
      Schedule schedule = plan.rota().schedule(name);
      schedule.calendar().ifPresent(calendar ->
          calendars.put(name, read(calendar, schedule, plan.places().schedules().get(name))));
    });
    return plan.with(calendars, Map.of());
  }

  private Assignments read(CalendarRef calendar, Schedule schedule, Place place) {
    String where = "%s:%d: schedule '%s': ".formatted(place.file(), place.line(), schedule.name());
    if (calendar.kind() != CalendarRef.Kind.ICAL) {
      throw Trouble.usage(where + "it is kept in %s, which only a running hub can ask; see its /api/on-call"
          .formatted(calendar.kind() == CalendarRef.Kind.SQL ? "a database" : "PagerDuty"));
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      String text = new CalendarText(folder, PATIENCE).read(Placeholders.ofProcess().fill(calendar.location()));
      IcalReading reading = IcalReader.read(text, schedule.zone());
      reading.warnings().forEach(warning -> command.commandLine().getErr().println(where + "calendar, " + warning));
      return reading.assignments();
    } catch (Trouble trouble) {
      throw trouble.at(where);
    } catch (IllegalArgumentException noCalendar) {
      throw Trouble.refused(where + noCalendar.getMessage());
    }
  }

  private Trouble unknown(String kind, String name, Collection<String> known) {
    return Trouble.usage("%s: --%s: there is no %s '%s' in this file; %s".formatted(file, kind, kind, name,
        known.isEmpty() ? "it has none" : "there are: " + String.join(", ", known)));
  }
}
