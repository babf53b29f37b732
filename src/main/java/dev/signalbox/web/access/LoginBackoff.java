package dev.signalbox.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after a few failures each further one doubles the wait, up to 15 minutes. Counted per name and
 * address, so that a stranger cannot lock a user out, and per address, so that trying many names does not help. Forgiven by a
 * success, and 15 minutes after the last wait: people go on mistyping for as long as a hub runs. In memory: a restart forgives.
 */
final class LoginBackoff {

  private static final int PATIENCE_PER_NAME = 5;
  private static final int PATIENCE_PER_ADDRESS = 20;
  private static final Duration CEILING = Duration.ofMinutes(15);
  private static final int REMEMBERED = 10_000;

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Failures(int count, Instant until) {}

  LoginBackoff(Clock clock) {
    this.clock = clock;
  }

  /** How long this one has to wait before the next try; zero if not at all. */
  synchronized Duration wait(String name, String address) {
    Instant now = clock.instant();
    Duration byName = left(nameKey(name, address), now);
    Duration byAddress = left(address, now);
    return byName.compareTo(byAddress) > 0 ? byName : byAddress;
  }

  synchronized void failed(String name, String address) {
    count(nameKey(name, address), PATIENCE_PER_NAME);
    count(address, PATIENCE_PER_ADDRESS);
  }

  synchronized void succeeded(String name, String address) {
    failures.remove(nameKey(name, address));
    failures.remove(address);
  }

  private void count(String key, int patience) {
    Instant now = clock.instant();
    Failures before = failures.get(key);
    boolean forgiven = before == null || before.until().plus(CEILING).isBefore(now);
    int count = forgiven ? 1 : before.count() + 1;
    Duration pause = Duration.ZERO;
    if (count >= patience) {
      pause = Duration.ofSeconds(1L << Math.min(count - patience, 10));
      pause = pause.compareTo(CEILING) > 0 ? CEILING : pause;
    }
    failures.put(key, new Failures(count, now.plus(pause)));
  }

  private Duration left(String key, Instant now) {
    Failures known = failures.get(key);
    return known == null || !known.until().isAfter(now) ? Duration.ZERO : Duration.between(now, known.until());
  }

  private static String nameKey(String name, String address) {
    return address + " " + (name.length() > 100 ? name.substring(0, 100) : name);
  }
}
