package dev.signalbox.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.Rehearsals;
import dev.signalbox.web.Spans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the rules' polls go, and what they would tell. */
@Tag(name = "rules")
@RestController
@RequestMapping(path = "/api/rules", produces = MediaType.APPLICATION_JSON_VALUE)
class RulesApi {

  private final IncidentStore incidents;
  private final Rehearsals rehearsals;

  RulesApi(IncidentStore incidents, Rehearsals rehearsals) {
    this.incidents = incidents;
    this.rehearsals = rehearsals;
  }

  /**
   * @param row columns and their values
   * @param to where on the channel; left out: where the rule leads
   * @param kind opened (default), repeated, worsened, acknowledged, escalated, resolved …
   */
  record Wish(@Nullable JsonNode row, @Nullable String channel, @Nullable String to, @Nullable String kind) {}

  /** @param text the requests, one after the other, with dots for what is a secret */
  record Rehearsed(String rule, String channel, String kind, String text) {}

  @Operation(summary = "Shows what a channel would be told of a row, request by request; nothing is sent")
  @PostMapping("/{rule}/render")
  Rehearsed render(@PathVariable String rule, @RequestBody Wish wish) {
    String channel = Given.text(wish.channel())
        .orElseThrow(() -> Refusal.badInput("channel is missing; there are %s", String.join(", ", rehearsals.channels())));
    String kind = Given.text(wish.kind()).orElse("opened");
    String row = wish.row() == null ? "null" : wish.row().toString();
    return new Rehearsed(rule, channel, kind, rehearsals.of(rule, row, channel, Given.text(wish.to()).orElse(null), kind));
  }

  /**
   * @param every as rule files spell it: {@code 30s}
   * @param failures polls that failed in a row
   */
  record RuleJson(
      String id,
      String description,
      String every,
      @Nullable Instant lastPollAt,
      @Nullable Boolean lastPollOk,
      int rows,
      long openIncidents,
      int failures,
      @Nullable String error) {}

  @Operation(summary = "Every rule that was ever polled, by id")
  @GetMapping
  List<RuleJson> list() {
    return incidents.rules().stream()
        .map(rule -> new RuleJson(
            rule.id(), rule.description(), Spans.exact(rule.every()), rule.lastPollAt(), rule.lastPollOk(), rule.rows(),
            rule.openIncidents(), rule.failures(), rule.error()))
        .toList();
  }
}
