package dev.signalbox.web.console.oncall;

import dev.signalbox.web.calendar.FeedKeys;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Addresses of feeds as a calendar program needs them: whole, below the hub's public URL, or else below the one by
 * which the page was asked for. Each costs a query of the store, so a page shows one and not one for every schedule.
 */
@Component
class FeedAddresses {

  private final FeedKeys keys;
  private final String baseUrl;

  FeedAddresses(FeedKeys keys, @Value("${signalbox.base-url:}") String baseUrl) {
    this.keys = keys;
    this.baseUrl = baseUrl.replaceAll("/+$", "");
  }

  String ofSchedule(String schedule, HttpServletRequest asked) {
    return base(asked) + keys.ofSchedule(schedule);
  }

  String ofPerson(String person, HttpServletRequest asked) {
    return base(asked) + keys.ofPerson(person);
  }

  private String base(HttpServletRequest asked) {
    return baseUrl.isBlank()
        ? ServletUriComponentsBuilder.fromRequestUri(asked).replacePath(null).replaceQuery(null).toUriString()
        : baseUrl;
  }
}
