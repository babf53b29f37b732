package dev.signalbox.delivery;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to deliver. Reasons are for people: no URL, no secret, at most a line. */
public sealed interface Outcome {

  /**
   * The other side has it.
   *
   * @param reference how the other side names it: Slack's {@code channel:ts}, a ticket's key, a Message-ID, a dedup key
   * @param url where a person can look at it, if there is such a place
   * @param note what a person should know although it worked, for example that the ticket could not be assigned
   * @param ticket what the ticket of that name looks like now; null if this made and changed none
   */
  record Delivered(@Nullable String reference, @Nullable String url, @Nullable String note, Ticket.@Nullable Look ticket)
      implements Outcome {

    public Delivered(@Nullable String reference, @Nullable String url, @Nullable String note) {
      this(reference, url, note, null);
    }

    public static Delivered as(String reference) {
      return new Delivered(reference, null, null);
    }
  }

  /**
   * Not now: try again later.
   *
   * @param unsure true if the other side may have taken it after all (time-out, connection lost, 5xx after the request
   *     was written); the next attempt then knows, see {@link Delivery#unsureSince}
   * @param after the wait that the other side asked for; null leaves it to the {@link RetryPolicy}
   * @param reach what that wait holds for, or what else is to be expected to fail
   */
  record Deferred(String reason, boolean unsure, @Nullable Duration after, Reach reach) implements Outcome {
    /** Certainly not taken, for example connection refused. */
    public static Deferred notSent(String reason) {
      return new Deferred(reason, false, null, Reach.CHANNEL);
    }

    /** Perhaps taken, for example no answer in time. */
    public static Deferred unsure(String reason) {
      return new Deferred(reason, true, null, Reach.UNCLEAR);
    }

    /** The same, of which more is known. */
    public Deferred about(Reach known) {
      return new Deferred(reason, unsure, after, known);
    }

    /** The same, but something was done before it: whoever tries again looks first. */
    public Deferred inDoubt() {
      return new Deferred(reason, true, after, reach);
    }
  }

  /** Of what a failure speaks. Only what speaks of all of a channel may hold up its other addresses. */
  enum Reach {
    /** This one message: somebody else changed the ticket at the same time, a search that lags. */
    MESSAGE,
    /** What is told of this incident: a limit on how often one ticket is written to. */
    INCIDENT,
    /** News of this kind, which ask the same of the other side: a limit on one endpoint. */
    KIND,
    /** This address: a full mailbox, a limit on one routing key. The other side itself answers. */
    ADDRESS,
    /** No answer: this address until others fail alike, then the channel. */
    UNCLEAR,
    /** Everything: no connection, an error of the server's own, a limit on the account. */
    CHANNEL
  }

  /** Never: the same request would be refused again. A dead letter at once. */
  record Refused(String reason) implements Outcome {}

  /**
   * Wrong credentials, a revoked webhook, a channel that does not exist: nothing is wrong with the message, and it is
   * kept until a person has repaired the configuration.
   *
   * @param wholeChannel whether nothing else on this channel can work either; false: only this address is concerned
   */
  record Misconfigured(String reason, boolean wholeChannel) implements Outcome {}

  /** Java 17 cannot switch over types. */
  default <T> T fold(
      Function<Delivered, T> delivered,
      Function<Deferred, T> deferred,
      Function<Refused, T> refused,
      Function<Misconfigured, T> misconfigured) {
    if (this instanceof Delivered d) {
      return delivered.apply(d);
    }
    if (this instanceof Deferred d) {
      return deferred.apply(d);
    }
    return this instanceof Refused r ? refused.apply(r) : misconfigured.apply((Misconfigured) this);
  }

  /** The kind of outcome in one word, for metrics and logs. */
  default String label() {
    return fold(d -> "delivered", d -> "deferred", r -> "refused", m -> "misconfigured");
  }
}
