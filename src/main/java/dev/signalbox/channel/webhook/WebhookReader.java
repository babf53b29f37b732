package dev.signalbox.channel.webhook;

import dev.signalbox.channel.Samples;
import dev.signalbox.channel.webhook.WebhookPlan.Call;
import dev.signalbox.document.Documents;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Findings;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes/webhooks/<name>.yaml}. What it refuses, it refuses with the line. */
public final class WebhookReader {

  /** Also part of the names of settings, of a channel, and of a file. */
  public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@%-]|\\{reference})*)+");
  private static final Pattern SECRET = Pattern.compile("(?i).*(authorization|cookie|token|secret|key|password|signature).*");

  private final Findings findings;
  private final String file;

  private WebhookReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** @return empty where there is a finding */
  public static Optional<WebhookPlan> read(String file, String text, Findings findings) {
    return new WebhookReader(file, findings).read(text);
  }

  private Optional<WebhookPlan> read(String text) {
    Findings own = new Findings();
    List<Element> roots = Documents.parse(text, file, own);
    WebhookPlan plan = roots.size() == 1 ? plan(roots.get(0).fields("the webhook")) : null;
    if (roots.size() != 1 && own.all().isEmpty()) {
      own.add(file, 1, "must hold one webhook, that is one map of keys and values; delete the file if none is meant");
    }
    own.all().forEach(finding -> findings.add(finding.file(), finding.line(), finding.message()));
    return own.all().isEmpty() ? Optional.ofNullable(plan) : Optional.empty();
  }

  private WebhookPlan plan(Fields fields) {
    fields.get("description").ifPresent(text -> text.text("description"));
    Call usual = call(fields, WebhookPlan.DEFAULT.calls().get(Phase.OPEN));
    Map<Phase, Call> calls = new EnumMap<>(Phase.class);
    Set<Phase> lifecycle = lifecycle(fields);
    for (Phase phase : Phase.values()) {
      Optional<Element> own = fields.get(phase.label());
      Call call = own.map(element -> {
        Fields differing = element.fields(phase.label());
        Call read = call(differing, usual);
        differing.end();
        return read;
      }).orElse(usual);
      if (lifecycle.contains(phase)) {
        calls.put(phase, call);
      } else {
        own.ifPresent(element -> element.complain("'%s' is described, but 'lifecycle' leaves it out", phase.label()));
      }
    }
    Call open = calls.get(Phase.OPEN);
    if (open != null && open.path().contains("{reference}")) {
      fields.key("path").complain("the path of 'open' cannot hold {reference}: nothing is made yet that could be called so");
    }
    WebhookPlan plan = new WebhookPlan(
        calls,
        headers(fields),
        fields.get("content_type").map(it -> contentType(it)).orElse(WebhookPlan.JSON),
        fields.get("max_bytes").map(it -> it.number("max_bytes", 1000, 4_000_000).orElse(1000)).orElse(WebhookPlan.MAX_BYTES),
        yes(fields, "repeatable", false),
        yes(fields, "announcements", true));
    fields.end();
    return plan;
  }

  private static String contentType(Element element) {
    String type = element.text("content_type");
    if (!type.matches("[a-z]+/[A-Za-z0-9.+-]+(; ?charset=[A-Za-z0-9-]+)?")) {
      element.complain("content_type '%s' is none; for example application/json", type);
    }
    return type;
  }

  private static boolean yes(Fields fields, String key, boolean otherwise) {
    return fields.get(key).map(element -> {
      String text = element.text(key);
      if (!text.equals("true") && !text.equals("false")) {
        element.complain("%s must be true or false, not '%s'", key, text);
      }
      return text.equals("true");
    }).orElse(otherwise);
  }

  private static Set<Phase> lifecycle(Fields fields) {
    List<Element> items = fields.items("lifecycle");
    if (items.isEmpty()) {
      return EnumSet.allOf(Phase.class);
    }
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    for (Element item : items) {
      String text = item.text("lifecycle");
      Optional<Phase> phase = List.of(Phase.values()).stream().filter(one -> one.label().equals(text)).findFirst();
      phase.ifPresentOrElse(phases::add, () -> item.complain("'%s' is no part of a lifecycle: open, update, close", text));
    }
    return phases;
  }

  private static Map<String, String> headers(Fields fields) {
    Map<String, String> headers = new LinkedHashMap<>();
    fields.get("headers").ifPresent(element -> element.fields("headers").all().forEach((name, value) -> {
      String text = value.text(name);
      if (!WebhookSettings.HEADER.matcher(name).matches() || text.chars().anyMatch(c -> c < ' ' || c > 126)) {
        value.complain("'%s' is no header that could be sent", name);
      } else if (SECRET.matcher(name).matches()) {
        value.complain("'%s' looks like a secret, which must not stand in a file: use the setting signalbox.webhooks.<name>.headers.%s",
            name, name);
      }
      headers.put(name, text);
    }));
    return headers;
  }

  private static Call call(Fields fields, Call otherwise) {
    String method = fields.get("method").map(element -> {
      String text = element.text("method");
      if (!METHODS.contains(text)) {
        element.complain("method '%s' must be one of DELETE, PATCH, POST, PUT", text);
      }
      return text;
    }).orElse(otherwise.method());
    String path = fields.get("path").map(element -> {
      String text = element.text("path");
      if (!PATH.matcher(text).matches()) {
        element.complain("path '%s' must begin with '/' and be encoded; it may hold {reference}", text);
      }
      return text;
    }).orElse(otherwise.path());
    return new Call(
        method,
        path,
        Optional.ofNullable(mapping(fields, "body", true, otherwise.body())).orElse(otherwise.body()),
        mapping(fields, "accepted", false, otherwise.accepted()),
        mapping(fields, "reference", false, otherwise.reference()),
        mapping(fields, "link", false, otherwise.link()));
  }

  /** @param tried whether it is tried with notices, which it has to understand */
  private static @Nullable Mapping mapping(Fields fields, String key, boolean tried, @Nullable Mapping otherwise) {
    Optional<Element> element = fields.get(key);
    if (element.isEmpty()) {
      return otherwise;
    }
    try {
      Mapping mapping = Mapping.of(element.get().text(key));
      if (tried) {
        Samples.all().forEach(sample -> mapping.apply(NoticeJson.of(sample, NoticeJson.SIZES.get(0))));
      }
      return mapping;
    } catch (IllegalArgumentException e) {
      element.get().complain("%s", key + " " + e.getMessage());
      return otherwise;
    }
  }
}
