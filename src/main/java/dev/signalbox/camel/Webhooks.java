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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;

/**
 * All webhooks, as their files are now: those, and their settings, which are added as the last step before the call. Named {@code webhooks} in
 * the route. Address and tokens go into headers, since Camel prints an endpoint's URI in logs, in exceptions and over JMX.
 */
public final class Webhooks {

  private static final Pattern FILE = Pattern.compile("(" + WebhookReader.NAME + ")\\.yaml");

  private final FolderFiles<WebhookPlan> files;
  private final Set<String> configured;
  private final Function<String, WebhookSettings> settings;
  private final Map<String, WebhookSettings> known = new ConcurrentHashMap<>();

  /**
   * @param configured the names of those that have settings
   * @param settings of one of them, or of a file
   */
  public Webhooks(FolderFiles<WebhookPlan> files, Set<String> configured, Function<String, WebhookSettings> settings) {
    this.files = files;
    this.configured = Set.copyOf(configured);
    this.settings = settings;
  }

  public static FolderFiles<WebhookPlan> files(Path routes) {
    return new FolderFiles<>(routes.resolve("webhooks"), FILE, WebhookReader::read);
  }

  /** Environment variables know no dashes: what is configured as {@code opsteams} may be {@code ops-teams}. */
  public Set<String> names() {
    Set<String> described = files.names();
    Set<String> names = new TreeSet<>(described);
    configured.stream()
        .filter(name -> WebhookReader.NAME.matcher(name).matches())
        .filter(name -> described.stream().noneMatch(file -> file.replace("-", "").equals(name)))
        .forEach(names::add);
    return names;
  }

  private WebhookSettings own(String name) {
    return known.computeIfAbsent(name, settings);
  }

  public WebhookChannel channel(String name) {
    boolean described = files.names().contains(name);
    return new WebhookChannel(name, own(name),
        () -> described ? files.get(name) : files.get(name).or(() -> Optional.of(WebhookPlan.DEFAULT)));
  }

  /** The last step before the call. */
  public void address(@Headers Map<String, Object> headers) {
    String name = String.valueOf(headers.remove(WebhookChannel.NAME_HEADER));
    WebhookSettings own = own(name);
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
