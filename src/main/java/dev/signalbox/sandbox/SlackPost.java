package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
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

  SlackPost edited(JsonNode newContent, Instant when) {
    return new SlackPost(channel, channelName, ts, threadTs, newContent, at, when, webhook);
  }
}
