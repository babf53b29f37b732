package dev.signalbox.web.api;

import dev.signalbox.oncall.calendar.CalendarStatus;
import dev.signalbox.oncall.calendar.CalendarStatuses;
import dev.signalbox.web.Spans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the calendars that are kept elsewhere do. */
@Tag(name = "on-call")
@RestController
@RequestMapping(path = "/api/calendars", produces = MediaType.APPLICATION_JSON_VALUE)
class CalendarsApi {

  private final CalendarStatuses calendars;
  private final Clock clock;

  CalendarsApi(CalendarStatuses calendars, Clock clock) {
    this.calendars = calendars;
    this.clock = clock;
  }

  /**
   * @param kind {@code ical}, {@code sql} or {@code pagerduty}
   * @param refresh as schedules spell it: {@code 15m}
   * @param readAt the last good reading; null if there never was one
   * @param stale whether the hub alarms it
   * @param failures readings that failed since
   * @param unknown participants who are not in people.yaml
   */
  record CalendarJson(
      String schedule,
      String kind,
      String refresh,
      @Nullable Instant readAt,
      boolean stale,
      int failures,
      @Nullable String error,
      List<String> warnings,
      Set<String> unknown) {}

  @Operation(summary = "The schedules whose calendar is kept elsewhere, and how their last readings went")
  @GetMapping
  List<CalendarJson> all() {
    Instant now = clock.instant();
    return calendars.all().stream().map(one -> json(one, now)).toList();
  }

  private static CalendarJson json(CalendarStatus one, Instant now) {
    String kind = one.kind().name().toLowerCase(Locale.ROOT);
    return new CalendarJson(one.schedule(), kind, Spans.exact(one.refresh()), one.readAt(), one.stale(now),
        one.failures(), one.error(), one.warnings(), one.unknown());
  }
}
