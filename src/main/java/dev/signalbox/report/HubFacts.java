package dev.signalbox.report;

import dev.signalbox.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the hub's own tables have to say. Reads only, in a handful of statements, however much is open. */
public interface HubFacts {

  /** Where an age changes its bucket; {@link Hub#ages} has one more number than this has bounds. */
  List<Duration> AGES = List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1), Duration.ofDays(7));

  /**
   * @param now database time
   * @param day whose beginnings and ends are counted
   * @param month the same over a longer time
   */
  Hub read(Instant now, Period day, Period month);

  /**
   * @param open what is not resolved, the oldest first; not more than can be listed
   * @param ages how many are open by age, see {@link #AGES}: below the first bound, … above the last
   * @param deserted incidents that are over, whose ticket is not; the latest first
   * @param deadLetters what nobody has decided about, by what it concerns
   * @param troubles what the hub has to say about itself
   */
  record Hub(
      List<Open> open,
      List<Long> ages,
      Responses day,
      Responses month,
      List<Deserted> deserted,
      List<DeadLetters> deadLetters,
      List<Trouble> troubles) {

    public long openCount() {
      return ages.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * @param held why nobody is told of it at the moment, a silence or a window; null if people are
   */
  record Open(Incident incident, List<Ticket> tickets, @Nullable String held) {}

  /**
   * @param state in the words of the other system, {@code In Progress}; null if it never said
   * @param closed whether it counts as done there
   */
  record Ticket(String channel, String reference, @Nullable String url, @Nullable String state, boolean closed) {}

  /**
   * @param acknowledged how many of those acknowledged in the period, and how long after their opening on average
   * @param resolved likewise
   */
  record Responses(long opened, long acknowledged, Duration toAcknowledge, long resolved, Duration toResolve) {}

  record Deserted(Incident incident, Ticket ticket) {}

  /**
   * @param about the channel, or the rule where no channel was reached
   * @param reason of the latest
   */
  record DeadLetters(String about, long count, String reason, Instant latest) {}

  record Trouble(String subject, String problem) {}
}
