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

  private static final String NEW = "new";
  private static final String IN_PROGRESS = "indeterminate";
  private static final String DONE = "done";
  /** "Won't do" and "Cancel" lead to done as well. */
  private static final Pattern ORDINARY = Pattern.compile("(?i)\\b(resolve|resolved|done|fixed|close|closed)\\b");

  static Goal of(Message message) {
    String note = message.delivery().note() == null ? "" : Text.line(message.delivery().note(), 1000);
    return switch (message.delivery().kind()) {
      case ACKNOWLEDGED -> new Goal(List.of(IN_PROGRESS, DONE), List.of(IN_PROGRESS), note, note);
      case REOPENED -> new Goal(List.of(NEW, IN_PROGRESS), List.of(IN_PROGRESS, NEW), note, note);
      default -> new Goal(List.of(DONE), List.of(DONE), null,
          "Resolved at %s, says Signalbox. The status of this issue was not changed."
              .formatted(Wording.time(message.delivery().at())));
    };
  }

  boolean isReached(JsonNode status) {
    return good.contains(category(status));
  }

  /** The id of the transition to take, of those that the workflow offers from here. */
  Optional<String> way(JsonNode transitions) {
    for (String category : to) {
      String any = null;
      for (JsonNode transition : transitions) {
        if (category(transition.path("to")).equals(category)) {
          String id = transition.path("id").asText();
          if (!category.equals(DONE) || ORDINARY.matcher(transition.path("name").asText()).find()
              || ORDINARY.matcher(transition.at("/to/name").asText()).find()) {
            return Optional.of(id);
          }
          any = any == null ? id : any;
        }
      }
      if (any != null) {
        return Optional.of(any);
      }
    }
    return Optional.empty();
  }

  private static String category(JsonNode status) {
    return status.at("/statusCategory/key").asText();
  }
}
