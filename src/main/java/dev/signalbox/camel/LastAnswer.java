package dev.signalbox.camel;

import dev.signalbox.channel.Reply;
import java.util.Optional;

/**
 * The answer that this thread's last call received, for components that throw parts of it away: camel-servicenow keeps
 * neither Retry-After nor, when the body is not JSON, the status.
 */
final class LastAnswer {

  private static final ThreadLocal<Reply> NOTED = new ThreadLocal<>();

  private LastAnswer() {}

  static void note(Reply reply) {
    NOTED.set(reply);
  }

  static void forget() {
    NOTED.remove();
  }

  static Optional<Reply> take() {
    Optional<Reply> noted = Optional.ofNullable(NOTED.get());
    NOTED.remove();
    return noted;
  }
}
