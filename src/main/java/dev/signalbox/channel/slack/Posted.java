package dev.signalbox.channel.slack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message that stands in Slack. Kept as {@code C024BE91L:1700000000.000100}.
 *
 * @param ts text, although it looks like a number: as a double it would lose its last digits
 */
record Posted(String channel, String ts) {

  private static final Pattern REFERENCE = Pattern.compile("([A-Za-z0-9_-]+):(\\d+\\.\\d+)");

  static Optional<Posted> parse(@Nullable String reference) {
    Matcher matcher = REFERENCE.matcher(reference == null ? "" : reference);
    return matcher.matches() ? Optional.of(new Posted(matcher.group(1), matcher.group(2))) : Optional.empty();
  }

  String reference() {
    return channel + ":" + ts;
  }
}
