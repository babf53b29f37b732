package dev.signalbox.web.calendar;

import dev.signalbox.oncall.ical.FeedSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Addresses of feeds, each with a key that opens this feed alone: an HMAC-SHA256 of its path. A page that shows one
 * shows a secret, so it is for those signed in.
 */
@Component
public class FeedKeys {

  private static final String ALGORITHM = "HmacSHA256";

  private final FeedSecret secret;

  FeedKeys(FeedSecret secret) {
    this.secret = secret;
  }

  /** For example {@code /on-call/payments.ics?key=…}, to be put behind the hub's public URL. */
  public String ofSchedule(String schedule) {
    return address("/on-call/", schedule);
  }

  /** For example {@code /on-call/people/anna.ics?key=…}. */
  public String ofPerson(String person) {
    return address("/on-call/people/", person);
  }

  private String address(String folder, String name) {
    return folder + UriUtils.encode(name, StandardCharsets.UTF_8) + ".ics?key=" + key(folder + name + ".ics");
  }

  /**
   * Takes as long for a wrong key as for the right one.
   *
   * @param path decoded
   */
  public boolean opens(String path, @Nullable String key) {
    return key != null
        && MessageDigest.isEqual(key(path).getBytes(StandardCharsets.US_ASCII), key.getBytes(StandardCharsets.UTF_8));
  }

  private String key(String path) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.value(), ALGORITHM));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(path.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
