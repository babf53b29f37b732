package dev.signalbox.channel;

import dev.signalbox.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 signatures in lower-case hex, under any of several secrets: while a secret is exchanged, both count.
 *
 * @param secrets none means that nothing is ever genuine
 */
public record Signatures(List<Secret> secrets) {

  private static final String HMAC = "HmacSHA256";

  /** Secrets as written in one setting, separated by commas. */
  public static Signatures under(@Nullable Secret setting) {
    return new Signatures(setting == null
        ? List.of()
        : Arrays.stream(setting.reveal().split(",")).map(String::strip).filter(one -> !one.isEmpty()).map(Secret::new).toList());
  }

  public boolean configured() {
    return !secrets.isEmpty();
  }

  /** Whether any of these signatures is one of those bytes. Each is compared with each, to the end. */
  public boolean match(Collection<String> signatures, byte[]... parts) {
    boolean match = false;
    for (Secret secret : secrets) {
      byte[] right = sign(secret, parts).getBytes(StandardCharsets.US_ASCII);
      for (String signature : signatures) {
        match |= MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8));
      }
    }
    return match;
  }

  /** Whether a text is one of the secrets, for senders that cannot sign. */
  public boolean isSecret(String text) {
    boolean match = false;
    for (Secret secret : secrets) {
      match |= MessageDigest.isEqual(
          secret.reveal().getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }
    return match;
  }

  /** The signature of some bytes, in lower-case hex. */
  public static String sign(Secret secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  /** What is the same for the same bytes, and for no others. */
  public static String fingerprint(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
