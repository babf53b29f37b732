package dev.signalbox.web.api;

import dev.signalbox.oncall.Interval;
import dev.signalbox.override.Booked;
import dev.signalbox.override.OverrideDesk;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Who is on call instead: to look at, to make, to take back. */
@Tag(name = "on-call")
@RestController
@RequestMapping(path = OverridesApi.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class OverridesApi {

  static final String PATH = "/api/on-call/{schedule}/overrides";

  private static final Duration YEAR = Duration.ofDays(366);
  private static final String NOBODY = "api";

  private final OverrideDesk desk;
  private final Clock clock;

  OverridesApi(OverrideDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Operation(summary = "Overrides of the files and made by hand that touch [from, to), in the order in which they "
      + "apply; from now on and for 366 days, if left out")
  @GetMapping
  List<OverrideJson> list(
      @PathVariable String schedule,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Instant start = Given.instant("from", from).orElseGet(clock::instant);
    Instant end = Given.instant("to", to).orElse(start.plus(YEAR));
    if (!end.isAfter(start)) {
      throw Refusal.badInput("to '%s' is not after from '%s'", end, start);
    }
    return desk.list(schedule, new Interval(start, end)).stream().map(one -> OverrideJson.of(schedule, one)).toList();
  }

  @Operation(summary = "One that was made by hand")
  @GetMapping("/{id}")
  OverrideJson get(@PathVariable String schedule, @PathVariable String id) {
    UUID override = Given.id(id);
    return desk.find(schedule, override).map(OverrideJson::of)
        .orElseThrow(() -> Refusal.unknown("there is no override %s of schedule '%s'", override, schedule));
  }

  @Operation(
      summary = "Makes an override, in force at once, or with type swap the two by which two people exchange shifts",
      requestBody = @RequestBody(required = true, content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = OverrideBody.Shape.class))),
      responses = {
        @ApiResponse(responseCode = "201", description = "made"),
        @ApiResponse(responseCode = "200", description = "made before under the same Idempotency-Key")
      })
  @PostMapping
  ResponseEntity<OverrideJson.Answer> make(
      @PathVariable String schedule,
      @Parameter(description = "your name for this request: repeated under the same key it is one override")
          @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      InputStream body,
      @Nullable Principal principal)
      throws IOException {
    OverrideBody asked = OverrideBody.read(body);
    String author = Actor.required(principal, asked.by());
    String once = Given.text(key).orElse("");
    if (asked.swap()) {
      List<Booked> halves = desk.swap(schedule, asked.asSwap(), author, once);
      return answer(halves.get(0), OverrideJson.Answer.of(halves.get(1), null));
    }
    return answer(desk.make(schedule, asked.asWish(), author, once), null);
  }

  private static ResponseEntity<OverrideJson.Answer> answer(Booked booked, OverrideJson.@Nullable Answer with) {
    URI location = UriComponentsBuilder.fromPath(PATH + "/{id}").encode()
        .buildAndExpand(booked.override().schedule(), booked.override().id()).toUri();
    return ResponseEntity.status(booked.again() ? HttpStatus.OK : HttpStatus.CREATED).location(location)
        .body(OverrideJson.Answer.of(booked, with));
  }

  @Operation(summary =
      "Takes one back: it has no effect any more, the record stays, marked; repeated, the first time stands")
  @DeleteMapping("/{id}")
  OverrideJson.Answer withdraw(
      @PathVariable String schedule,
      @PathVariable String id,
      @Parameter(description = "whoever acts; may be left out") @RequestParam(required = false) @Nullable String by,
      @Nullable Principal principal) {
    return OverrideJson.Answer.of(desk.withdraw(schedule, Given.id(id), Actor.of(principal, by).orElse(NOBODY)), null);
  }
}
