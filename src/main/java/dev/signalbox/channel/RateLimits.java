package dev.signalbox.channel;

import dev.signalbox.delivery.Slowdown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of one conversation say about how much more the other side takes: {@code X-RateLimit-Limit},
 * {@code -Remaining}, {@code -Reset} (ISO 8601 at Jira, unix seconds at ServiceNow) and Jira's {@code -NearLimit}. Far from the
 * limit they mean nothing; near it, what is left is spread over the time until there is more. The latest answer counts.
 */
public final class RateLimits {

  /** Jira sets NearLimit below a fifth; the same where only numbers are told. */
  private static final int NEAR = 5;
  /** Near, where nobody says of what. */
  private static final int FEW = 10;
  /** Where it is not told when there is more. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Instant now;
  private int requests;
  private @Nullable Slowdown latest;

  public RateLimits(Instant now) {
    this.now = now;
  }

  public void read(Reply reply) {
    requests++;
    if (!reply.succeeded()) {
      return; // what was refused for a limit says itself what that holds for
    }
    boolean near = reply.header("X-RateLimit-NearLimit").filter(text -> text.strip().equalsIgnoreCase("true")).isPresent();
    OptionalLong remaining = number(reply, "X-RateLimit-Remaining");
    OptionalLong limit = number(reply, "X-RateLimit-Limit");
    Optional<Duration> reset = RetryAfter.reset(reply, now);
    if (!near && (remaining.isEmpty() || limit.isEmpty() && reset.isEmpty())) {
      return;
    }
    long left = remaining.orElse(FEW);
    boolean little = near || left <= (limit.isPresent() ? limit.getAsLong() / NEAR : FEW);
    Duration renewed = reset.orElse(WINDOW);
    latest = little ? new Slowdown(left <= 0 ? renewed : renewed.dividedBy(left), renewed) : null;
  }

  /** Between deliveries that ask as much as this one did; empty if there is no need to hold back. */
  public Optional<Slowdown> slowdown() {
    return Optional.ofNullable(latest).map(one -> one.of(requests));
  }

  private static OptionalLong number(Reply reply, String header) {
    String text = reply.header(header).orElse("").strip();
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
