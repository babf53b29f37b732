package dev.signalbox.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A genuine call, claimed for reading.
 *
 * @param number in the order of arrival
 * @param claim the fencing token of this claim; what is recorded under an older one is void
 * @param hook whose, for example {@code slack}
 * @param body as it came
 * @param attempts how often it has been claimed, this time included
 */
public record Received(long number, UUID claim, String hook, byte[] body, Instant at, int attempts) {

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "call %d of %s".formatted(number, hook);
  }
}
