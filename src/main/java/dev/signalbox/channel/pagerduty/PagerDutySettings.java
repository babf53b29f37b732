package dev.signalbox.channel.pagerduty;

import dev.signalbox.Secret;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.pagerduty.*}; the URL is the route's.
 *
 * @param routingKey 32 characters, of an Events API v2 integration
 */
public record PagerDutySettings(@Nullable Secret routingKey) {}
