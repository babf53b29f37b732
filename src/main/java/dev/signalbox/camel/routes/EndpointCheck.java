package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.document.Closest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;

/** Endpoints as Camel's catalogue knows them, and only those that a route file may use: a route file is code. */
final class EndpointCheck {

  private static final Set<String> ALLOWED =
      Set.of(
          "bean", "cron", "direct", "http", "https", "jira", "jq", "kafka", "kamelet", "log", "platform-http", "quartz", "servicenow",
          "slack", "smtp", "smtps", "sql", "timer");

  private static final class Loaded {
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true); // else it reads a component again for each use
  }

  private EndpointCheck() {}

  static void check(EndpointUse use, String path, int line, List<Finding> findings) {
    if (use.uri().startsWith("{{") || use.uri().startsWith("#")) {
      use.fallback().ifPresent(unset -> check(unset, path, line, findings));
      return; // a setting decides; what it may be is checked where the settings are
    }
    String scheme = use.scheme();
    if (!ALLOWED.contains(scheme)) {
      findings.add(
          new Finding(path, line, "the component '%s' is not allowed in a route%s; allowed are %s"
              .formatted(scheme, Closest.hint(scheme, ALLOWED), String.join(", ", ALLOWED.stream().sorted().toList()))));
      return;
    }
    if (scheme.equals("bean") && use.rest().toLowerCase(java.util.Locale.ROOT).startsWith("camelcontext")) {
      findings.add(new Finding(path, line, "a route may not call the Camel context itself"));
    }
    if (scheme.equals("platform-http") && !use.rest().matches("/hooks/[a-z0-9-]+")) {
      findings.add(new Finding(path, line, "the path '%s' must be /hooks/ and a name in lower case".formatted(use.rest())));
    }
    if (use.step().equals("toD") && (use.uri() + use.parameters()).contains("${")) {
      findings.add(new Finding(path, line, "an endpoint may not be made of a message's data; name it"));
    }
    JsonNode redirects = use.parameters().get("followRedirects");
    if (redirects != null && redirects.asText().equals("true")) {
      findings.add(new Finding(path, line, "followRedirects sends credentials wherever the other side says; leave it off"));
    }
    catalogue(use, path, line, findings);
  }

  private static void catalogue(EndpointUse use, String path, int line, List<Finding> findings) {
    StringBuilder uri = new StringBuilder(use.uri());
    char separator = '?';
    for (Map.Entry<String, JsonNode> parameter : use.parameters().entrySet()) {
      String value = parameter.getValue().asText();
      uri.append(separator).append(parameter.getKey()).append('=');
      uri.append(value.contains("{{") || value.startsWith("#") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8));
      separator = '&';
    }
    boolean consumer = use.step().equals("from");
    EndpointValidationResult result =
        Loaded.CATALOG.validateEndpointProperties(uri.toString(), false, consumer, !consumer);
    if (result.getUnknown() != null) {
      result.getUnknown().forEach(option -> findings.add(new Finding(path, line, unknown(use.scheme(), option))));
    }
    if (result.getUnknownComponent() != null) {
      findings.add(new Finding(path, line, "there is no component '%s'".formatted(result.getUnknownComponent())));
    }
    wrong(result.getInvalidBoolean(), "true or false", path, line, findings);
    wrong(result.getInvalidInteger(), "a whole number", path, line, findings);
    wrong(result.getInvalidNumber(), "a number", path, line, findings);
    wrong(result.getInvalidDuration(), "a duration such as 30s", path, line, findings);
    if (result.getInvalidEnum() != null) {
      result.getInvalidEnum().forEach((option, value) -> findings.add(new Finding(path, line,
          "'%s' cannot be '%s'; use one of %s".formatted(option, value, String.join(", ", result.getEnumChoices(option))))));
    }
  }

  private static String unknown(String scheme, String option) {
    var model = Loaded.CATALOG.componentModel(scheme);
    List<String> known = model == null ? List.of() : model.getEndpointOptions().stream().map(one -> one.getName()).toList();
    return "the component '%s' has no option '%s'%s".formatted(scheme, option, Closest.hint(option, known));
  }

  private static void wrong(Map<String, String> options, String wanted, String path, int line, List<Finding> findings) {
    if (options != null) {
      options.forEach((option, value) -> findings.add(new Finding(path, line, "'%s' must be %s, but is '%s'".formatted(option, wanted, value))));
    }
  }
}
