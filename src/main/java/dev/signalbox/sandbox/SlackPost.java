package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands in a channel.
 *
 * @param channel id, for example {@code C0OPSALERTS}
 * @param channelName as the sender wrote it
 * @param ts also its id within the channel, for example {@code 1700000000.000100}
 * @param threadTs of the message that it replies to; null if it replies to none
 * @param content the call's arguments: text, blocks, attachments, metadata
 * @param edited when it was last changed
 * @param webhook whether it came by an incoming webhook
 */
public record SlackPost(
    String channel,
    String channelName,
    String ts,
    @Nullable String threadTs,
    JsonNode content,
    Instant at,
    @Nullable Instant edited,
    boolean webhook) {

  /** An edit that says nothing of metadata leaves it as it is. */
  SlackPost edited(JsonNode newContent, Instant when) {
    ObjectNode kept = newContent.deepCopy();
    if (!kept.has("metadata") && content.has("metadata")) {
      kept.set("metadata", content.get("metadata"));
    }
    return new SlackPost(channel, channelName, ts, threadTs, kept, at, when, webhook);
  }
}
