package dev.signalbox.web.api;

import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.web.Given;
import dev.signalbox.web.OnCallView;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is on call. */
@Tag(name = "on-call")
@RestController
@RequestMapping(path = "/api/on-call", produces = MediaType.APPLICATION_JSON_VALUE)
class OnCallApi {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final OnCallView onCall;
  private final Clock clock;

  OnCallApi(OnCallView onCall, Clock clock) {
    this.onCall = onCall;
    this.clock = clock;
  }

  /**
   * @param participants names as in people.yaml; empty if nobody is on call
   * @param next who follows, at {@code nextAt}
   */
  record OnCallJson(
      String schedule, Instant at, List<String> participants, List<String> next, @Nullable Instant nextAt) {}

  @Operation(summary = "Every schedule and who is on call now")
  @GetMapping
  List<OnCallJson> all() {
    Instant now = clock.instant();
    return onCall.schedules().stream().map(schedule -> json(onCall.onCall(schedule, now))).toList();
  }

  @Operation(summary = "Who is on call at an instant; now, if at is left out")
  @GetMapping("/{schedule}")
  OnCallJson at(@PathVariable String schedule, @RequestParam(required = false) @Nullable String at) {
    Instant instant = Given.instant("at", at).orElseGet(clock::instant);
    return json(known(() -> onCall.onCall(schedule, instant)));
  }

  @Operation(summary = "Maximal intervals of the same people in [from, to); the next 7 days, if left out")
  @GetMapping("/{schedule}/shifts")
  List<OnCallView.Shift> shifts(
      @PathVariable String schedule,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Instant start = Given.instant("from", from).orElseGet(clock::instant);
    Instant end = Given.instant("to", to).orElse(start.plus(WEEK));
    if (!end.isAfter(start)) {
      throw Refusal.badInput("to '%s' is not after from '%s'", end, start);
    }
    if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      throw Refusal.badInput("from '%s' to '%s' is more than %d days, ask for less", start, end, LONGEST.toDays());
    }
    return known(() -> onCall.shifts(schedule, start, end));
  }

  private static OnCallJson json(OnCall at) {
    return new OnCallJson(at.schedule(), at.at(), names(at.primary()), names(at.next()), at.nextAt());
  }

  private static List<String> names(List<Person> people) {
    return people.stream().map(Person::name).toList();
  }

  private static <T> T known(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (NoSuchElementException e) {
      throw Refusal.unknown("%s", e.getMessage());
    }
  }
}
