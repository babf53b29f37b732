package dev.signalbox.escalation.lint;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For tests that have no store. */
public final class InMemoryAcceptedSchedules implements AcceptedSchedules {

  private final Clock clock;
  private @Nullable Accepted accepted;
  private @Nullable Accepted disputed;

  public InMemoryAcceptedSchedules(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Accepted> latest() {
    return Optional.ofNullable(accepted);
  }

  @Override
  public void accept(List<String> texts, String by) {
    accepted = new Accepted(List.copyOf(texts), clock.instant(), by);
    disputed = null;
  }

  @Override
  public Instant dispute(List<String> texts) {
    if (accepted == null) {
      throw new IllegalStateException("nothing was accepted yet");
    }
    if (disputed == null || !disputed.texts().equals(texts)) {
      disputed = new Accepted(List.copyOf(texts), clock.instant(), ITSELF);
    }
    return disputed.at();
  }
}
