package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.delivery.Ticket.Look;

/** A status is known by its category: the names of states are everybody's own. */
final class Status {

  static final String NEW = "new";
  static final String IN_PROGRESS = "indeterminate";
  static final String DONE = "done";

  private Status() {}

  static String category(JsonNode status) {
    return status.at("/statusCategory/key").asText();
  }

  static Look look(JsonNode status) {
    Category category = switch (category(status)) {
      case IN_PROGRESS -> Category.IN_PROGRESS;
      case DONE -> Category.DONE;
      default -> Category.NEW;
    };
    return Look.of(category, Text.line(status.path("name").asText(), 100));
  }
}
