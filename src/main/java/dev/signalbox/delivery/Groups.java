package dev.signalbox.delivery;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that a place is told of together. They join when a sink owes them with a {@link Grouping}, in the poll's
 * transaction, and leave when they are over, in the transaction that ends them.
 *
 * <p>A group is told once its first member has waited long enough, again when members came or went, and closed when all
 * are over. If a member is open again after that, so is its group.
 */
public interface Groups {

  /**
   * Owes what groups have to tell by now, in a transaction of its own: a crash leaves all of it owed or to be owed. Several
   * processes may look at once; each group is looked at by one of them.
   *
   * @return whether anything was owed
   */
  boolean tell();

  /**
   * Owes, to each place that was told of a group with any of these, that somebody takes care of it, where all of its members that
   * are open are acknowledged by now.
   *
   * @param note one line
   * @param channels those to which that means something
   */
  void acknowledged(Collection<UUID> incidents, String note, Collection<String> channels);

  /** A group with its members, those that are not over first, then the most severe, then the oldest. */
  Optional<View> find(UUID group, int most);

  /**
   * @param about what its next message says, or its last one said
   * @param closedAt null while a member is open
   * @param total how many members there are, be they listed or not
   */
  record View(Subject about, String channel, String address, @Nullable Instant closedAt, int total, int over, List<Incident> members) {}
}
