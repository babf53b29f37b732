package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files that are uploaded in three steps, and can be shown some time after the third. */
final class SlackFiles {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  private final Map<String, Stored> files = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Clock clock;
  private final String root;
  private Duration digestion = Duration.ZERO;
  private int number;

  /** @param root where the stand-in is reached */
  SlackFiles(Clock clock, String root) {
    this.clock = clock;
    this.root = root;
  }

  private record Stored(int length, byte @Nullable [] bytes, @Nullable Instant complete) {}

  synchronized void digestsFor(Duration time) {
    digestion = time;
  }

  synchronized Answer place(Call call) {
    JsonNode arguments = call.arguments();
    int length = arguments.path("length").asInt(0);
    if (length <= 0 || arguments.path("filename").asText("").isEmpty()) {
      return error("invalid_arguments");
    }
    String id = "F0" + String.format(Locale.ROOT, "%08d", ++number);
    String secret = UUID.randomUUID().toString();
    files.put(id, new Stored(length, null, null));
    places.put(secret, id);
    return Answer.json(200, Trees.object().put("ok", true).put("upload_url", root + "/upload/v1/" + secret).put("file_id", id));
  }

  /** The bytes as they are, or nothing: the address is the credential, and good for once. */
  synchronized Answer take(Call call) {
    String id = places.get(call.path.substring(call.path.lastIndexOf('/') + 1));
    Stored stored = id == null ? null : files.get(id);
    if (stored == null || stored.bytes() != null) {
      return Answer.text(404, "not found");
    }
    if (call.bytes.length != stored.length()) {
      return Answer.text(400, "the file is not as long as was said");
    }
    files.put(id, new Stored(stored.length(), call.bytes, null));
    return Answer.text(200, "OK - " + stored.length());
  }

  synchronized Answer complete(Call call) {
    JsonNode wanted = call.arguments().path("files");
    JsonNode list = wanted.isTextual() ? Trees.read(wanted.asText()) : wanted;
    if (!list.isArray() || list.isEmpty()) {
      return error("invalid_arguments");
    }
    ObjectNode answer = Trees.object().put("ok", true);
    for (JsonNode file : list) {
      String id = file.path("id").asText();
      Stored stored = files.get(id);
      if (stored == null || stored.bytes() == null || stored.complete() != null) {
        return error("file_not_found");
      }
      byte[] bytes = stored.bytes();
      keep(id, bytes, clock.instant());
      call.accept("", "", "", "uploaded", id, Base64.getEncoder().encodeToString(bytes));
      answer.withArray("files").addObject().put("id", id).put("title", file.path("title").asText(""));
    }
    return Answer.json(200, answer);
  }

  void replay(Effect effect) {
    keep(effect.target(), Base64.getDecoder().decode(effect.body()), Instant.EPOCH);
  }

  private synchronized void keep(String id, byte[] bytes, Instant complete) {
    files.put(id, new Stored(bytes.length, bytes, complete));
    number = Math.max(number, Integer.parseInt(id.substring(2)));
  }

  /** A picture, once Slack has digested it. */
  synchronized Optional<byte[]> picture(String id) {
    Stored stored = files.get(id);
    boolean ready = stored != null && stored.bytes() != null && stored.complete() != null
        && !clock.instant().isBefore(stored.complete().plus(digestion));
    return ready && stored.bytes().length > PNG.length && startsAsPng(stored.bytes()) ? Optional.of(stored.bytes()) : Optional.empty();
  }

  private static boolean startsAsPng(byte[] bytes) {
    for (int i = 0; i < PNG.length; i++) {
      if (bytes[i] != PNG[i]) {
        return false;
      }
    }
    return true;
  }

  synchronized void forget() {
    files.clear();
    places.clear();
  }

  private static Answer error(String error) {
    return Answer.json(200, Trees.object().put("ok", false).put("error", error));
  }
}
