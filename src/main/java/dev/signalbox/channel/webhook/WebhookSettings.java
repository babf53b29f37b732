package dev.signalbox.channel.webhook;

import dev.signalbox.Secret;
import dev.signalbox.channel.Signatures;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.webhooks.<name>.*}.
 *
 * @param url where it is; often itself the secret, so that nothing shows it
 * @param secret signs the bodies; several, separated by commas, sign side by side while one is exchanged. Null: unsigned
 * @param headers sent along, for example {@code Authorization}
 */
public record WebhookSettings(@Nullable Secret url, @Nullable Secret secret, @Nullable Map<String, Secret> headers) {

  public static final WebhookSettings NONE = new WebhookSettings(null, null, null);

  /** RFC 9110, 5.1. */
  static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

  public WebhookSettings {
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    url = url == null || url.reveal().isBlank() ? null : new Secret(url.reveal().strip());
  }

  Signatures signatures() {
    return Signatures.under(secret);
  }

  /** Everything that nobody may see: the whole, and every long part of an address and of a header. */
  public List<Secret> secrets() {
    List<Secret> all = new ArrayList<>(headers.values());
    Optional.ofNullable(url).ifPresent(all::add);
    all.addAll(signatures().secrets());
    Stream.concat(headers.values().stream(), Stream.ofNullable(url))
        .flatMap(secret -> Arrays.stream(secret.reveal().replaceFirst("(?i)^https?://[^/]*", "").split("[/?&=\\s]")))
        .filter(part -> part.length() >= 8)
        .map(Secret::new)
        .forEach(all::add);
    return all;
  }

  /**
   * What is wrong with them, a sentence each that names the setting and never its value.
   *
   * @param name of the webhook
   */
  public List<String> problems(String name) {
    List<String> problems = new ArrayList<>();
    if (url != null && !webAddress(url.reveal())) {
      problems.add("signalbox.webhooks.%s.url must be an http or https address with a host and without user or '#'; tokens go into .headers"
          .formatted(name));
    }
    headers.forEach((header, value) -> {
      if (!HEADER.matcher(header).matches()) {
        problems.add("signalbox.webhooks.%s.headers: '%s' is no name of a header".formatted(name, header.replaceAll("\\p{Cntrl}", "?")));
      }
      if (value.reveal().chars().anyMatch(c -> c < ' ' || c > 126)) {
        problems.add("signalbox.webhooks.%s.headers.%s holds a character that no header may hold".formatted(name, header));
      }
    });
    return problems;
  }

  private static boolean webAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
