package dev.signalbox.web.calendar;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.ical.Feed;
import dev.signalbox.web.Words;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who is on call, as iCalendar. A client that sends back the ETag is told 304 until a shift changes; its request still
 * computes the shifts, which takes milliseconds.
 */
@RestController
class CalendarFeeds {

  private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

  private static final MediaType PLAIN = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private final CurrentPlan onCall;
  private final Clock clock;

  CalendarFeeds(CurrentPlan onCall, Clock clock) {
    this.onCall = onCall;
    this.clock = clock;
  }

  @GetMapping("/on-call/{schedule}.ics")
  ResponseEntity<byte[]> schedule(@PathVariable String schedule) {
    Rota rota = onCall.now().rota();
    return rota.find(schedule)
        .map(known -> calendar(Feed.ofSchedule(known, clock.instant())))
        .orElseGet(() -> unknown("schedule", schedule));
  }

  @GetMapping("/on-call/people/{person}.ics")
  ResponseEntity<byte[]> person(@PathVariable String person) {
    Rota rota = onCall.now().rota();
    Instant now = clock.instant();
    List<Schedule> schedules = rota.schedules().stream().map(rota::schedule).toList();
    boolean known =
        rota.people().containsKey(person) || schedules.stream().anyMatch(it -> isOn(it, person, Feed.window(now)));
    return known ? calendar(Feed.ofPerson(person, schedules, now)) : unknown("person", person);
  }

  /** A calendar kept elsewhere may name somebody who is not in people.yaml. */
  private static boolean isOn(Schedule schedule, String person, Interval window) {
    return schedule.shifts(window.start(), window.end()).stream()
        .anyMatch(shift -> shift.participants().contains(person));
  }

  private static ResponseEntity<byte[]> calendar(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok().contentType(CALENDAR).cacheControl(CacheControl.noCache().cachePrivate())
        .eTag('"' + DigestUtils.md5DigestAsHex(body) + '"').body(body);
  }

  /** Whoever holds an old address need not learn the names that there are now. */
  private static ResponseEntity<byte[]> unknown(String what, String name) {
    String sentence = "there is no %s '%s' any more; take a new address from the page On call".formatted(what, name);
    return ResponseEntity.status(HttpStatus.NOT_FOUND).contentType(PLAIN)
        .body(Words.line(sentence).getBytes(StandardCharsets.UTF_8));
  }
}
