package dev.signalbox.ticket;

import dev.signalbox.document.Closest;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.incident.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one mapping; what is wrong is a finding. */
final class MappingReader {

  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,1000}");

  private final TicketForm form;

  MappingReader(TicketForm form) {
    this.form = form;
  }

  TicketMapping read(String name, Element element) {
    Fields fields = element.fields("mapping '" + name + "'");
    Map<String, String> words = new LinkedHashMap<>();
    form.words().forEach(key -> fields.get(key).map(it -> word(it, key)).ifPresent(word -> words.put(key, word)));
    Map<String, Policy> policies = fields.get("policy").map(this::policies).orElse(Map.of());
    List<TicketField> all = new ArrayList<>();
    form.own().forEach((key, own) -> fields.get(key).ifPresent(it -> all.add(own(it, key, own, policies))));
    fields.get("fields").ifPresent(it -> all.addAll(further(it, "fields")));
    List<TicketField> transition = new ArrayList<>();
    if (form.transitions()) {
      fields.get("transitionFields").ifPresent(it -> transition.addAll(further(it, "transitionFields")));
    }
    fields.end();
    return new TicketMapping(words, all, transition, policies);
  }

  private TicketField own(Element element, String key, TicketField own, Map<String, Policy> policies) {
    List<Source> sources = new ArrayList<>();
    element.items().forEach(item -> sources.add(source(item, key)));
    if (sources.size() > 1 && !own.type().many()) {
      element.complain("%s takes one value, but is a list", key);
    }
    return new TicketField(own.name(), new Source.Several(sources), own.type(), policies.getOrDefault(key, own.policy()));
  }

  /** A text, {@code {column: …}}, or a text for each severity. */
  private Source source(Element element, String what) {
    if (!element.isMap()) {
      return new Source.Constant(word(element, what));
    }
    if (element.has("column")) {
      Fields fields = element.fields(what);
      String column = fields.require("column", "name a column of the query").map(it -> word(it, "column")).orElse("");
      fields.end();
      return new Source.Column(column);
    }
    return bySeverity(element, what);
  }

  private Source bySeverity(Element element, String what) {
    Map<Severity, String> values = new EnumMap<>(Severity.class);
    Fields fields = element.fields(what);
    for (Severity severity : Severity.values()) {
      fields.get(severity.label()).ifPresent(it -> values.put(severity, word(it, severity.label())));
    }
    fields.end();
    return new Source.BySeverity(values);
  }

  private List<TicketField> further(Element element, String what) {
    List<TicketField> all = new ArrayList<>();
    Fields fields = element.fields(what);
    fields.all().forEach((name, value) -> {
      if (!form.name().matcher(name).matches()) {
        fields.key(name).complain("'%s' is not the name of a field; use the name that the API of the system has for it, such as %s",
            name.replaceAll("\\p{C}", "?"), form == TicketForm.JIRA ? "customfield_10010" : "u_server");
      }
      boolean reserved = what.equals("fields") && form.reserved().containsKey(name) || name.startsWith("sys_");
      if (reserved) {
        fields.key(name).complain("'%s' cannot be set here: %s", name, form.reserved().getOrDefault(name, "the system keeps it itself"));
      }
      all.add(field(name, value));
    });
    return all;
  }

  private TicketField field(String name, Element element) {
    if (!element.isMap()) {
      return new TicketField(name, new Source.Constant(word(element, name)), FieldType.TEXT, Policy.CREATE_ONLY);
    }
    Fields fields = element.fields("field '" + name + "'");
    Optional<Element> value = fields.get("value");
    Optional<Element> column = fields.get("column");
    Optional<Element> severity = fields.get("bySeverity");
    FieldType type = fields.get("type").flatMap(it -> choice(it, "type", FieldType.values(), FieldType::label)).orElse(FieldType.TEXT);
    Policy policy = fields.get("policy").flatMap(it -> choice(it, "policy", Policy.values(), Policy::label)).orElse(Policy.CREATE_ONLY);
    fields.end();
    List<Source> sources = new ArrayList<>();
    value.ifPresent(it -> it.items().forEach(item -> sources.add(new Source.Constant(word(item, "value")))));
    column.ifPresent(it -> sources.add(new Source.Column(word(it, "column"))));
    severity.ifPresent(it -> sources.add(bySeverity(it, "bySeverity")));
    if (List.of(value, column, severity).stream().filter(Optional::isPresent).count() != 1) {
      element.complain("field '%s' needs one of value, column and bySeverity", name);
    }
    if (sources.size() > 1 && !type.many()) {
      element.complain("field '%s' takes one value, but is a list; its type may be options, names or labels", name);
    }
    if (policy == Policy.APPEND && !type.many()) {
      element.complain("field '%s': only options, names and labels can be appended to; use always or create-only", name);
    }
    return new TicketField(name, new Source.Several(sources), type, policy);
  }

  private Map<String, Policy> policies(Element element) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    Fields fields = element.fields("policy");
    fields.all().forEach((key, value) -> {
      if (!form.policies().contains(key) && !form.own().containsKey(key)) {
        TreeSet<String> known = new TreeSet<>(form.policies());
        known.addAll(form.own().keySet());
        fields.key(key).complain("there is no policy for '%s'%s; there is one for %s, and each of 'fields' says its own",
            key, Closest.hint(key, known), String.join(", ", known));
      }
      choice(value, "policy", Policy.values(), Policy::label).ifPresent(policy -> {
        boolean many = form.own().containsKey(key) && form.own().get(key).type().many();
        if (policy == Policy.APPEND && !many) {
          value.complain("%s cannot be appended to; use always or create-only", key);
        }
        if (policy == Policy.ALWAYS && form.policies().contains(key) && !key.startsWith("assign")) {
          value.complain("%s is written once; later news stand in the comments", key);
        }
        policies.put(key, policy);
      });
    });
    return policies;
  }

  private static <T> Optional<T> choice(Element element, String key, T[] all, java.util.function.Function<T, String> label) {
    String text = element.text(key);
    Optional<T> found = Arrays.stream(all).filter(one -> label.apply(one).equals(text)).findFirst();
    if (found.isEmpty() && !element.isMap() && !element.isList()) {
      element.complain("%s '%s' is none of %s", key, text, Arrays.stream(all).map(label).collect(Collectors.joining(", ")));
    }
    return found;
  }

  private static String word(Element element, String key) {
    String text = element.text(key);
    if (!element.isMap() && !element.isList() && !PRINTABLE.matcher(text).matches()) {
      element.complain("%s must be a text of one line and at most 1000 characters", key);
    }
    return text;
  }
}
