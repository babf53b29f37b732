package dev.signalbox.channel.pagerduty;

import dev.signalbox.Secret;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.pagerduty.*}: the Events API for alerts, whose URL is the route's, and the REST API for calendars.
 *
 * @param routingKey 32 characters, of an Events API v2 integration
 * @param apiUrl of the REST API, default {@code https://api.pagerduty.com}
 * @param apiToken of the REST API; one that may only read suffices
 */
public record PagerDutySettings(@Nullable Secret routingKey, @Nullable String apiUrl, @Nullable Secret apiToken) {

  public PagerDutySettings {
    apiUrl = apiUrl == null || apiUrl.isBlank() ? "https://api.pagerduty.com" : apiUrl.strip().replaceAll("/+$", "");
  }
}
