package dev.signalbox.web.api;

import dev.signalbox.explain.Explainer;
import dev.signalbox.explain.Explanation;
import dev.signalbox.web.Asked;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why somebody was told, or was not. */
@Tag(name = "explain")
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class ExplainApi {

  private final Explainer explainer;

  ExplainApi(Explainer explainer) {
    this.explainer = explainer;
  }

  @Operation(summary = "Everything that decided who heard of one incident")
  @GetMapping("/incidents/{id}/explain")
  Explanation incident(@PathVariable String id) {
    return explainer.incident(Given.id(id)).orElseThrow(() -> Refusal.unknown("there is no incident %s", id));
  }

  @Operation(summary = "The same for what may have had no incident at all")
  @GetMapping("/explain")
  Explanation alert(
      @RequestParam(required = false) @Nullable String rule,
      @Parameter(description = "The value of the rule's key column") @RequestParam(required = false) @Nullable String key,
      @Parameter(description = "ISO 8601; now if left out") @RequestParam(required = false) @Nullable String at) {
    return Asked.of(rule, key, at).explained(explainer);
  }
}
