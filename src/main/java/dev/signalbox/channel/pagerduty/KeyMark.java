package dev.signalbox.channel.pagerduty;

import dev.signalbox.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Tells one routing key from another and neither to anybody: eight hexadecimal digits of its SHA-256. Kept with the
 * alert that it opened, as {@code 7f3a6c1e-0000-4000-8000-000000000042 key 1f8ac10f}.
 */
final class KeyMark {

  private static final int BYTES = 4;

  private KeyMark() {}

  static String reference(UUID incident, Secret key) {
    return incident + " key " + of(key);
  }

  /** Whether an alert was opened under this key, as far as its record says: early ones say nothing of it. */
  static boolean fits(String reference, Secret key) {
    return !reference.contains(" key ") || reference.endsWith(" key " + of(key));
  }

  private static String of(Secret key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
