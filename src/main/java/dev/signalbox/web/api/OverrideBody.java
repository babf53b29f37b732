package dev.signalbox.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.document.Closest;
import dev.signalbox.override.Swap;
import dev.signalbox.override.Wish;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for an override, read strictly: a misspelt key at 2 a.m. must not become an override that means
 * something else. Keys and values are those of schedules.yaml.
 */
final class OverrideBody {

  private static final int LARGEST = 64 * 1024;
  private static final String SWAP = "swap";
  private static final List<String> KEYS =
      List.of("start", "end", "type", "participant", "participants", "replaces", "reason", "by", "with");
  private static final List<String> SPAN_KEYS = List.of("start", "end");
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /** What the body looks like, for the published contract. */
  @Schema(name = "OverrideRequest")
  record Shape(
      @Schema(description =
              "2026-05-01T09:00 on the clock of the schedule's zone, or with Z or an offset; left out: now")
          @Nullable String start,
      @Schema(description = "like start, or a length such as 8h, 90m or 2d", requiredMode = RequiredMode.REQUIRED)
          String end,
      @Schema(description = "set (everybody goes, these come), add, remove, replace or swap; left out: set, "
              + "with replaces also replace or remove", allowableValues = {"set", "add", "remove", "replace", SWAP})
          @Nullable String type,
      @Schema(description = "who comes: a name or a list of them; [] or none for nobody; of a swap the two",
              oneOf = {String.class, String[].class})
          @Nullable Object participant,
      @Schema(description = "the same as participant") @Nullable Object participants,
      @Schema(description = "who goes: a name, of type remove also a list", oneOf = {String.class, String[].class})
          @Nullable Object replaces,
      @Nullable String reason,
      @Schema(description = "whoever acts; may be left out by those who are signed in") @Nullable String by,
      @Schema(description = "of a swap only: the shift of the second participant") @Nullable Span with) {

    record Span(@Nullable String start, String end) {}
  }

  private final JsonNode body;

  private OverrideBody(JsonNode body) {
    this.body = body;
  }

  static OverrideBody read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Refusal.badInput("the body is longer than %d bytes: shorten it", LARGEST);
    }
    return new OverrideBody(object("the body", parse(bytes), KEYS));
  }

  private static JsonNode parse(byte[] bytes) throws IOException {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw Refusal.badInput(
          "the body is not JSON without repeated keys: send for example {\"end\": \"8h\", \"participant\": \"ben\"}");
    }
  }

  private static JsonNode object(String what, @Nullable JsonNode node, List<String> keys) {
    if (node == null || !node.isObject()) {
      throw Refusal.badInput("%s is no JSON object with keys such as %s", what, String.join(", ", keys));
    }
    node.fieldNames().forEachRemaining(key -> {
      if (!keys.contains(key)) {
        String shown = key.length() > 60 ? key.substring(0, 60) + "…" : key;
        throw Refusal.badInput("'%s' is no key of %s%s; there are: %s",
            shown, what, Closest.hint(shown, keys), String.join(", ", keys));
      }
    });
    return node;
  }

  String by() {
    return text(body, "by");
  }

  boolean swap() {
    return text(body, "type").strip().equals(SWAP);
  }

  Wish asWish() {
    if (given("with")) {
      throw Refusal.badInput("with has a meaning only in a swap; write type swap, or leave it out");
    }
    return new Wish(span(body), text(body, "type"), participants(), names("replaces"), text(body, "reason"));
  }

  Swap asSwap() {
    if (given("replaces")) {
      throw Refusal.badInput("replaces has no meaning in a swap; give participants the two who swap");
    }
    if (!given("with")) {
      throw Refusal.badInput(
          "with is missing; say which shift the second participant gives, as {\"start\": …, \"end\": …}");
    }
    List<String> two = participants();
    if (two.size() != 2) {
      throw Refusal.badInput(
          "a swap is between two: give participants two names, first the one whose shift is from start to end");
    }
    JsonNode with = object("with", body.get("with"), SPAN_KEYS);
    return new Swap(two.get(0), span(body), two.get(1), span(with), text(body, "reason"));
  }

  private List<String> participants() {
    if (given("participant") && given("participants")) {
      throw Refusal.badInput("participant and participants are the same; give one of them");
    }
    String key = given("participants") ? "participants" : "participant";
    return given(key) && names(key).isEmpty() ? List.of("none") : names(key);
  }

  private boolean given(String key) {
    return body.hasNonNull(key);
  }

  private static Wish.Span span(JsonNode node) {
    return new Wish.Span(text(node, "start"), text(node, "end"));
  }

  private static String text(JsonNode node, String key) {
    if (node.hasNonNull(key) && !node.get(key).isTextual()) {
      throw Refusal.badInput("%s must be a string", key);
    }
    return node.path(key).asText("");
  }

  private List<String> names(String key) {
    JsonNode names = body.path(key);
    if (!names.isArray()) {
      return text(body, key).isEmpty() ? List.of() : List.of(text(body, key));
    }
    List<String> all = new ArrayList<>();
    for (JsonNode name : names) {
      if (!name.isTextual()) {
        throw Refusal.badInput("%s must be a string or a list of strings", key);
      }
      all.add(name.asText());
    }
    return all;
  }
}
