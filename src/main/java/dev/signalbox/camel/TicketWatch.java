package dev.signalbox.camel;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.TicketChannel;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Tickets;
import dev.signalbox.inbound.Response;
import dev.signalbox.inbound.WatchLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the ticket systems what has changed, for where their webhooks are blocked or get lost. What it finds is heard like a
 * webhook that says no more than that something changed.
 *
 * <p>A ticket that cannot be read holds up no other: everything is read up to the time of its change, and it is tried again
 * with every look, last of all, for a day. Where three in a row cannot be read, the system is taken to be away.
 */
public final class TicketWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TicketWatch.class);
  /** Search lags behind, clocks differ, and a change may be seen twice without harm. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final Duration CLOCKS = Duration.ofMinutes(1);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final int IN_A_ROW = 3;
  private static final int MOST_PAGES = 100;

  private final TicketDesk desk;
  private final Response response;
  private final Tickets tickets;
  private final WatchLog log;
  private final Clock clock;
  /** By channel, the tickets that could not be read the last time. */
  private final Map<String, Set<String>> unread = new ConcurrentHashMap<>();

  public TicketWatch(TicketDesk desk, Response response, Tickets tickets, WatchLog log, Clock clock) {
    this.desk = desk;
    this.response = response;
    this.tickets = tickets;
    this.log = log;
    this.clock = clock;
  }

  /** Reads what changed in every system that is configured. One that is out of reach is read later from where it was left. */
  public void look() {
    desk.channels().forEach(this::look);
  }

  private void look(TicketChannel channel) {
    Instant now = clock.instant();
    Optional<Instant> until = log.begin(channel.name(), LEASE);
    if (until.isEmpty()) {
      return;
    }
    Found found = new Found();
    String trouble;
    try {
      trouble = read(channel, until.get().minus(OVERLAP), now, found);
    } catch (RuntimeException e) {
      trouble = e.getClass().getSimpleName(); // its message may quote anything
    }
    Hearing heard = hear(channel.name(), found.changed, now);
    trouble = trouble == null ? heard.trouble() : trouble;
    if (trouble == null) {
      log.read(channel.name(), heard.until());
    } else {
      LOG.atWarn().addKeyValue("channel", channel.name()).addKeyValue("reason", trouble).log("tickets could not be watched");
      log.failed(channel.name(), trouble);
    }
  }

  /**
   * How far the changes that were found have been heard.
   *
   * @param trouble why the system is taken to be away; null if it is not
   */
  private record Hearing(Instant until, @Nullable String trouble) {}

  private Hearing hear(String channel, Map<String, Instant> changed, Instant now) {
    Set<String> illegible = unread.computeIfAbsent(channel, any -> ConcurrentHashMap.newKeySet());
    illegible.retainAll(changed.keySet());
    List<String> order = changed.keySet().stream().sorted(Comparator.comparing(illegible::contains)).toList();
    Instant until = now;
    int inARow = 0;
    for (String reference : order) {
      Instant at = changed.get(reference);
      try {
        hear(channel, reference, at);
        illegible.remove(reference);
        inARow = 0;
      } catch (RuntimeException e) {
        String reason = e instanceof Response.Unreachable ? String.valueOf(e.getMessage()) : e.getClass().getSimpleName();
        boolean givenUp = at.isBefore(now.minus(PATIENCE));
        if (illegible.add(reference) || givenUp) {
          LOG.atWarn().addKeyValue("channel", channel).addKeyValue("ticket", reference).addKeyValue("reason", reason)
              .log(givenUp ? "a changed ticket could not be read for a day and is left" : "a changed ticket could not be read");
        }
        until = givenUp || at.isAfter(until) ? until : at;
        if (!givenUp && ++inARow == IN_A_ROW) {
          return new Hearing(until, reason);
        }
      }
    }
    return new Hearing(until, null);
  }

  /** Returns why it could not be read to the end; null if it was. */
  private @Nullable String read(TicketChannel channel, Instant since, Instant now, Found found) {
    for (int i = 0; i < MOST_PAGES; i++) {
      String page = found.more;
      found.more = null;
      Outcome outcome = desk.converse(channel, channel.changes(since, page, now, found));
      String trouble = outcome.<@Nullable String>fold(
          delivered -> null, deferred -> deferred.reason(), refused -> refused.reason(), misconfigured -> misconfigured.reason());
      if (trouble != null || found.more == null) {
        return trouble;
      }
    }
    return "more than %d pages changed".formatted(MOST_PAGES);
  }

  private void hear(String channel, String reference, Instant at) {
    boolean seen = tickets.find(channel, reference).filter(ticket -> at.isBefore(ticket.seenAt().minus(CLOCKS))).isPresent();
    if (!seen) {
      response.to(new Heard(channel, null, reference, Deed.CHANGED, Doer.NOBODY, "", null, at));
    }
  }

  private static final class Found implements TicketChannel.Changes {
    private final Map<String, Instant> changed = new LinkedHashMap<>();
    private @Nullable String more;

    @Override
    public void changed(String reference, Instant at) {
      changed.put(reference, at);
    }

    @Override
    public void more(String page) {
      more = page;
    }
  }
}
