package dev.signalbox.oncall;

import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads one schedule. What is wrong is a finding; the schedule returned then is not to be used, which {@link
 * dev.signalbox.document.Findings#throwIfAny} sees to.
 */
public final class ScheduleReader {

  private static final Pattern SLACK_USER_GROUP = Pattern.compile("S[A-Z0-9]{2,20}");

  private final Names names;

  public ScheduleReader(Names names) {
    this.names = names;
  }

  public Schedule read(Element element) {
    String name = element.peek("schedule").orElse("");
    Fields fields = element.fields("schedule '" + name + "'");
    fields.require("schedule", "give it a name");
    Optional<CalendarRef> calendar = new CalendarReader(fields).read();
    ZoneId zone = zone(fields, calendar.isPresent());
    WallClock clock = new WallClock(zone);
    Set<LocalDate> holidays = new LinkedHashSet<>();
    fields.items("holidays").forEach(it -> Times.date(it, "holidays").ifPresent(holidays::add));
    Layers layers = layers(fields.items("layers"), new LayerReader(clock, holidays, names));
    List<Replacement> overrides = fields.items("overrides").stream().map(it -> override(it, clock)).toList();
    Absences absences = absences(fields.items("unavailable"), clock);
    List<String> fallback = fields.get("fallback").map(it -> names.group(it, "fallback")).orElse(List.of());
    List<Duration> handoffNotice = fields.get("handoff_notice").map(ScheduleReader::leads).orElse(List.of());
    Handover handover = fields.get("handover")
        .flatMap(it -> Times.word(it, "handover", Handover.class)).orElse(Handover.NOTE);
    String slackUserGroup = fields.get("slack_user_group").flatMap(ScheduleReader::slackUserGroup).orElse(null);
    calendar.ifPresent(ignored -> Stream.of("layers", "holidays").filter(key -> fields.get(key).isPresent()).forEach(key ->
        fields.key(key).complain("%s has no meaning beside a calendar; leave it out, or the calendar", key)));
    fields.end();
    Cover cover = calendar.isPresent() ? new CalendarCover(Assignments.none()) : layers;
    return new Schedule(name, zone, calendar.orElse(null), cover, absences, overrides, fallback, handoffNotice, handover, slackUserGroup);
  }

  private static Optional<String> slackUserGroup(Element element) {
    String id = element.text("slack_user_group");
    boolean good = SLACK_USER_GROUP.matcher(id).matches();
    if (!good && !element.isMap() && !element.isList()) {
      element.complain("slack_user_group '%s' is not the id of a user group of Slack (its menu, Copy group ID), such as S0615G0KT",
          id.replaceAll("\\p{C}", "?"));
    }
    return good ? Optional.of(id) : Optional.empty();
  }

  /** A calendar has times of its own; where nothing else is said, what is written beside it is in UTC. */
  private static ZoneId zone(Fields fields, boolean calendar) {
    Optional<Element> zone = calendar
        ? fields.get("timezone") : fields.require("timezone", "write an IANA name such as Europe/Berlin");
    return zone.map(Times::zone).orElse(ZoneOffset.UTC);
  }

  private static List<Duration> leads(Element element) {
    Set<Duration> leads = new TreeSet<>();
    for (Element item : element.items()) {
      Optional<Duration> lead =
          Times.duration(item, "handoff_notice", "0m", "14d", "15m, or 0m for the handoff itself");
      if (lead.isPresent() && !leads.add(lead.get())) {
        item.complain("handoff_notice says '%s' twice; keep one", item.text("handoff_notice"));
      }
    }
    if (element.items().isEmpty()) {
      element.complain("handoff_notice is empty; write how long before a shift its people are told, or leave it out");
    }
    return List.copyOf(leads);
  }

  private static Layers layers(List<Element> elements, LayerReader reader) {
    return new Layers(IntStream.range(0, elements.size()).mapToObj(i -> reader.read(elements.get(i), i + 1)).toList());
  }

  private Replacement override(Element element, WallClock clock) {
    Fields fields = element.fields("the override");
    Interval during = Times.during(fields, clock);
    Replacement.Kind kind = fields.get("type")
        .flatMap(it -> Times.word(it, "type", Replacement.Kind.class)).orElse(Replacement.Kind.SET);
    List<String> coming = people(fields, "participant", kind.comes(), kind, "say who comes; [] for nobody");
    List<String> going = people(fields, "replaces", kind.goes(), kind, "say who goes");
    fields.end();
    return new Replacement(during, kind, coming, going);
  }

  private List<String> people(Fields fields, String key, boolean wanted, Replacement.Kind kind, String remedy) {
    if (!wanted) {
      fields.get(key).ifPresent(it -> fields.key(key).complain(
          "%s has no meaning in an override of type %s; leave it out",
          key, kind.label()));
      return List.of();
    }
    Optional<Element> value = fields.require(key, remedy);
    List<String> people = value.map(it -> names.group(it, key)).orElse(List.of());
    if (kind == Replacement.Kind.REPLACE && key.equals("replaces") && value.isPresent() && people.size() != 1) {
      value.get().complain("replaces of an override of type replace must be one name; write one override for each");
    }
    return people;
  }

  private Absences absences(List<Element> elements, WallClock clock) {
    Map<String, List<Interval>> byName = new HashMap<>();
    for (Element element : elements) {
      Fields fields = element.fields("the absence");
      Interval away = Times.during(fields, clock);
      fields.require("participant", "say who is away")
          .map(it -> names.group(it, "participant")).orElse(List.of())
          .forEach(name -> byName.computeIfAbsent(name, none -> new ArrayList<>()).add(away));
      fields.end();
    }
    return new Absences(byName);
  }
}
