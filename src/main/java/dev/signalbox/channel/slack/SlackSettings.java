package dev.signalbox.channel.slack;

import dev.signalbox.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.slack.*}: one of the two.
 *
 * @param webhookUrl of an incoming webhook; whoever knows it can post
 * @param signingSecret of the app, for what Slack calls us with; with it messages have buttons
 * @param token of a bot user, {@code xoxb-…}, with the scope chat:write, and files:write for charts
 */
public record SlackSettings(@Nullable Secret webhookUrl, @Nullable Secret token, @Nullable Secret signingSecret) {

  public SlackSettings {
    if (webhookUrl != null && token != null) {
      throw new IllegalArgumentException(
          "signalbox.slack.webhook-url and signalbox.slack.token are both set: keep the token, or the URL if there is no bot");
    }
  }

  public boolean asBot() {
    return token != null;
  }

  /** Whether somebody hears when a button is pressed. */
  boolean interactive() {
    return asBot() && signingSecret != null && !signingSecret.reveal().isBlank();
  }

  public boolean complete() {
    return token != null || webhookUrl != null;
  }

  /** The token, or the URL as a whole and the last part of its path, which alone is enough to post. */
  List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>();
    if (token != null) {
      secrets.add(token);
    }
    if (webhookUrl != null) {
      String url = webhookUrl.reveal();
      secrets.add(webhookUrl);
      secrets.add(new Secret(url.substring(url.lastIndexOf('/') + 1)));
    }
    return secrets;
  }
}
