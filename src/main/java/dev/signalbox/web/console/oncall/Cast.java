package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Person;
import dev.signalbox.web.Words;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How people are called and painted. Whom people.yaml does not know goes by the name that the calendar uses. */
final class Cast {

  private final Map<String, Person> people;
  private final Looks looks;

  Cast(Map<String, Person> people) {
    this.people = people;
    this.looks = new Looks(people.keySet());
  }

  String called(String name) {
    Person person = people.get(name);
    return Words.line(person == null || person.fullName() == null ? name : person.fullName());
  }

  /** {@code Anna Lindqvist and Ben Okafor}; {@code nobody}. */
  String called(Collection<String> names) {
    return names.isEmpty() ? "nobody" : names.stream().map(this::called).collect(Collectors.joining(" and "));
  }

  Bar.Who who(String name) {
    return who(name, called(name));
  }

  /** Painted as that person, with another label. */
  Bar.Who who(String name, String label) {
    return new Bar.Who(label, initials(called(name)), looks.of(name));
  }

  List<Bar.Who> who(Collection<String> names) {
    return names.stream().map(this::who).toList();
  }

  Plan.Contact contact(Person person) {
    return new Plan.Contact(
        who(person.name()), Paths.person(person.name()), line(person.mail()), line(person.slackId()),
        person.channels());
  }

  private static @Nullable String line(@Nullable String text) {
    return text == null ? null : Words.line(text);
  }

  List<Plan.Contact> contacts(List<Person> persons) {
    return persons.stream().map(this::contact).toList();
  }

  /** {@code AL} for Anna Lindqvist, {@code a} for anna. */
  private static String initials(String called) {
    String[] words = called.trim().split("\\s+");
    String last = words.length == 1 ? "" : first(words[words.length - 1]);
    return first(words[0]) + last;
  }

  private static String first(String word) {
    return word.isEmpty() ? "" : word.substring(0, word.offsetByCodePoints(0, 1));
  }
}
