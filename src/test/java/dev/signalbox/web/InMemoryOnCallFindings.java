package dev.signalbox.web;

import dev.signalbox.document.Place;
import dev.signalbox.escalation.lint.Gap;
import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.escalation.lint.OnCallFindings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Findings put together by hand. */
public final class InMemoryOnCallFindings implements OnCallFindings {

  public final List<OnCallFinding> findings = new ArrayList<>();
  public final List<Gap> gaps = new ArrayList<>();
  public final List<String> acceptedBy = new ArrayList<>();
  public @Nullable Edit edit;
  public boolean looked = true;

  public void clear() {
    findings.clear();
    gaps.clear();
    acceptedBy.clear();
    edit = null;
    looked = true;
  }

  public void find(Kind kind, String subject, String message) {
    findings.add(new OnCallFinding(kind, subject, new Place("routes/on-call/schedules.yaml", 18), null, message));
  }

  @Override
  public Optional<OnCallAccount> latest() {
    Instant now = Scene.NOW;
    return looked
        ? Optional.of(new OnCallAccount(now, now.plus(Duration.ofDays(90)), 1, 1, 3, List.of("night"), findings, gaps))
        : Optional.empty();
  }

  @Override
  public Optional<Edit> edit() {
    return Optional.ofNullable(edit);
  }

  @Override
  public boolean accept(UUID version, String by) {
    boolean waits = edit != null && edit.version().equals(version);
    if (waits) {
      acceptedBy.add(by);
      edit = null;
    }
    return waits;
  }
}
