package dev.signalbox.channel;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel whose incidents are tickets, on which people work. Pure like every channel: it says what to ask, somebody else asks. */
public interface TicketChannel extends Channel {

  /**
   * Reads a ticket. The outcome says whether that worked; refused means that it is gone, hidden, or none of ours.
   *
   * @param reference by which people or the system itself call it
   * @param into gets it
   */
  Step look(String reference, Instant now, Consumer<TicketSeen> into);

  /**
   * Asks for our tickets that changed, a page of them.
   *
   * @param since they may be told to the minute, and a little more than was asked for
   * @param page where the page before ended; null for the first
   */
  Step changes(Instant since, @Nullable String page, Instant now, Changes into);

  /** What comes of it. */
  interface Changes {
    /** @param at when it was changed last, by the other system's clock */
    void changed(String reference, Instant at);

    void more(String page);
  }
}
