package dev.signalbox.oncall.calendar;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calendar could not be read. The message is one sentence for people; it never holds a URL, a path, a token or a
 * value of a query, since it is logged, stored and shown.
 */
public final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration notBefore;

  public SourceFailure(String reason) {
    this(reason, null);
  }

  /** @param notBefore how long the other side asks to be left alone; null if it says nothing */
  public SourceFailure(String reason, @Nullable Duration notBefore) {
    super(reason);
    this.notBefore = notBefore;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  public Optional<Duration> notBefore() {
    return Optional.ofNullable(notBefore);
  }
}
