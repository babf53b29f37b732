package dev.signalbox.channel.slack;

import dev.signalbox.channel.Json;
import dev.signalbox.channel.Request;
import java.util.Map;

/** What only the presser of a button sees, and what stays of the message: all of it. */
public final class Ephemeral {

  private static final int LONGEST = 1000;

  private Ephemeral() {}

  /** @param url see {@link ResponseUrl#within} */
  public static Request to(String url, String words) {
    String body = Json.write(Json.object()
        .put("response_type", "ephemeral").put("replace_original", false).put("text", Mrkdwn.line(words, LONGEST)));
    return new Request(
        "slack-response", "POST", null, null,
        Map.of("Content-Type", "application/json; charset=utf-8", "CamelHttpUri", url), body);
  }
}
