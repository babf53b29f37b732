package dev.signalbox.oncall;

import dev.signalbox.document.Closest;
import dev.signalbox.document.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads participants' names. Where the people are known, a name that is not among them is a finding. */
public final class Names {

  private static final String NONE = "none";

  private final Optional<Collection<String>> known;

  private Names(Optional<Collection<String>> known) {
    this.known = known;
  }

  /** For a file on its own: every name is taken as it is. */
  public static Names any() {
    return new Names(Optional.empty());
  }

  public static Names of(Collection<String> known) {
    return new Names(Optional.of(known));
  }

  /** One name; empty for {@code none}, and where it is a finding. */
  public Optional<String> one(Element element, String key) {
    String name = element.text(key);
    if (element.isList() || element.isMap() || name.equals(NONE)) {
      return Optional.empty();
    }
    if (name.isEmpty() || !name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
      element.complain("%s must be a name, without control characters and without blanks around it", key);
      return Optional.empty();
    }
    if (known.isPresent() && !known.get().contains(name)) {
      element.complain("%s '%s' is not in people.yaml%s; add the person there or correct the name",
          key, name, Closest.hint(name, known.get()));
    }
    return Optional.of(name);
  }

  /** A name or a list of names that are on call together. */
  public List<String> group(Element element, String key) {
    List<String> names = new ArrayList<>();
    element.items().forEach(item -> one(item, key).ifPresent(names::add));
    return names;
  }

  /** A list of turns, each a name or a list of names. */
  List<List<String>> turns(Element element, String key) {
    return element.items().stream().map(turn -> group(turn, key)).toList();
  }
}
