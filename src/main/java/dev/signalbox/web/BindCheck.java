package dev.signalbox.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Without users there is no login, so whoever reaches the console rules it: then it may listen on loopback only. */
public final class BindCheck {

  private BindCheck() {}

  /**
   * @param setting the setting's name, {@code server.address} or {@code management.server.address}
   * @param address its value; null where it is unset and the default {@code 127.0.0.1} holds, blank means every
   *     interface
   * @param users how many users are configured
   * @return one line for the terminal if the start must be refused (exit code 2)
   */
  public static Optional<String> problem(String setting, @Nullable String address, int users) {
    if (users > 0 || address == null || loopback(address)) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s is '%s', which others can reach, but no user is configured: set"
                + " signalbox.users.<name>.password (bcrypt) and .token, or %s=127.0.0.1")
            .formatted(setting, Words.line(address), setting));
  }

  /** A name that cannot be resolved counts as reachable: the server would fail to bind to it anyway. */
  public static boolean loopback(String address) {
    if (address.isBlank()) {
      return false;
    }
    try {
      return InetAddress.getByName(address.trim()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
