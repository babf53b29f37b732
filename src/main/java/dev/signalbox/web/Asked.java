package dev.signalbox.web;

import dev.signalbox.explain.Explainer;
import dev.signalbox.explain.Explanation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A question about one alert, as API and console read it. */
public record Asked(String rule, String key, @Nullable Instant at) {

  /** @throws Refusal in one sentence if rule or key are missing, or {@code at} is no instant */
  public static Asked of(@Nullable String rule, @Nullable String key, @Nullable String at) {
    return new Asked(needed("rule", rule), needed("key", key), Given.instant("at", at).orElse(null));
  }

  public Explanation explained(Explainer explainer) {
    return explainer.alert(rule, key, at);
  }

  private static String needed(String name, @Nullable String value) {
    return Given.text(value).orElseThrow(() -> Refusal.badInput(
        "%s is missing: ask for a rule and the value of its key, as in rule=sla-breach&key=srv-042", name));
  }
}
