package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.channel.TicketSeen.Said;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the instance's rows say. Its times are UTC without saying so. */
final class Reading {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final int UUID_LENGTH = 36;

  private Reading() {}

  static Optional<Instant> time(JsonNode row, String column) {
    try {
      return Optional.of(LocalDateTime.parse(row.path(column).asText(), TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /** Records that take the place of another carry more behind the incident's id. */
  static Optional<UUID> incident(JsonNode row) {
    String correlation = row.path("correlation_id").asText();
    return Heard.incident(correlation.length() > UUID_LENGTH ? correlation.substring(0, UUID_LENGTH) : correlation);
  }

  /** The words of others in a record's journals, oldest first. Who made the record is us: an account that people should not share. */
  static List<Said> journal(JsonNode entries, String sysId, String us) {
    List<Said> said = new ArrayList<>();
    for (JsonNode entry : entries) {
      String by = entry.path("sys_created_by").asText();
      String text = entry.path("value").asText();
      boolean ours = Mark.isUnder(text) || !by.isEmpty() && by.equals(us);
      if (!ours && entry.path("element_id").asText().equals(sysId)) {
        String id = entry.path("sys_id").asText();
        time(entry, "sys_created_on").ifPresent(at -> said.add(0, new Said(id, new Doer(by, by), text, at)));
      }
    }
    return said;
  }

  static TicketSeen seen(JsonNode row, JsonNode journal, ServiceNowSettings settings) {
    String state = row.path("state").asText();
    String user = Table.user(row);
    String by = row.path("sys_updated_by").asText();
    String sysId = Table.sysId(row);
    return new TicketSeen(
        incident(row).orElse(null), "servicenow", row.path("number").asText(sysId), Table.page(settings, sysId), settings.category(state),
        state, user.isEmpty() ? null : new Doer(user, user), new Doer(by, by), journal(journal, sysId, row.path("sys_created_by").asText()));
  }
}
