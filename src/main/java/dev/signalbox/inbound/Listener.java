package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.HttpOutcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what was received, and acts upon it. Thread-safe; several may work on one inbox. */
public final class Listener {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int MOST_ATTEMPTS = 12;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final HttpOutcomes WITHOUT_SECRETS = HttpOutcomes.guarding();

  private final Inbox inbox;
  private final Map<String, Hook> hooks;
  private final Response response;
  private final Answers answers;

  public Listener(Inbox inbox, Collection<Hook> hooks, Response response, Answers answers) {
    this.answers = answers;
    this.inbox = inbox;
    this.hooks = hooks.stream().collect(Collectors.toMap(Hook::name, Function.identity()));
    this.response = response;
  }

  /** The systems that may call, each read by itself: one that must be asked back may keep its reader waiting. */
  public Set<String> hooks() {
    return hooks.keySet();
  }

  /** Deals with everything of one system that waits now. */
  public void drain(String hook) {
    Optional<Received> next = inbox.claim(hook, LEASE);
    while (next.isPresent()) {
      hear(next.get());
      next = inbox.claim(hook, LEASE);
    }
  }

  private void hear(Received received) {
    try {
      List<String> results = new ArrayList<>();
      for (Heard heard : hooks.get(received.hook()).read(received.text())) {
        String result = response.to(heard);
        results.add(result);
        answers.answer(heard, result);
      }
      inbox.done(received, results.isEmpty() ? "none of our business" : String.join("; ", results));
    } catch (IllegalArgumentException e) {
      quarantine(received, String.valueOf(e.getMessage()));
    } catch (Response.Unreachable e) {
      again(received, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // a bug of ours, or the store is away; its message may quote anything, so only its kind is told
      again(received, e.getClass().getSimpleName());
    }
  }

  private void again(Received received, String reason) {
    if (received.attempts() >= MOST_ATTEMPTS) {
      quarantine(received, "given up after %d attempts, last: %s".formatted(received.attempts(), reason));
    } else {
      Duration wait = FIRST_WAIT.multipliedBy(1L << received.attempts());
      inbox.later(received, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait, reason);
    }
  }

  private void quarantine(Received received, String reason) {
    inbox.quarantine(received, WITHOUT_SECRETS.excerpt(received.text()), reason);
  }
}
