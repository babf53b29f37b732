package dev.signalbox.camel;

import dev.signalbox.channel.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.on-call.*}.
 *
 * @param lastResort the mail address that gets what is meant for those on call when nobody of them can be told; null:
 *     that is a dead letter, and an alarm of the hub about itself
 */
public record OnCallSettings(@Nullable String lastResort) {

  public OnCallSettings {
    lastResort = lastResort == null || lastResort.isBlank() ? null : lastResort.strip();
    if (lastResort != null && !MailAddress.isOne(lastResort)) {
      throw new IllegalArgumentException(
          "signalbox.on-call.last-resort must be one plain mail address, for example duty@example.com");
    }
  }
}
