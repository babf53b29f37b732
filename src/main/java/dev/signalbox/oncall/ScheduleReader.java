package dev.signalbox.oncall;

import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads one schedule. What is wrong is a finding; the schedule returned then is not to be used, which {@link
 * dev.signalbox.document.Findings#throwIfAny} sees to.
 */
public final class ScheduleReader {

  private final Names names;

  public ScheduleReader(Names names) {
    this.names = names;
  }

  public Schedule read(Element element) {
    String name = element.peek("schedule").orElse("");
    Fields fields = element.fields("schedule '" + name + "'");
    fields.require("schedule", "give it a name");
    ZoneId zone = fields.require("timezone", "write an IANA name such as Europe/Berlin")
        .map(Times::zone).orElse(ZoneOffset.UTC);
    WallClock clock = new WallClock(zone);
    if (fields.get("ical").isPresent()) {
      fields.key("ical").complain("ical schedules are not supported yet; write layers instead");
    }
    Set<LocalDate> holidays = new LinkedHashSet<>();
    fields.items("holidays").forEach(it -> Times.date(it, "holidays").ifPresent(holidays::add));
    LayerReader layerReader = new LayerReader(clock, holidays, names);
    List<Element> layers = fields.items("layers");
    List<Layer> stacked = IntStream.range(0, layers.size())
        .mapToObj(i -> layerReader.read(layers.get(i), i + 1)).toList();
    List<Replacement> overrides = fields.items("overrides").stream().map(it -> override(it, clock)).toList();
    Absences absences = absences(fields.items("unavailable"), clock);
    List<String> fallback = fields.get("fallback").map(it -> names.group(it, "fallback")).orElse(List.of());
    fields.end();
    return new Schedule(name, zone, stacked, absences, new Replacements(overrides), fallback);
  }

  private Replacement override(Element element, WallClock clock) {
    Fields fields = element.fields("the override");
    Interval during = Times.during(fields, clock);
    Replacement.Kind kind = fields.get("type")
        .flatMap(it -> Times.word(it, "type", Replacement.Kind.class)).orElse(Replacement.Kind.SET);
    boolean comes = kind != Replacement.Kind.REMOVE;
    boolean goes = kind == Replacement.Kind.REMOVE || kind == Replacement.Kind.REPLACE;
    List<String> coming = people(fields, "participant", comes, kind, "say who comes; [] for nobody");
    List<String> going = people(fields, "replaces", goes, kind, "say who goes");
    fields.end();
    return new Replacement(during, kind, coming, going);
  }

  private List<String> people(Fields fields, String key, boolean wanted, Replacement.Kind kind, String remedy) {
    if (!wanted) {
      fields.get(key).ifPresent(it -> fields.key(key).complain(
          "%s has no meaning in an override of type %s; leave it out",
          key, kind.name().toLowerCase(Locale.ROOT)));
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
