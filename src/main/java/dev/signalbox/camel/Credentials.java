package dev.signalbox.camel;

import dev.signalbox.Secret;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.slack.SlackSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Adds what the other side wants to see, as the last step before the call. In a header and not in the endpoint's URI, which
 * Camel prints in logs, in exceptions and over JMX. Named {@code credentials} in the routes.
 */
public final class Credentials {

  private static final String AUTHORIZATION = "Authorization";

  private final SlackSettings slack;
  private final @Nullable String jira;

  public Credentials(SlackSettings slack, JiraSettings jira) {
    this.slack = slack;
    this.jira = jira.token() == null ? null : authorization(jira.username(), jira.token());
  }

  /** A bot's token. */
  public void slack(@Headers Map<String, Object> headers) {
    if (slack.token() == null) {
      throw new IllegalStateException("signalbox.slack.token is not set");
    }
    headers.put(AUTHORIZATION, "Bearer " + slack.token().reveal());
  }

  /** The whole address of a webhook is its secret. */
  public void slackWebhook(@Headers Map<String, Object> headers) {
    if (slack.webhookUrl() == null) {
      throw new IllegalStateException("signalbox.slack.webhook-url is not set");
    }
    headers.put(Exchange.HTTP_URI, slack.webhookUrl().reveal());
  }

  /** Basic with user and API token (Cloud), Bearer with a personal access token alone (Data Center). */
  public void jira(@Headers Map<String, Object> headers) {
    if (jira == null) {
      throw new IllegalStateException("signalbox.jira.token is not set");
    }
    headers.put(AUTHORIZATION, jira);
  }

  static String authorization(@Nullable String username, Secret secret) {
    if (username == null || username.isBlank()) {
      return "Bearer " + secret.reveal();
    }
    byte[] pair = (username + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
