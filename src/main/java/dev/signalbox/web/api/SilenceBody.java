package dev.signalbox.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.document.Closest;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Wish;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a silence, read strictly: a misspelt key must not become a silence of something else. Alertmanager's
 * spelling of the same is understood too.
 */
final class SilenceBody {

  private static final int LARGEST = 64 * 1024;

  /** Other words for the same key. */
  private static final Map<String, List<String>> KEYS = Map.of(
      "matchers", List.of("matcher"),
      "startsAt", List.of("start", "starts", "from"),
      "endsAt", List.of("end", "ends", "until", "expiresAt", "duration"),
      "by", List.of("author", "createdBy"),
      "comment", List.of("reason"));
  private static final Map<String, List<String>> MATCHER_KEYS =
      Map.of("column", List.of("name"), "op", List.of("operator"), "value", List.of(), "isRegex", List.of(), "isEqual", List.of());

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /** What the body looks like, for the published contract. */
  @Schema(name = "SilenceRequest")
  record Shape(
      @Schema(description = "all must match: texts such as server_id=~\"db-.*\" with =, !=, =~ or !~ on rule, key, severity or"
              + " a column of the query; or objects {column, op, value}",
              requiredMode = RequiredMode.REQUIRED, oneOf = {String[].class, Object[].class})
          Object matchers,
      @Schema(description = "an instant with Z or an offset; left out: now") @Nullable String startsAt,
      @Schema(description = "an instant, or a length such as 4h, 90m or 2d", requiredMode = RequiredMode.REQUIRED) String endsAt,
      @Schema(description = "whoever acts; may be left out by those who are signed in") @Nullable String by,
      @Schema(description = "why, one line", requiredMode = RequiredMode.REQUIRED) String comment) {}

  private final JsonNode body;

  private SilenceBody(JsonNode body) {
    this.body = body;
  }

  static SilenceBody read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Refusal.badInput("the body is longer than %d bytes: shorten it", LARGEST);
    }
    return new SilenceBody(object("the body", parse(bytes), KEYS));
  }

  private static JsonNode parse(byte[] bytes) throws IOException {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw Refusal.badInput("the body is not JSON without repeated keys: send for example"
          + " {\"matchers\": [\"server_id=db-7\"], \"endsAt\": \"4h\", \"comment\": \"disk swap\"}");
    }
  }

  private static JsonNode object(String what, @Nullable JsonNode node, Map<String, List<String>> keys) {
    Set<String> known = new TreeSet<>(keys.keySet());
    Set<String> all = Stream.concat(known.stream(), keys.values().stream().flatMap(List::stream)).collect(Collectors.toSet());
    if (node == null || !node.isObject()) {
      throw Refusal.badInput("%s is no JSON object with keys such as %s", what, String.join(", ", known));
    }
    node.fieldNames().forEachRemaining(key -> {
      if (!all.contains(key)) {
        String shown = key.length() > 60 ? key.substring(0, 60) + "…" : key;
        throw Refusal.badInput("'%s' is no key of %s%s; there are: %s",
            shown, what, Closest.hint(shown, all), String.join(", ", known));
      }
    });
    return node;
  }

  String by() {
    return text(body, KEYS, "by");
  }

  Wish wish() {
    return new Wish(matchers(), text(body, KEYS, "startsAt"), text(body, KEYS, "endsAt"), text(body, KEYS, "comment"));
  }

  private List<Matcher> matchers() {
    JsonNode given = value(body, KEYS, "matchers");
    List<Matcher> matchers = new ArrayList<>();
    try {
      if (given.isTextual()) {
        matchers.add(Matcher.parse(given.asText()));
      } else if (given.isArray()) {
        given.forEach(one -> matchers.add(one.isTextual() ? Matcher.parse(one.asText()) : matcher(one)));
      } else if (given.isObject()) {
        given.fields().forEachRemaining(one -> matchers.add(Matcher.of(one.getKey(), Matcher.Op.EQUAL, scalar(one.getKey(), one.getValue()))));
      } else if (!given.isMissingNode() && !given.isNull()) {
        throw Refusal.badInput("matchers must be a list such as [\"server_id=db-7\"]");
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.badInput("%s", e.getMessage());
    }
    return matchers;
  }

  private static Matcher matcher(JsonNode one) {
    object("a matcher", one, MATCHER_KEYS);
    String op = text(one, MATCHER_KEYS, "op");
    Matcher.Op alertmanagers = one.path("isEqual").asBoolean(true)
        ? (one.path("isRegex").asBoolean(false) ? Matcher.Op.LIKE : Matcher.Op.EQUAL)
        : (one.path("isRegex").asBoolean(false) ? Matcher.Op.NOT_LIKE : Matcher.Op.NOT_EQUAL);
    return Matcher.of(
        text(one, MATCHER_KEYS, "column"),
        op.isBlank() ? alertmanagers : Matcher.Op.of(op),
        scalar("value", value(one, MATCHER_KEYS, "value")));
  }

  private static String scalar(String key, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw Refusal.badInput("%s must be a single value", key);
    }
    return value.asText();
  }

  private static String text(JsonNode node, Map<String, List<String>> keys, String key) {
    JsonNode value = value(node, keys, key);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw Refusal.badInput("%s must be a string", key);
    }
    return value.isTextual() ? value.asText() : "";
  }

  private static JsonNode value(JsonNode node, Map<String, List<String>> keys, String key) {
    List<String> given = Stream.concat(Stream.of(key), keys.get(key).stream()).filter(node::hasNonNull).toList();
    if (given.size() > 1) {
      throw Refusal.badInput("%s are the same; give one of them", String.join(" and ", given));
    }
    return node.path(given.isEmpty() ? key : given.get(0));
  }
}
