package dev.signalbox.channel.jira;

import dev.signalbox.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.jira.*}.
 *
 * @param url of the site, for example {@code https://example.atlassian.net}
 * @param username the account's mail address (Cloud) or name (Data Center); null to use the token alone
 * @param token an API token (Cloud), a password or a personal access token (Data Center)
 * @param project key of the project that gets the tickets unless a sink names another
 * @param issueType default {@code Bug}
 * @param deployment default {@code cloud}
 * @param searchLag how long Jira's search may take to find a new issue, default 30 s; only after that is an issue that
 *     was not found created again
 */
public record JiraSettings(
    @Nullable String url,
    @Nullable String username,
    @Nullable Secret token,
    @Nullable String project,
    @Nullable String issueType,
    @Nullable Deployment deployment,
    @Nullable Duration searchLag) {

  /** Spelt {@code cloud} and {@code data-center}. */
  public enum Deployment {
    CLOUD,
    DATA_CENTER
  }

  public JiraSettings {
    url = url == null ? null : url.replaceAll("/+$", "");
    issueType = issueType == null ? "Bug" : issueType;
    deployment = deployment == null ? Deployment.CLOUD : deployment;
    searchLag = searchLag == null ? Duration.ofSeconds(30) : searchLag;
  }
}
