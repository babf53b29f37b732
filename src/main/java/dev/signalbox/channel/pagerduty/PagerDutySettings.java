package dev.signalbox.channel.pagerduty;

import dev.signalbox.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.pagerduty.*}: the Events API for alerts, whose URL is the route's, and the REST API for calendars.
 *
 * @param routingKey 32 characters, of an Events API v2 integration; more of them behind a comma close what they opened
 * @param routingKeys of further services, by the name that {@code kamelet:pagerduty-sink} uses; several keys as above
 * @param apiUrl of the REST API, default {@code https://api.pagerduty.com}
 * @param apiToken of the REST API; one that may only read suffices
 */
public record PagerDutySettings(
    @Nullable Secret routingKey, Map<String, Secret> routingKeys, @Nullable String apiUrl, @Nullable Secret apiToken) {

  public PagerDutySettings {
    routingKeys = routingKeys == null ? Map.of() : Map.copyOf(routingKeys);
    apiUrl = apiUrl == null || apiUrl.isBlank() ? "https://api.pagerduty.com" : apiUrl.strip().replaceAll("/+$", "");
  }

  /** Those of the hub's own integration, the present one first; none if it has none. */
  List<Secret> keys() {
    return several(routingKey);
  }

  /** Those of a service, the present one first. */
  List<Secret> keys(String service) {
    return several(routingKeys.get(service));
  }

  /** Whether that service has a key of its own. */
  public boolean hasKey(String service) {
    return !keys(service).isEmpty();
  }

  /** Every key that there is. */
  Stream<Secret> all() {
    return Stream.concat(keys().stream(), routingKeys.values().stream().flatMap(keys -> several(keys).stream()));
  }

  private static List<Secret> several(@Nullable Secret setting) {
    return setting == null ? List.of()
        : Arrays.stream(setting.reveal().split(",")).map(String::strip).filter(key -> !key.isEmpty()).map(Secret::new).toList();
  }
}
