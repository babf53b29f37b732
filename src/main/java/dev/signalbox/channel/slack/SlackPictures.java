package dev.signalbox.channel.slack;

import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.slack.PictureStore.Claimed;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Sender;
import dev.signalbox.incident.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The picture of an incident in its message. The message goes first and waits for nothing; then the picture is uploaded, and
 * when Slack has had time to digest it, which it does behind the scenes, it is edited in. That edit is a delivery like any
 * other: in the order of the incident's news, so that it never says less than what was told before it. Whatever fails costs the
 * picture alone.
 */
public final class SlackPictures {

  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration TO_DIGEST = Duration.ofSeconds(3);
  private static final Duration NOT_DIGESTED = Duration.ofSeconds(10);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(20);
  private static final Duration FORBIDDEN = Duration.ofMinutes(10);
  private static final int TRIES = 5;

  private final PictureStore store;
  private final Illustrations illustrations;
  private final Upload upload;
  private final BiConsumer<String, Boolean> failures;
  private volatile Instant restUntil = Instant.EPOCH;

  /**
   * @param ask one request to Slack, which never throws
   * @param api see {@link Upload}
   * @param failures told why a picture did not arrive, and whether it was given up
   */
  public SlackPictures(
      PictureStore store, Illustrations illustrations, Function<Request, Reply> ask, String api, BiConsumer<String, Boolean> failures) {
    this.store = store;
    this.illustrations = illustrations;
    this.upload = new Upload(ask, api);
    this.failures = failures;
  }

  /**
   * The same sender, watched. What is wanted is on disk before the outcome is recorded: should the hub die in between, the
   * delivery is tried again, and with it this.
   */
  public Sender watching(Sender sender) {
    return (delivery, until, heard) -> {
      Outcome outcome = sender.send(delivery, until, heard);
      if (outcome instanceof Outcome.Delivered delivered) {
        told(delivery, delivered);
      }
      return outcome;
    };
  }

  private void told(Delivery delivery, Outcome.Delivered delivered) {
    try {
      if (delivery.kind() == ChangeKind.ILLUSTRATED) {
        if (SlackChannel.NOT_DIGESTED.equals(delivered.note())) {
          store.notShown(delivery.subject().id(), NOT_DIGESTED, TRIES);
        }
      } else if (delivery.openReference() == null && delivered.reference() != null && delivery.incident().isPresent()
          && delivery.kind() != ChangeKind.RESOLVED) {
        picture(delivery).ifPresent(document -> store.want(delivery.subject().id(), document.enclosures().get(0).bytes(), document.text().strip()));
      }
    } catch (RuntimeException e) { // the store is away: what was told is told
      failures.accept("not kept for upload: " + e.getClass().getSimpleName(), true);
    }
  }

  private Optional<Document> picture(Delivery delivery) {
    return illustrations.of(delivery.subject())
        .filter(document -> !document.enclosures().isEmpty() && document.enclosures().get(0).type().equals("image/png"));
  }

  /** One look; says whether something new is owed. */
  public boolean look(Instant now) {
    if (now.isBefore(restUntil)) {
      return false;
    }
    boolean owed = false;
    List<Claimed> due = store.claim(LEASE);
    for (Claimed claimed : due) {
      if (claimed.file() != null) {
        store.show(claimed);
        owed = true;
      } else if (claimed.png() != null) {
        upload(claimed, claimed.png(), now);
      }
    }
    return owed;
  }

  private void upload(Claimed claimed, byte[] png, Instant now) {
    Upload.Result result = upload.of(png, claimed.alt(), now);
    if (result.file() != null) {
      store.uploaded(claimed, result.file(), TO_DIGEST);
      return;
    }
    Duration wait = result.pause() != null && result.pause().compareTo(FIRST_WAIT) > 0 ? result.pause() : FIRST_WAIT;
    boolean over = result.forbidden() || claimed.failures() + 1 >= TRIES;
    if (result.forbidden()) {
      restUntil = now.plus(FORBIDDEN); // nobody's picture would be taken
    }
    store.failed(claimed, result.reason(), over ? null : wait.multipliedBy(1L << Math.min(claimed.failures(), TRIES)));
    failures.accept(result.reason(), over);
  }
}
