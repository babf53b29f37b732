package dev.signalbox.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.Hook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListenerTest {

  private final InMemoryInbox inbox = new InMemoryInbox(SettableClock.at("2026-03-01T09:00:00Z"));
  private final List<String> heard = new ArrayList<>();
  private RuntimeException trouble;
  private final List<String> answered = new ArrayList<>();
  private final Listener listener = new Listener(inbox, List.of(new Words()), this::respond, (heard, words) -> answered.add(words));

  private String respond(Heard one) {
    if (trouble != null) {
      throw trouble;
    }
    heard.add(one.text());
    return "heard " + one.text();
  }

  private void receive(String body) {
    inbox.accept("words", null, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Each word is something heard. */
  private static final class Words implements Hook {
    @Override
    public String name() {
      return "words";
    }

    @Override
    public Admission judge(Call call, Instant now) {
      return Admission.genuine(null);
    }

    @Override
    public List<Heard> read(String body) {
      if (body.startsWith("?")) {
        throw new IllegalArgumentException("it begins with a question mark");
      }
      return Stream.of(body.split(" ")).filter(word -> !word.isEmpty())
          .map(word -> new Heard(name(), UUID.randomUUID(), null, Deed.COMMENTED, Doer.NOBODY, word, null, null)).toList();
    }
  }

  @Test
  void everything_in_a_call_is_acted_upon_in_order() {
    receive("one two");
    receive("three");

    listener.drain("words");
    assertThat(heard).containsExactly("one", "two", "three");
    assertThat(inbox.results).containsEntry(1L, "heard one; heard two").containsEntry(2L, "heard three");
    assertThat(inbox.waiting()).isEmpty();
    assertThat(answered).as("whoever did it hears what came of it").containsExactly("heard one", "heard two", "heard three");
  }

  @Test
  void what_is_none_of_our_business_is_done() {
    receive("");

    listener.drain("words");

    assertThat(inbox.results).containsEntry(1L, "none of our business");
  }

  @Test
  void what_cannot_be_understood_is_quarantined_without_its_tokens() {
    receive("?token=xoxb-123-abc https://hooks.slack.com/actions/T1/2/3");

    listener.drain("words");

    assertThat(inbox.results.get(1L)).startsWith("quarantined: it begins with a question mark")
        .doesNotContain("xoxb", "hooks.slack.com");
  }

  @Test
  void each_system_is_read_by_itself() {
    receive("one");
    inbox.accept("jira", null, new byte[0]);

    listener.drain("words");

    assertThat(listener.hooks()).containsExactly("words");
    assertThat(inbox.waiting()).extracting(Received::hook).containsExactly("jira");
  }

  @Test
  void what_is_out_of_reach_is_tried_again_with_growing_patience_and_then_given_up() {
    receive("one");
    trouble = new Response.Unreachable("the instance is away");
    List<String> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      listener.drain("words");
      waits.add(inbox.results.get(1L));
    }

    assertThat(waits).startsWith("in PT4S: the instance is away", "in PT8S: the instance is away")
        .contains("in PT10M: the instance is away")
        .endsWith("quarantined: given up after 12 attempts, last: the instance is away (one)");
  }

  @Test
  void of_an_unexpected_failure_only_the_kind_is_told() {
    receive("one");
    trouble = new IllegalStateException("connection to jdbc:postgresql://db?password=secret refused");

    listener.drain("words");

    assertThat(inbox.results.get(1L)).isEqualTo("in PT4S: IllegalStateException");
  }
}
