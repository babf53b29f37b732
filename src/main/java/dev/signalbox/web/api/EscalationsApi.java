package dev.signalbox.web.api;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.ladder.Outlook;
import dev.signalbox.ladder.Timers.Climbing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Escalations as the file says, and as the incidents that are running keep them. */
@Tag(name = "escalations")
@RestController
@RequestMapping(path = "/api/escalations", produces = MediaType.APPLICATION_JSON_VALUE)
class EscalationsApi {

  private final Outlook outlook;

  EscalationsApi(Outlook outlook) {
    this.outlook = outlook;
  }

  /**
   * @param policy as the file says; null if it is not there any more
   * @param running incidents that climb it as it is now
   * @param outdated incidents that keep what it was when they opened
   */
  record EscalationJson(String escalation, @Nullable PolicyJson policy, long running, List<OutdatedJson> outdated) {}

  /** @param acknowledgeExpiresMinutes null for the hub's setting, 0 for never */
  record PolicyJson(
      int repeat, boolean acknowledgeStops, @Nullable Long acknowledgeExpiresMinutes, List<LevelJson> levels) {

    static PolicyJson of(EscalationPolicy policy) {
      Duration expires = policy.acknowledgement().expires();
      return new PolicyJson(
          policy.repeat(), policy.acknowledgement().stops(), expires == null ? null : expires.toMinutes(),
          policy.levels().stream().map(LevelJson::of).toList());
    }
  }

  /** @param targets {@code {"schedule": …}} or {@code {"user": …}} */
  record LevelJson(long delayMinutes, List<Map<String, String>> targets) {

    static LevelJson of(EscalationPolicy.Level level) {
      List<Map<String, String>> targets = level.targets().stream()
          .map(target -> target.<Map<String, String>>fold(of -> Map.of("schedule", of.schedule()), of -> Map.of("user", of.user())))
          .toList();
      return new LevelJson(level.delay().toMinutes(), targets);
    }
  }

  /**
   * @param count of all that keep this policy
   * @param moved how many of those named would ask somebody else, or at another time, by the file as it is now
   * @param incidents the 100 oldest
   */
  record OutdatedJson(PolicyJson policy, long count, long moved, List<ClimbingJson> incidents) {

    static OutdatedJson of(Outlook.Moved moved) {
      return new OutdatedJson(
          PolicyJson.of(moved.opened()), moved.count(), moved.ahead(),
          moved.incidents().stream().map(ClimbingJson::of).toList());
    }
  }

  record ClimbingJson(UUID id, String title, int level, @Nullable Instant nextAt) {

    static ClimbingJson of(Climbing climbing) {
      return new ClimbingJson(climbing.incident(), climbing.title(), climbing.rung().level(), climbing.dueAt());
    }
  }

  @Operation(summary = "Every escalation, and the running incidents that a change of it does not reach")
  @GetMapping
  List<EscalationJson> all() {
    return outlook.standings().stream()
        .map(one -> new EscalationJson(
            one.escalation(), one.policy() == null ? null : PolicyJson.of(one.policy()), one.keeping(),
            one.moved().stream().map(OutdatedJson::of).toList()))
        .toList();
  }
}
