package dev.signalbox.override;

import static dev.signalbox.override.WishRefused.about;
import static dev.signalbox.override.WishRefused.cut;
import static dev.signalbox.override.WishRefused.wrong;

import dev.signalbox.document.Closest;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Replacement.Kind;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.override.WishRefused.Part;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes overrides of wishes, or says in one sentence why not. */
final class WishReader {

  private static final String NOBODY = "none";
  private static final Set<Integer> BREAKS = Set.of(
      (int) Character.CONTROL, (int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR,
      (int) Character.SURROGATE);

  private final Rota rota;
  private final Schedule schedule;
  private final SpanReader spans;

  WishReader(Rota rota, Schedule schedule, Instant now) {
    this.rota = rota;
    this.schedule = schedule;
    this.spans = new SpanReader(schedule, now);
  }

  Replacement read(Wish wish) {
    List<String> participants = written(wish.participants());
    List<String> replaces = written(wish.replaces());
    Kind kind = wish.type().isBlank() ? implied(participants, replaces) : kind(wish.type().strip());
    Interval during = about(Part.SPAN, () -> spans.read(wish.span()));
    List<String> comes = about(Part.PARTICIPANTS, () -> comes(kind, participants));
    List<String> goes = about(Part.REPLACES, () -> goes(kind, replaces, during));
    if (kind == Kind.REPLACE && comes.equals(goes)) {
      throw wrong("'%s' cannot stand in for the same person; name somebody else as participant", goes.get(0));
    }
    return new Replacement(during, kind, comes, goes);
  }

  /** The two halves of a swap; the first is of the shift of {@link Swap#one}. */
  List<Replacement> read(Swap swap) {
    String one = known("participant", swap.one().strip(), rota.people().keySet());
    String other = known("participant", swap.other().strip(), rota.people().keySet());
    if (one.equals(other)) {
      throw wrong("'%s' cannot swap with the same person; name two people", one);
    }
    Interval shift = spans.read(swap.shift());
    Interval otherShift = spans.read(swap.otherShift());
    if (shift.start().isBefore(otherShift.end()) && otherShift.start().isBefore(shift.end())) {
      throw wrong("the two shifts of a swap overlap; who is on call in both has nothing to swap");
    }
    return List.of(
        new Replacement(shift, Kind.REPLACE, List.of(other), List.of(one)),
        new Replacement(otherShift, Kind.REPLACE, List.of(one), List.of(other)));
  }

  static String reason(String text) {
    return about(Part.REASON, () -> oneLine(text));
  }

  private static String oneLine(String text) {
    String reason = text.strip();
    if (reason.length() > Wish.LONGEST_REASON) {
      throw wrong("reason of %d characters is longer than %d; shorten it", reason.length(), Wish.LONGEST_REASON);
    }
    if (reason.codePoints().map(Character::getType).anyMatch(BREAKS::contains)) {
      throw wrong("reason must be one line without control characters");
    }
    return reason;
  }

  private static Kind implied(List<String> participants, List<String> replaces) {
    return replaces.isEmpty() ? Kind.SET : participants.isEmpty() ? Kind.REMOVE : Kind.REPLACE;
  }

  private static Kind kind(String label) {
    List<String> known = Stream.of(Kind.values()).map(Kind::label).toList();
    return Kind.of(label).orElseThrow(() -> wrong("type '%s' is unknown%s; write one of %s",
        cut(label), Closest.hint(cut(label), known), String.join(", ", known)));
  }

  private List<String> comes(Kind kind, List<String> names) {
    if (!kind.comes()) {
      if (!names.isEmpty()) {
        throw wrong("participant has no meaning in an override of type %s; name those who go as replaces",
            kind.label());
      }
      return names;
    }
    if (names.isEmpty()) {
      throw wrong("participant is missing; say who comes%s", kind == Kind.SET ? ", or none for nobody" : "");
    }
    if (names.contains(NOBODY)) {
      if (kind != Kind.SET || names.size() > 1) {
        throw wrong("participant 'none' has a meaning only alone and in an override of type set; say who comes");
      }
      return List.of();
    }
    return names.stream().map(name -> known("participant", name, rota.people().keySet())).toList();
  }

  private List<String> goes(Kind kind, List<String> names, Interval during) {
    if (!kind.goes()) {
      if (!names.isEmpty()) {
        throw wrong("replaces has no meaning in an override of type %s; leave it out, or write type replace",
            kind.label());
      }
      return names;
    }
    if (names.isEmpty()) {
      throw wrong("replaces is missing; say who goes");
    }
    if (kind == Kind.REPLACE && names.size() > 1) {
      throw wrong("replaces must be one name in an override of type replace; make one override for each");
    }
    // a calendar may have somebody on call whom people.yaml does not know
    Set<String> known = schedule.shifts(during.start(), during.end()).stream()
        .flatMap(shift -> shift.participants().stream()).collect(Collectors.toCollection(TreeSet::new));
    known.addAll(rota.people().keySet());
    return names.stream().map(name -> known("replaces", name, known)).toList();
  }

  private static List<String> written(List<String> names) {
    return names.stream().map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
  }

  private static String known(String key, String name, Collection<String> known) {
    if (name.isEmpty()) {
      throw wrong("%s is missing; name two people", key);
    }
    if (!known.contains(name)) {
      throw wrong("%s '%s' is not in people.yaml%s; add the person there or correct the name",
          key, cut(name), Closest.hint(cut(name), known));
    }
    return name;
  }
}
