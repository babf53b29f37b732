package dev.signalbox.oncall.ical;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands between a BEGIN and its END: {@code VCALENDAR}, {@code VEVENT}, … Read without recursion. */
final class Component {

  private final String name;
  private final int line;
  private final List<ContentLine> properties = new ArrayList<>();
  private final List<Component> children = new ArrayList<>();

  private Component(String name, int line) {
    this.name = name;
    this.line = line;
  }

  /** The whole text, as the children of a component without a name. */
  static Component read(String text, Warnings warnings) {
    Component root = new Component("", 0);
    Deque<Component> open = new ArrayDeque<>(List.of(root));
    StringBuilder unfolded = new StringBuilder();
    int begin = 0;
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t') && begin > 0) {
        unfolded.append(line, 1, line.length());
      } else {
        take(begin, unfolded.toString(), open, warnings);
        unfolded.setLength(0);
        unfolded.append(line);
        begin = number;
      }
    }
    take(begin, unfolded.toString(), open, warnings);
    return root;
  }

  private static void take(int number, String line, Deque<Component> open, Warnings warnings) {
    if (line.isBlank()) {
      return;
    }
    Optional<ContentLine> parsed = ContentLine.parse(number, line);
    if (parsed.isEmpty()) {
      warnings.add(number, "%s is no property; it is left out", Warnings.quoted(line));
      return;
    }
    ContentLine content = parsed.get();
    String of = content.value().strip().toUpperCase(Locale.ROOT);
    switch (content.name()) {
      case "BEGIN" -> {
        Component child = new Component(of, number);
        open.getFirst().children.add(child);
        open.push(child);
      }
      case "END" -> close(of, number, open, warnings);
      default -> open.getFirst().properties.add(content);
    }
  }

  /** Closes what was left open inside it too. */
  private static void close(String name, int number, Deque<Component> open, Warnings warnings) {
    if (!open.getFirst().name.equals(name) && open.stream().noneMatch(it -> it.name.equals(name))) {
      warnings.add(number, "END:%s has no BEGIN; it is left out", Warnings.quoted(name));
      return;
    }
    while (!open.pop().name.equals(name)) {
      // the END of a component within it is missing
    }
  }

  String name() {
    return name;
  }

  /** Of its BEGIN, from 1. */
  int line() {
    return line;
  }

  Stream<Component> children(String of) {
    return children.stream().filter(child -> child.name.equals(of));
  }

  Optional<ContentLine> first(String property) {
    return all(property).findFirst();
  }

  Stream<ContentLine> all(String property) {
    return properties.stream().filter(it -> it.name().equals(property));
  }
}
