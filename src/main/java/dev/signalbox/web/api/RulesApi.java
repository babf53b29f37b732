package dev.signalbox.web.api;

import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.Spans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the rules' polls go. */
@Tag(name = "rules")
@RestController
@RequestMapping(path = "/api/rules", produces = MediaType.APPLICATION_JSON_VALUE)
class RulesApi {

  private final IncidentStore incidents;

  RulesApi(IncidentStore incidents) {
    this.incidents = incidents;
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
