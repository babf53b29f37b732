package dev.signalbox.delivery;

import dev.signalbox.incident.Subject;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Things told once that are no incidents: they do not end, nobody acknowledges them, nothing repeats them. What is owed
 * for one is sent, retried, buried and replayed as for an incident. They are kept for ever, which is what makes it once.
 */
public interface Announcements {

  /**
   * Makes one in the caller's transaction, in which the deliveries owed for it belong too: a crash leaves both or
   * neither. Of several processes that make it at the same time one makes it, and the others wait until that one has
   * committed.
   *
   * @param what its rule and key are its name: what has been made under that name before is not made again
   * @param document what it says in full; null if its facts and what it lists are all
   * @return whether it is new; if not, there is nothing to tell
   */
  boolean make(Subject what, @Nullable Document document);

  /** What an announcement says in full; empty if that is no more than its subject, or if it has been given up since. */
  Optional<Document> document(UUID announcement);

  /** Which of these keys the rule has made, so that nobody composes in vain what is made already. */
  Set<String> made(String rule, Collection<String> keys);
}
