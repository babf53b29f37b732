package dev.signalbox.web.api;

import dev.signalbox.escalation.lint.Gap;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong with the rota. */
@Tag(name = "on-call")
@RestController
@RequestMapping(path = "/api/on-call-findings", produces = MediaType.APPLICATION_JSON_VALUE)
class OnCallFindingsApi {

  private final OnCallFindings findings;

  OnCallFindingsApi(OnCallFindings findings) {
    this.findings = findings;
  }

  /**
   * @param from both null until the rota was looked at once
   * @param unread schedules of whose cover nothing is known, because their calendar was not read
   * @param edit the version of the schedules that deals turns anew and waits to be accepted
   */
  record Findings(
      @Nullable Instant from,
      @Nullable Instant to,
      List<Finding> findings,
      List<GapJson> gaps,
      List<String> unread,
      @Nullable UUID edit) {}

  record Finding(
      String kind,
      String severity,
      String subject,
      String file,
      int line,
      @Nullable Instant start,
      @Nullable Instant end,
      String message) {

    static Finding of(OnCallFinding it) {
      return new Finding(
          it.kind().label(),
          it.severity().label(),
          it.subject(),
          it.place().file(),
          it.place().line(),
          it.during() == null ? null : it.during().start(),
          it.during() == null ? null : it.during().end(),
          it.message());
    }
  }

  /** @param fallback whether the fallback stands in; else nobody is on call */
  record GapJson(String schedule, Instant start, Instant end, boolean fallback) {
    static GapJson of(Gap gap) {
      return new GapJson(gap.schedule(), gap.during().start(), gap.during().end(), gap.fallback());
    }
  }

  /**
   * @param by whoever accepts; may be left out by those who are signed in
   * @param version the {@code edit} that is meant
   */
  record Acceptance(@Nullable String by, @Nullable String version) {}

  @Operation(summary = "Gaps and what else is wrong on call in the next 90 days, as looked at a few minutes ago")
  @GetMapping
  Findings get() {
    OnCallAccount account = findings.latest().orElse(null);
    UUID edit = findings.edit().map(OnCallFindings.Edit::version).orElse(null);
    return account == null
        ? new Findings(null, null, List.of(), List.of(), List.of(), edit)
        : new Findings(
            account.from(),
            account.to(),
            account.findings().stream().map(Finding::of).toList(),
            account.gaps().stream().map(GapJson::of).toList(),
            account.unread(),
            edit);
  }

  @Operation(summary = "An edit that deals turns anew is meant; version is the edit that the findings name")
  @PostMapping("/accept")
  Findings accept(@RequestBody(required = false) @Nullable Acceptance acceptance, @Nullable Principal principal) {
    String by = Actor.required(principal, acceptance == null ? null : acceptance.by());
    String version = Given.text(acceptance == null ? null : acceptance.version())
        .orElseThrow(() -> Refusal.badInput("version is missing: give the edit that GET /api/on-call-findings names"));
    if (!findings.accept(Given.id(version), by)) {
      throw Refusal.conflict("version %s is not the edit that waits; ask for the findings again", version);
    }
    return get();
  }
}
