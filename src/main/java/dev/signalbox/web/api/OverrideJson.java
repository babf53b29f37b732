package dev.signalbox.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Shift;
import dev.signalbox.override.Booked;
import dev.signalbox.override.Effect;
import dev.signalbox.override.Listed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An override as scripts read it.
 *
 * @param id null for one of the files, like everything else that only the store knows
 * @param origin {@code file} or {@code hand}
 * @param participants who comes; empty in an override of type set: nobody
 * @param withdrawnAt since when it has no effect; null if it was not taken back
 */
record OverrideJson(
    @Nullable UUID id,
    String schedule,
    String origin,
    Instant start,
    Instant end,
    String type,
    List<String> participants,
    List<String> replaces,
    @Nullable String author,
    @Nullable String reason,
    @Nullable Instant madeAt,
    @Nullable Instant withdrawnAt,
    @Nullable String withdrawnBy) {

  /**
   * With what it changes within its bounds.
   *
   * @param before who is on call then without what was asked
   * @param after who is on call then with it
   * @param with of a swap only: the other half
   */
  record Answer(
      @JsonUnwrapped OverrideJson override,
      List<Shift> before,
      List<Shift> after,
      List<WarningJson> warnings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Answer with) {

    static Answer of(Booked booked, @Nullable Answer with) {
      Effect effect = booked.effect();
      List<WarningJson> warnings = effect.warnings().stream()
          .map(warning -> new WarningJson(warning.kind().label(), warning.sentence())).toList();
      return new Answer(OverrideJson.of(booked.override()), effect.before(), effect.after(), warnings, with);
    }
  }

  /** @param kind nobody, not_on_call, nothing_changes or overlap */
  record WarningJson(String kind, String sentence) {}

  static OverrideJson of(Made made) {
    return of(made.schedule(), made.change(), made);
  }

  static OverrideJson of(String schedule, Listed listed) {
    return of(schedule, listed.change(), listed.made());
  }

  private static OverrideJson of(String schedule, Replacement change, @Nullable Made made) {
    return new OverrideJson(
        made == null ? null : made.id(),
        schedule,
        made == null ? "file" : "hand",
        change.during().start(),
        change.during().end(),
        change.kind().label(),
        change.names(),
        change.replaces(),
        made == null ? null : made.author(),
        made == null ? null : made.reason(),
        made == null ? null : made.madeAt(),
        made == null ? null : made.withdrawnAt(),
        made == null ? null : made.withdrawnBy());
  }
}
