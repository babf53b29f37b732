package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters.Replay;
import dev.signalbox.inbound.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JdbcInboxTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final byte[] BODY = {0, 1, (byte) 0xff, '{', '}'};

  private final StoreFixture store = new StoreFixture();
  private final JdbcInbox inbox = new JdbcInbox(store.jdbc, store.transaction, store.clock);

  private Received claimOne(String hook) {
    return inbox.claim(hook, LEASE).orElseThrow();
  }

  @Test
  void a_call_is_kept_byte_for_byte_and_claimed_once() {
    assertThat(inbox.accept("slack", "a", BODY)).isTrue();

    Received received = claimOne("slack");
    assertThat(received.body()).isEqualTo(BODY);
    assertThat(received.hook()).isEqualTo("slack");
    assertThat(received.at()).isEqualTo(store.clock.instant());
    assertThat(inbox.claim("slack", LEASE)).isEmpty();
  }

  @Test
  void the_same_call_a_thousand_times_at_once_is_one_call() {
    AtomicInteger first = new AtomicInteger();

    IntStream.range(0, 1000).parallel().forEach(i -> {
      if (inbox.accept("pagerduty", "01BWDWL3", BODY)) {
        first.incrementAndGet();
      }
    });

    assertThat(first).hasValue(1);
    claimOne("pagerduty");
    assertThat(inbox.claim("pagerduty", LEASE)).isEmpty();
  }

  @Test
  void the_same_id_of_another_system_is_another_call_and_calls_without_id_are_all_different() {
    inbox.accept("jira", "a", BODY);
    inbox.accept("slack", "a", BODY);
    assertThat(inbox.accept("servicenow", null, BODY)).isTrue();
    assertThat(inbox.accept("servicenow", null, BODY)).isTrue();

    claimOne("jira");
    claimOne("slack");
    assertThat(claimOne("servicenow").number()).isLessThan(claimOne("servicenow").number());
  }

  @Test
  void a_process_that_died_leaves_its_calls_to_another_and_what_it_says_later_is_void() {
    inbox.accept("slack", "a", BODY);
    Received died = claimOne("slack");
    store.clock.tick(LEASE.plusSeconds(1));

    Received second = claimOne("slack");
    inbox.quarantine(died, "excerpt", "void");
    inbox.done(second, "acknowledged");

    assertThat(second.attempts()).isEqualTo(2);
    assertThat(store.deadLetters.waiting()).isZero();
    assertThat(store.jdbc.queryForList("select status || ' ' || result from hook_call", String.class)).containsExactly("done acknowledged");
  }

  @Test
  void what_is_put_off_comes_again_after_its_time() {
    inbox.accept("slack", "a", BODY);
    inbox.later(claimOne("slack"), Duration.ofSeconds(4), "the instance is away");

    store.clock.tick(Duration.ofSeconds(3));
    assertThat(inbox.claim("slack", LEASE)).isEmpty();
    store.clock.tick(Duration.ofSeconds(1));
    claimOne("slack");
  }

  @Test
  void of_what_is_done_nothing_stays_but_that_it_was_told() {
    inbox.accept("slack", "a", "response_url=https://hooks.slack.com/actions/T1/2/3".getBytes(StandardCharsets.UTF_8));

    inbox.done(claimOne("slack"), "acknowledged");

    assertThat(store.jdbc.queryForObject("select length(body) from hook_call", Integer.class)).isZero();
    assertThat(inbox.accept("slack", "a", BODY)).isFalse();
  }

  @Test
  void what_cannot_be_understood_is_a_dead_letter_with_its_reason() {
    inbox.accept("jira", "a", "{\"x\": 1}".getBytes(StandardCharsets.UTF_8));

    inbox.quarantine(claimOne("jira"), "{\"x\": 1}", "webhookEvent is missing");

    DeadLetter letter = store.deadLetters.list(null, null, 10, 0).get(0);
    assertThat(letter).extracting(DeadLetter::source, DeadLetter::channel, DeadLetter::payload, DeadLetter::reason)
        .containsExactly("hook", "jira", "{\"x\": 1}", "webhookEvent is missing");
  }

  @Test
  void what_is_replayed_is_read_again_as_it_came() {
    inbox.accept("jira", "a", BODY);
    inbox.quarantine(claimOne("jira"), "excerpt", "webhookEvent is missing");
    store.clock.tick(Duration.ofDays(30));
    assertThat(inbox.forget(Duration.ofDays(8))).as("nobody has decided about it").isZero();

    UUID letter = store.deadLetters.list(null, null, 10, 0).get(0).id();
    assertThat(store.deadLetters.replay(letter, false, "mira")).isEqualTo(new Replay(true, "It will be read again."));
    assertThat(store.deadLetters.replay(letter, false, "mira").message()).isEqualTo("It has been replayed already.");

    Received again = claimOne("jira");
    assertThat(again.body()).isEqualTo(BODY);
    assertThat(again.attempts()).isOne();
    inbox.quarantine(again, "excerpt", "still not understood");
    assertThat(store.deadLetters.waiting()).as("another dead letter").isOne();
  }

  @Test
  void what_is_discarded_is_forgotten_in_its_time() {
    inbox.accept("jira", "a", BODY);
    inbox.quarantine(claimOne("jira"), "excerpt", "webhookEvent is missing");
    UUID letter = store.deadLetters.list(null, null, 10, 0).get(0).id();
    store.deadLetters.discard(letter, "mira");
    store.clock.tick(Duration.ofDays(9));
    assertThat(inbox.forget(Duration.ofDays(8))).isOne();
    assertThat(store.deadLetters.replay(letter, false, "mira").accepted()).isFalse();
  }

  @Test
  void what_was_dealt_with_is_forgotten_once_nobody_repeats_it_and_what_waits_is_not() {
    inbox.accept("slack", "a", BODY);
    inbox.done(claimOne("slack"), "acknowledged");
    inbox.accept("slack", "b", BODY);
    store.clock.tick(Duration.ofDays(8));

    assertThat(inbox.forget(Duration.ofDays(8))).isZero();
    store.clock.tick(Duration.ofSeconds(1));
    assertThat(inbox.forget(Duration.ofDays(8))).isOne();
    assertThat(inbox.accept("slack", "b", BODY)).isFalse();
  }
}
