package dev.signalbox.oncall;

import dev.signalbox.Secret;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Place;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code people:}, a map from name to the person's ids. Each id ends up in a header, a query or an address of
 * another system, so only the characters that the system itself gives out are let in.
 */
public final class PersonReader {

  /** ASCII only: characters whose low byte is CR or LF (U+760D) have been used to break out of an SMTP command. */
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*");
  private static final Pattern SLACK = Pattern.compile("[UW][A-Z0-9]+");
  private static final Pattern JIRA_ACCOUNT = Pattern.compile("[A-Za-z0-9:_-]{1,128}");
  private static final Pattern USER_NAME = Pattern.compile("[\\p{L}\\p{N}@._\\\\ +-]{1,255}");
  private static final Pattern ROUTING_KEY = Pattern.compile("[A-Za-z0-9]{32}");
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

  /** As an incident spells them. */
  private static final List<String> SEVERITIES = List.of("info", "warning", "error", "critical");
  private static final String DEFAULT = "default";

  private PersonReader() {}

  /** The people of a document by name, in the order written. */
  public static Map<String, Person> read(Element document) {
    Fields fields = document.fields("people.yaml");
    Optional<Element> people = fields.require("people", "list the people below 'people:', each under their name");
    fields.end();
    Map<String, Person> byName = new LinkedHashMap<>();
    if (people.isPresent()) {
      Fields entries = people.get().fields("people");
      entries.all().forEach((name, ids) -> byName.put(name, person(entries.key(name), name, ids)));
    }
    return byName;
  }

  /** Where each of them stands; reports nothing. */
  public static Map<String, Place> places(Element document) {
    Map<String, Place> places = new LinkedHashMap<>();
    document.child("people").filter(Element::isMap).ifPresent(people -> {
      Fields entries = people.fields("people");
      entries.all().keySet().forEach(name -> places.put(name, entries.key(name).place()));
    });
    return places;
  }

  private static Person person(Element key, String name, Element ids) {
    if (name.equals("none") || !PRINTABLE.matcher(name).matches()) {
      key.complain("'%s' cannot be a person's name; 'none' means nobody, and names have no control characters",
          name.replaceAll("\\p{C}", "?"));
    }
    if (ids.isNothing()) {
      return Person.named(name);
    }
    Fields fields = ids.fields("person '" + name + "'");
    Map<String, List<String>> channels = fields.get("channels").map(it -> channels(it, name)).orElse(Map.of());
    Map<String, List<String>> bySeverity = new LinkedHashMap<>(channels);
    List<String> otherwise = bySeverity.remove(DEFAULT);
    String routingKey =
        text(fields, "pagerDutyRoutingKey", ROUTING_KEY, "the 32 letters and digits of an integration key");
    Person person = new Person(
        name,
        text(fields, "fullName", PRINTABLE, "without line breaks or control characters, such as Anna Lindqvist"),
        text(fields, "mail", MAIL, "one plain address, such as anna@example.com"),
        text(fields, "slackId", SLACK, "a member ID of Slack (profile, Copy member ID), such as U012AB3CD"),
        text(fields, "jiraAccountId", JIRA_ACCOUNT, "an account ID of Jira Cloud, such as 5b10ac8d82e05b22cc7d4ef5"),
        text(fields, "jiraName", USER_NAME, "a user name of Jira Data Center"),
        text(fields, "serviceNowUser", USER_NAME, "a user_name of ServiceNow"),
        routingKey == null ? null : new Secret(routingKey),
        fields.get("timezone").<@Nullable ZoneId>map(Times::zone).orElse(null),
        otherwise == null ? List.of() : otherwise,
        bySeverity);
    fields.end();
    return person;
  }

  /** A list for everything, or a map of lists by severity and for the rest. */
  private static Map<String, List<String>> channels(Element element, String person) {
    if (!element.isMap()) {
      return Map.of(DEFAULT, preference(element));
    }
    Fields fields = element.fields("channels of person '" + person + "'");
    Map<String, List<String>> channels = new LinkedHashMap<>();
    Stream.concat(SEVERITIES.stream(), Stream.of(DEFAULT))
        .forEach(key -> fields.get(key).ifPresent(list -> channels.put(key, preference(list))));
    fields.end();
    return channels;
  }

  private static List<String> preference(Element list) {
    List<String> channels = new ArrayList<>();
    for (Element item : list.items()) {
      String channel = item.text("channels");
      if (item.isList() || item.isMap()) {
        continue; // said already
      }
      if (!CHANNEL.matcher(channel).matches()) {
        item.complain("channels must name channels, such as [slack, mail]");
      } else if (channels.contains(channel)) {
        item.complain("channels names %s twice; keep one", channel);
      }
      channels.add(channel);
    }
    return channels;
  }

  private static @Nullable String text(Fields fields, String key, Pattern allowed, String remedy) {
    Optional<Element> value = fields.get(key);
    if (value.isEmpty()) {
      return null;
    }
    String text = value.get().text(key);
    if (!allowed.matcher(text).matches()) {
      // the value of a secret stays out of findings, and control characters out of the terminal
      String shown = key.equals("pagerDutyRoutingKey") ? "" : " '" + text.replaceAll("\\p{C}", "?") + "'";
      value.get().complain("%s%s of %s must be %s", key, shown, fields.what(), remedy);
    }
    return text;
  }
}
