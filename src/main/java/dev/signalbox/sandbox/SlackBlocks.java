package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What Slack accepts as blocks. The limits are those of its documentation of Block Kit. */
final class SlackBlocks {

  private static final Set<String> KNOWN =
      Set.of("header", "section", "context", "actions", "divider", "image", "input", "rich_text", "markdown", "video", "file");

  private SlackBlocks() {}

  /** @param pictures those that can be shown, by their ids */
  static boolean valid(JsonNode blocks, Function<String, Optional<byte[]>> pictures) {
    if (!blocks.isArray() || blocks.size() > 50) {
      return false;
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode block : blocks) {
      String id = block.path("block_id").asText("");
      if (!valid(block, block.path("type").asText()) || !shown(block, pictures) || id.length() > 255 || (!id.isEmpty() && !ids.add(id))) {
        return false;
      }
    }
    return true;
  }

  private static boolean valid(JsonNode block, String type) {
    return switch (type) {
      case "header" -> isText(block.path("text"), 150) && block.at("/text/type").asText().equals("plain_text");
      case "section" -> (block.has("text") || block.has("fields"))
          && (!block.has("text") || isText(block.path("text"), 3000))
          && (!block.has("fields") || allTexts(block.path("fields"), 10, 2000));
      case "context" -> elements(block, 10);
      case "actions" -> elements(block, 25) && buttons(block.path("elements"));
      default -> KNOWN.contains(type);
    };
  }

  /** One source and a description; a file of Slack's own has to be there. */
  private static boolean shown(JsonNode block, Function<String, Optional<byte[]>> pictures) {
    if (!block.path("type").asText().equals("image")) {
      return true;
    }
    String alt = block.path("alt_text").asText("");
    boolean ours = block.has("slack_file");
    return !alt.isEmpty() && alt.length() <= 2000 && ours != block.has("image_url")
        && (!ours || pictures.apply(block.at("/slack_file/id").asText()).isPresent());
  }

  private static boolean isText(JsonNode text, int max) {
    String type = text.path("type").asText();
    String value = text.path("text").asText("");
    return (type.equals("plain_text") || type.equals("mrkdwn")) && !value.isEmpty() && value.length() <= max;
  }

  private static boolean allTexts(JsonNode fields, int most, int max) {
    boolean valid = fields.isArray() && !fields.isEmpty() && fields.size() <= most;
    for (JsonNode field : fields) {
      valid &= isText(field, max);
    }
    return valid;
  }

  private static boolean elements(JsonNode block, int most) {
    JsonNode elements = block.path("elements");
    return elements.isArray() && !elements.isEmpty() && elements.size() <= most;
  }

  private static boolean buttons(JsonNode elements) {
    Set<String> ids = new HashSet<>();
    for (JsonNode element : elements) {
      String id = element.path("action_id").asText("");
      boolean button = element.path("type").asText().equals("button");
      if (id.length() > 255
          || (!id.isEmpty() && !ids.add(id))
          || (button && !(isText(element.path("text"), 75) && element.at("/text/type").asText().equals("plain_text")))
          || element.path("value").asText("").length() > 2000
          || element.path("url").asText("").length() > 3000) {
        return false;
      }
    }
    return true;
  }
}
