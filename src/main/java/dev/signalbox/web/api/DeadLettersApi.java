package dev.signalbox.web.api;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.web.Actor;
import dev.signalbox.web.ChannelReplay;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What could not be delivered: to look at, to send again, to give up. */
@Tag(name = "dead letters")
@RestController
@RequestMapping(path = "/api/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
class DeadLettersApi {

  private static final List<String> STATUSES = List.of("dead", "replayed", "discarded", "all");
  private static final int SIZE = 50;
  private static final String NOBODY = "api";

  private final DeadLetters letters;

  DeadLettersApi(DeadLetters letters) {
    this.letters = letters;
  }

  record Action(@Nullable String by) {}

  record Done(UUID id, String status, String message) {}

  @Operation(summary = "Dead letters, newest first, 50 to a page; page counts from 0")
  @GetMapping
  List<DeadLetter> list(
      @RequestParam(required = false) @Nullable String channel,
      @Parameter(description = "dead (default: those that wait for a decision), replayed, discarded or all")
          @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String page) {
    String wanted = Given.oneOf("status", status, STATUSES).orElse("dead");
    return letters.list(
        Given.text(channel).orElse(null), wanted.equals("all") ? null : wanted, SIZE, Given.page(page) * SIZE);
  }

  @GetMapping("/{id}")
  DeadLetter get(@PathVariable String id) {
    return found(Given.id(id));
  }

  @Operation(summary = "Sends one again under its old idempotency keys; force=true also if its incident is over")
  @PostMapping("/{id}/replay")
  Done replay(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String force,
      @RequestBody(required = false) @Nullable Action action,
      @Nullable Principal principal) {
    DeadLetter letter = found(Given.id(id));
    DeadLetters.Replay replay = letters.replay(letter.id(), Given.flag("force", force), by(action, principal));
    if (!replay.accepted()) {
      throw Refusal.conflict("%s", replay.message());
    }
    return new Done(letter.id(), "replayed", replay.message());
  }

  @Operation(summary = "Sends everything again that is dead on one channel")
  @PostMapping("/replay")
  ChannelReplay replayChannel(
      @RequestParam(required = false) @Nullable String channel,
      @RequestBody(required = false) @Nullable Action action,
      @Nullable Principal principal) {
    String name = Given.text(channel)
        .orElseThrow(() -> Refusal.badInput(
            "channel is missing: name the channel to replay, for example ?channel=slack"));
    return ChannelReplay.of(name, letters, by(action, principal));
  }

  @Operation(summary = "Gives one up for good; the record stays, marked")
  @DeleteMapping("/{id}")
  Done discard(@PathVariable String id, @Nullable Principal principal) {
    DeadLetter letter = found(Given.id(id));
    if (!letters.discard(letter.id(), by(null, principal))) {
      throw Refusal.conflict("dead letter %s is %s already", letter.id(), letter.status());
    }
    return new Done(letter.id(), "discarded", "discarded");
  }

  private DeadLetter found(UUID id) {
    return letters.find(id).orElseThrow(() -> Refusal.unknown("there is no dead letter %s", id));
  }

  private static String by(@Nullable Action action, @Nullable Principal principal) {
    return Actor.of(principal, action == null ? null : action.by()).orElse(NOBODY);
  }
}
