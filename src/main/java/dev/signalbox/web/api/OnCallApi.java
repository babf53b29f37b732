package dev.signalbox.web.api;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private final CurrentPlan onCall;
  private final Clock clock;

  OnCallApi(CurrentPlan onCall, Clock clock) {
    this.onCall = onCall;
    this.clock = clock;
  }

  /**
   * @param participants names as in people.yaml; empty if nobody is on call
   * @param next who follows, at {@code nextAt}
   * @param fallbackUsed whether nobody else is, so that {@code participants} is the schedule's fallback
   * @param overridden whether an override is in force then, of the files or made by hand
   */
  record OnCallJson(
      String schedule,
      Instant at,
      List<String> participants,
      List<String> next,
      @Nullable Instant nextAt,
      boolean fallbackUsed,
      boolean overridden) {}

  @Operation(summary = "Every schedule and who is on call now")
  @GetMapping
  List<OnCallJson> all() {
    Instant now = clock.instant();
    Rota rota = onCall.now().rota();
    return rota.schedules().stream().map(schedule -> json(rota, schedule, now)).toList();
  }

  @Operation(summary = "Who is on call at an instant; now, if at is left out")
  @GetMapping("/{schedule}")
  OnCallJson at(@PathVariable String schedule, @RequestParam(required = false) @Nullable String at) {
    Instant instant = Given.instant("at", at).orElseGet(clock::instant);
    Rota rota = onCall.now().rota();
    return json(rota, known(rota, schedule).name(), instant);
  }

  @Operation(summary = "Maximal intervals of the same people in [from, to); the next 7 days, if left out")
  @GetMapping("/{schedule}/shifts")
  List<Shift> shifts(
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
    return known(onCall.now().rota(), schedule).shifts(start, end);
  }

  private static OnCallJson json(Rota rota, String schedule, Instant instant) {
    OnCall at = rota.onCall(schedule, instant);
    boolean overridden = rota.schedule(schedule).overrides().stream().anyMatch(one -> one.during().contains(instant));
    return new OnCallJson(
        schedule, instant, names(at.primary()), names(at.next()), at.nextAt(), at.fallbackUsed(), overridden);
  }

  private static List<String> names(List<Person> people) {
    return people.stream().map(Person::name).toList();
  }

  private static Schedule known(Rota rota, String schedule) {
    return rota.find(schedule).orElseThrow(() -> Refusal.unknown(
        "there is no schedule '%s'; there are: %s", schedule, String.join(", ", rota.schedules())));
  }
}
