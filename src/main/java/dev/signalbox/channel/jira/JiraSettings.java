package dev.signalbox.channel.jira;

import dev.signalbox.Secret;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.jira.*}.
 *
 * @param url of the API: the site's, for example {@code https://example.atlassian.net}, or Atlassian's gateway,
 *     {@code https://api.atlassian.com/ex/jira/<cloud id>}
 * @param siteUrl where people see issues; null if that is {@code url}
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
    @Nullable String siteUrl,
    @Nullable String username,
    @Nullable Secret token,
    @Nullable String project,
    @Nullable String issueType,
    @Nullable Deployment deployment,
    @Nullable Duration searchLag) {

  private static final Pattern GATEWAY = Pattern.compile("(?i)https?://api\\.atlassian\\.com(?=[:/]|$)");

  /** Spelt {@code cloud} and {@code data-center}. */
  public enum Deployment {
    CLOUD,
    DATA_CENTER
  }

  public JiraSettings {
    url = url == null ? null : url.replaceAll("/+$", "");
    siteUrl = siteUrl == null || siteUrl.isBlank() ? null : siteUrl.strip().replaceAll("/+$", "");
    issueType = issueType == null ? "Bug" : issueType;
    deployment = deployment == null ? Deployment.CLOUD : deployment;
    searchLag = searchLag == null ? Duration.ofSeconds(30) : searchLag;
  }

  /** Whether it is known where people see issues: Atlassian's gateway shows them none. */
  boolean hasSite() {
    return siteUrl != null || url == null || !GATEWAY.matcher(url).lookingAt();
  }

  /** Where people see issues; null if nobody said. */
  @Nullable String site() {
    return siteUrl != null ? siteUrl : hasSite() ? url : null;
  }
}
