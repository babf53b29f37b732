package dev.signalbox.camel;

import dev.signalbox.Secret;
import dev.signalbox.channel.webhook.WebhookChannel;
import dev.signalbox.channel.webhook.WebhookPlan;
import dev.signalbox.channel.webhook.WebhookReader;
import dev.signalbox.channel.webhook.WebhookSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;

/**
 * All webhooks: their files, and their settings, which are added as the last step before the call. Named {@code webhooks} in
 * the route. Address and tokens go into headers, since Camel prints an endpoint's URI in logs, in exceptions and over JMX.
 */
public final class Webhooks {

  private static final Pattern FILE = Pattern.compile("(" + WebhookReader.NAME + ")\\.yaml");

  private final FolderFiles<WebhookPlan> files;
  private final Map<String, WebhookSettings> settings = new TreeMap<>();

  /**
   * @param configured the names of those that have settings
   * @param settings of one of them, or of a file
   */
  public Webhooks(FolderFiles<WebhookPlan> files, Set<String> configured, Function<String, WebhookSettings> settings) {
    this.files = files;
    names(files, configured).forEach(name -> this.settings.put(name, settings.apply(name)));
  }

  public static FolderFiles<WebhookPlan> files(Path routes) {
    return new FolderFiles<>(routes.resolve("webhooks"), FILE, WebhookReader::read);
  }

  /** Environment variables know no dashes: what is configured as {@code opsteams} may be {@code ops-teams}. */
  private static Set<String> names(FolderFiles<WebhookPlan> files, Set<String> configured) {
    Set<String> names = new TreeSet<>(files.names());
    configured.stream()
        .filter(name -> WebhookReader.NAME.matcher(name).matches())
        .filter(name -> files.names().stream().noneMatch(file -> file.replace("-", "").equals(name)))
        .forEach(names::add);
    return names;
  }

  public Set<String> names() {
    return Set.copyOf(settings.keySet());
  }

  public WebhookChannel channel(String name) {
    boolean described = files.names().contains(name);
    return new WebhookChannel(name, settings.getOrDefault(name, WebhookSettings.NONE),
        () -> described ? files.get(name) : files.get(name).or(() -> Optional.of(WebhookPlan.DEFAULT)));
  }

  /** The last step before the call. */
  public void address(@Headers Map<String, Object> headers) {
    String name = String.valueOf(headers.remove(WebhookChannel.NAME_HEADER));
    WebhookSettings own = settings.getOrDefault(name, WebhookSettings.NONE);
    if (own.url() == null) {
      throw new IllegalStateException("signalbox.webhooks.%s.url is not set".formatted(name));
    }
    String url = own.url().reveal();
    int query = url.indexOf('?'); // a path is put between the two
    headers.put(Exchange.HTTP_URI, query < 0 ? url : url.substring(0, query));
    if (query >= 0) {
      headers.put(Exchange.HTTP_QUERY, url.substring(query + 1));
    }
    for (Map.Entry<String, Secret> header : own.headers().entrySet()) {
      headers.put(header.getKey(), header.getValue().reveal());
    }
  }
}
