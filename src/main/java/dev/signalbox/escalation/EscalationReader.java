package dev.signalbox.escalation;

import dev.signalbox.document.Closest;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.oncall.Names;
import dev.signalbox.oncall.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one escalation policy; what is wrong is a finding. */
final class EscalationReader {

  private static final int A_YEAR_OF_MINUTES = 366 * 24 * 60;
  private static final int MOST_REPEATS = 1000;

  private final Names names;
  private final Set<String> schedules;

  EscalationReader(Names names, Set<String> schedules) {
    this.names = names;
    this.schedules = schedules;
  }

  EscalationPolicy read(Element element) {
    String name = element.peek("escalation").orElse("");
    Fields fields = element.fields("escalation '" + name + "'");
    fields.require("escalation", "give it a name");
    int repeat = fields.get("repeat").map(it -> it.number("repeat", 0, MOST_REPEATS).orElse(0)).orElse(0);
    List<Element> elements = fields.require("levels", "list at least one level").map(Element::items).orElse(List.of());
    EscalationPolicy.Acknowledgement acknowledgement = new EscalationPolicy.Acknowledgement(
        fields.get("acknowledge_stops").map(EscalationReader::yes).orElse(true),
        fields.get("acknowledge_expires").flatMap(EscalationReader::expires).orElse(null));
    fields.end();
    List<EscalationPolicy.Level> levels = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      boolean nothingToWaitFor = i == elements.size() - 1 && repeat == 0;
      levels.add(level(elements.get(i), i + 1, nothingToWaitFor));
    }
    return new EscalationPolicy(name, repeat, levels, acknowledgement);
  }

  private static boolean yes(Element element) {
    String text = element.text("acknowledge_stops");
    if (!text.equals("true") && !text.equals("false")) {
      element.complain("acknowledge_stops is '%s'; write true, or false to go on while somebody takes care of it", text);
    }
    return !text.equals("false");
  }

  private static Optional<Duration> expires(Element element) {
    return element.text("acknowledge_expires").equals("never")
        ? Optional.of(Duration.ZERO)
        : Times.duration(element, "acknowledge_expires", "5m", "14d", "2h, or 'never'");
  }

  private EscalationPolicy.Level level(Element element, int number, boolean nothingToWaitFor) {
    Fields fields = element.fields("level " + number);
    Optional<Element> delay = nothingToWaitFor
        ? fields.get("delay_minutes")
        : fields.require("delay_minutes", "say how long to wait before the next level is asked");
    int minutes =
        delay.map(it -> it.number("delay_minutes", 0, A_YEAR_OF_MINUTES).orElse(0)).orElse(0);
    List<Target> targets = new ArrayList<>();
    fields.require("targets", "list whom to ask, such as [{schedule: infrastructure}, {user: anna}]")
        .map(Element::items).orElse(List.of())
        .forEach(it -> target(it).ifPresent(targets::add));
    fields.end();
    return new EscalationPolicy.Level(Duration.ofMinutes(minutes), targets);
  }

  private Optional<Target> target(Element element) {
    Fields fields = element.fields("the target");
    Optional<Element> schedule = fields.get("schedule");
    Optional<Element> user = fields.get("user");
    fields.end();
    if (element.isMap() && schedule.isPresent() == user.isPresent()) {
      element.complain("a target is either {schedule: …} or {user: …}; write one target for each");
    }
    if (schedule.isPresent()) {
      String name = schedule.get().text("schedule");
      if (!schedules.contains(name)) {
        schedule.get().complain("there is no schedule '%s'%s; there are: %s",
            name, Closest.hint(name, schedules), String.join(", ", schedules));
      }
      return Optional.of(new Target.OfSchedule(name));
    }
    return user.flatMap(it -> names.one(it, "user")).map(Target.OfUser::new);
  }
}
