/**
 * PagerDuty's Events API v2. Start with {@link dev.signalbox.channel.pagerduty.PagerDutyChannel}; the limits are those of
 * https://developer.pagerduty.com/docs/events-api-v2-overview.
 */
@NullMarked
package dev.signalbox.channel.pagerduty;

import org.jspecify.annotations.NullMarked;
