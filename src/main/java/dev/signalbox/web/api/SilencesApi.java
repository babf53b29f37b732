package dev.signalbox.web.api;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.silence.Booked;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.SilenceDesk;
import dev.signalbox.silence.Silences;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What nobody is told of for a while: to look at, to make, to end. */
@Tag(name = "silences")
@RestController
@RequestMapping(path = "/api/silences", produces = MediaType.APPLICATION_JSON_VALUE)
class SilencesApi {

  private static final int MOST = 500;
  private static final String NOBODY = "api";
  private static final List<String> STATUSES = List.of("current", "pending", "active", "expired", "all");

  private final SilenceDesk desk;
  private final Silences silences;
  private final IncidentStore incidents;
  private final Clock clock;

  SilencesApi(SilenceDesk desk, Silences silences, IncidentStore incidents, Clock clock) {
    this.desk = desk;
    this.silences = silences;
    this.incidents = incidents;
    this.clock = clock;
  }

  @Operation(summary = "Silences, the latest first")
  @GetMapping
  List<SilenceJson> list(
      @Parameter(description = "current (default: active or pending), pending, active, expired or all")
          @RequestParam(required = false) @Nullable String status) {
    String wanted = Given.oneOf("status", status, STATUSES).orElse("current");
    Instant now = clock.instant();
    List<Silence> found = new ArrayList<>();
    if (!wanted.equals("expired")) {
      found.addAll(silences.list(true, now, MOST));
    }
    if (wanted.equals("expired") || wanted.equals("all")) {
      found.addAll(silences.list(false, now, MOST));
    }
    Map<Hold, Integer> holding = incidents.holds();
    return found.stream()
        .filter(one -> wanted.equals("current") || wanted.equals("all") || wanted.equals(one.state(now).label()))
        .map(one -> SilenceJson.of(one, now, holding.getOrDefault(one.hold(), 0)))
        .toList();
  }

  @Operation(summary = "One silence, also of the past")
  @GetMapping("/{id}")
  SilenceJson get(@PathVariable String id) {
    return json(desk.find(Given.id(id)));
  }

  @Operation(
      summary = "Makes a silence, in force at the next poll of each rule: openings, reminders and escalations of what matches"
          + " are held back; what was told as open is still told when it is over",
      requestBody = @RequestBody(required = true, content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = SilenceBody.Shape.class))),
      responses = {
        @ApiResponse(responseCode = "201", description = "made"),
        @ApiResponse(responseCode = "200", description = "made before under the same Idempotency-Key")
      })
  @PostMapping
  ResponseEntity<SilenceJson.Answer> make(
      @Parameter(description = "your name for this request: repeated under the same key it is one silence")
          @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      InputStream body,
      @Nullable Principal principal)
      throws IOException {
    SilenceBody asked = SilenceBody.read(body);
    Booked booked = desk.make(asked.wish(), Actor.required(principal, asked.by()), Given.text(key).orElse(""));
    return ResponseEntity.status(booked.again() ? HttpStatus.OK : HttpStatus.CREATED)
        .location(URI.create("/api/silences/" + booked.silence().id()))
        .body(SilenceJson.Answer.of(booked, clock.instant(), holding(booked.silence())));
  }

  @Operation(
      summary = "Changes matchers, end or comment of one that is not over; what is left out stays, who changed what is kept",
      requestBody = @RequestBody(required = true, content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = SilenceBody.Shape.class))))
  @PatchMapping("/{id}")
  SilenceJson.Answer edit(@PathVariable String id, InputStream body, @Nullable Principal principal) throws IOException {
    SilenceBody asked = SilenceBody.read(body);
    Booked booked = desk.edit(Given.id(id), asked.wish(), Actor.required(principal, asked.by()));
    return SilenceJson.Answer.of(booked, clock.instant(), holding(booked.silence()));
  }

  @Operation(summary = "Who changed it, when and what, the latest last")
  @GetMapping("/{id}/edits")
  List<Silences.Edit> edits(@PathVariable String id) {
    return silences.edits(desk.find(Given.id(id)).id());
  }

  @Operation(summary = "Ends one now: what it held is told at the next poll, if it is still there; the record stays")
  @DeleteMapping("/{id}")
  SilenceJson expire(
      @PathVariable String id,
      @Parameter(description = "whoever acts; may be left out") @RequestParam(required = false) @Nullable String by,
      @Nullable Principal principal) {
    return json(desk.expire(Given.id(id), Actor.of(principal, by).orElse(NOBODY)));
  }

  private SilenceJson json(Silence silence) {
    return SilenceJson.of(silence, clock.instant(), holding(silence));
  }

  private int holding(Silence silence) {
    return incidents.holds().getOrDefault(silence.hold(), 0);
  }
}
