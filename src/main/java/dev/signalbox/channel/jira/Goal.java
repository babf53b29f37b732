package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an issue is to be moved. Statuses are known by their category, since their names are everybody's own.
 *
 * @param good the categories in which there is nothing to do
 * @param to the categories to move it to, the best first
 * @param comment said on the issue once it is moved; null for nothing
 * @param otherwise said if it cannot be moved
 */
record Goal(List<String> good, List<String> to, @Nullable String comment, String otherwise) {

  /** "Won't do" and "Cancel" lead to done as well. */
  private static final Pattern ORDINARY = Pattern.compile("(?i)\\b(resolve|resolved|done|fixed|close|closed)\\b");

  static Goal of(Message message) {
    String note = message.delivery().note() == null ? "" : Text.line(message.delivery().note(), 1000);
    return switch (message.delivery().kind()) {
      case ACKNOWLEDGED -> new Goal(List.of(Status.IN_PROGRESS, Status.DONE), List.of(Status.IN_PROGRESS), note, note);
      case REOPENED -> new Goal(List.of(Status.NEW, Status.IN_PROGRESS), List.of(Status.IN_PROGRESS, Status.NEW), note, note);
      default -> new Goal(List.of(Status.DONE), List.of(Status.DONE), null,
          "Resolved at %s, says Signalbox. The status of this issue was not changed."
              .formatted(Wording.time(message.delivery().at())));
    };
  }

  boolean isReached(JsonNode status) {
    return good.contains(Status.category(status));
  }

  /** The transition to take, of those that the workflow offers from here. */
  Optional<JsonNode> way(JsonNode transitions) {
    for (String category : to) {
      JsonNode any = null;
      for (JsonNode transition : transitions) {
        if (Status.category(transition.path("to")).equals(category)) {
          if (!category.equals(Status.DONE) || ORDINARY.matcher(transition.path("name").asText()).find()
              || ORDINARY.matcher(transition.at("/to/name").asText()).find()) {
            return Optional.of(transition);
          }
          any = any == null ? transition : any;
        }
      }
      if (any != null) {
        return Optional.of(any);
      }
    }
    return Optional.empty();
  }
}
