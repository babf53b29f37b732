package dev.signalbox.channel.slack;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the presser of a button is answered. It came with a call that Slack signed, and is believed all the same only if it leads
 * to Slack: whoever gets hold of the signing secret shall not make us call anybody else.
 */
public final class ResponseUrl {

  public static final String SLACK = "https://hooks.slack.com/";

  private static final int LONGEST = 1000;

  private ResponseUrl() {}

  /**
   * @param home what it has to begin with: the same scheme, host and port, and no user before the host
   * @return the address as it may be called; empty if it may not be
   */
  public static Optional<String> within(String home, String url) {
    URI wanted = uri(url);
    URI base = uri(home);
    boolean same = wanted != null && base != null && wanted.getScheme() != null && wanted.getHost() != null
        && wanted.getScheme().equalsIgnoreCase(base.getScheme()) && wanted.getHost().equalsIgnoreCase(base.getHost())
        && wanted.getPort() == base.getPort() && wanted.getRawUserInfo() == null && wanted.getRawFragment() == null
        && !wanted.getRawPath().contains("..") && wanted.getRawPath().startsWith(base.getRawPath());
    return same ? Optional.of(wanted.toASCIIString()) : Optional.empty();
  }

  private static @Nullable URI uri(String text) {
    try {
      return text.length() > LONGEST ? null : new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
