package dev.signalbox.channel.mail;

import dev.signalbox.Secret;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.mail.*}.
 *
 * @param port default 587 with STARTTLS, else 25; 465 speaks TLS from the first byte
 * @param username null for a server that asks for none
 * @param from address of the sender; its domain is also the right-hand side of our Message-IDs
 * @param starttls whether to insist on STARTTLS: without it nothing is sent, least of all the password; default true if
 *     there is a username
 */
public record MailSettings(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String from,
    @Nullable Boolean starttls) {

  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9.-]{1,200}");

  public MailSettings {
    starttls = starttls == null ? username != null && (port == null || port == 587) : starttls;
    port = port == null ? (starttls ? 587 : 25) : port;
    if (from != null && !MailAddress.isOne(from)) {
      throw new IllegalArgumentException(
          "signalbox.mail.from must be one plain address, for example signalbox@example.com");
    }
  }

  /** Right-hand side of Message-IDs. */
  String domain() {
    String domain = from == null ? "" : from.substring(from.lastIndexOf('@') + 1);
    return DOMAIN.matcher(domain).matches() ? domain : "signalbox.invalid";
  }
}
