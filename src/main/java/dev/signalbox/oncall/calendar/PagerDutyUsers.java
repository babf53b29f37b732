package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.Person;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of our people a user of PagerDuty is: the one with the same mail address, else the only one of that name. */
public final class PagerDutyUsers {

  private final Map<String, String> byMail = new HashMap<>();
  private final Map<String, String> byName = new HashMap<>();

  public PagerDutyUsers(Collection<Person> people) {
    Set<String> shared = new HashSet<>();
    for (Person person : people) {
      if (person.mail() != null) {
        byMail.putIfAbsent(lower(person.mail()), person.name());
      }
      Stream.of(lower(person.name()), lower(person.fullName())).distinct().filter(it -> !it.isEmpty())
          .forEach(name -> {
            if (byName.put(name, person.name()) != null) {
              shared.add(name);
            }
          });
    }
    byName.keySet().removeAll(shared);
  }

  /** The name of people.yaml, or PagerDuty's own for somebody who is not there. */
  String name(String email, String name, String summary) {
    String known = byMail.get(lower(email));
    String shown = name.isBlank() ? summary : name;
    return known != null ? known : byName.getOrDefault(lower(shown), shown);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }
}
