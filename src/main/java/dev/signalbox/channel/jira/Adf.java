package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Wording.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Atlassian Document Format, version 1. Its schema refuses empty text nodes and text directly under the document
 * (https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/).
 */
final class Adf {

  private final ObjectNode doc = Json.object().put("version", 1).put("type", "doc");
  private final ArrayNode content = doc.putArray("content");

  Adf paragraph(String text) {
    if (!text.isBlank()) {
      content.addObject().put("type", "paragraph").putArray("content").add(text(text));
    }
    return this;
  }

  Adf list(List<Field> fields) {
    if (!fields.isEmpty()) {
      ArrayNode items = content.addObject().put("type", "bulletList").putArray("content");
      for (Field field : fields) {
        ArrayNode line = items.addObject().put("type", "listItem").putArray("content")
            .addObject().put("type", "paragraph").putArray("content");
        ObjectNode label = text(field.label() + ": ");
        label.putArray("marks").addObject().put("type", "strong");
        line.add(label).add(text(field.value().isEmpty() ? "–" : field.value()));
      }
    }
    return this;
  }

  Adf link(@Nullable String url, String words) {
    if (url != null) {
      ObjectNode link = text(words);
      link.putArray("marks").addObject().put("type", "link").putObject("attrs").put("href", url);
      content.addObject().put("type", "paragraph").putArray("content").add(link);
    }
    return this;
  }

  ObjectNode build() {
    return doc;
  }

  private static ObjectNode text(String text) {
    return Json.object().put("type", "text").put("text", text);
  }
}
