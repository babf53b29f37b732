package dev.signalbox.channel.slack;

import dev.signalbox.delivery.Outcome.Reach;
import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.incident.ChangeKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a post whose answer was lost. */
class HistoryTest {

  private static final String POSTED = "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1700000000.000100\"}";
  private static final String EMPTY = "{\"ok\":true,\"messages\":[],\"has_more\":false}";
  private static final String FOUND = """
      {"ok":true,"messages":[{"ts":"1700000009.000100","text":"somebody else"},
        {"ts":"1700000000.000100","metadata":{"event_type":"signalbox_delivery","event_payload":{"delivery":"%s"}}}]}"""
      .formatted(Messages.DELIVERY);

  private final SlackChannel slack = new SlackChannel(new SlackSettings(null, new Secret("xoxb-1"), null));

  private static Messages unsure() {
    return a_downtime().to("slack", "C024BE91L").attempt(2).unsureSince(NOW.minusSeconds(60));
  }

  private Conversation talk(Message message, Reply... replies) {
    return Conversation.of(slack, message, replies);
  }

  @Test
  void the_first_attempt_does_not_look() {
    assertThat(Conversation.request(slack, a_downtime().to("slack", "C024BE91L").build()).path()).isEqualTo("/chat.postMessage");
  }

  @Test
  void what_stands_there_is_not_posted_again() {
    Conversation talk = talk(unsure().build(), reply(200, FOUND));
    Request look = talk.request(0);
    assertThat(look.path()).isEqualTo("/conversations.history");
    assertThat(look.query()).contains("channel=C024BE91L", "include_all_metadata=true",
        "oldest=" + NOW.minusSeconds(360).getEpochSecond());
    assertThat(talk.outcome()).isEqualTo(new Delivered("C024BE91L:1700000000.000100", null, "found after its answer was lost"));
  }

  @Test
  void what_does_not_stand_there_is_posted() {
    Conversation talk = talk(unsure().build(), reply(200, EMPTY), reply(200, POSTED));
    assertThat(talk.request(1).path()).isEqualTo("/chat.postMessage");
    assertThat(talk.outcome()).isEqualTo(Delivered.as("C024BE91L:1700000000.000100"));
  }

  @Test
  void a_line_of_a_thread_is_looked_for_in_the_thread() {
    Conversation talk = talk(
        unsure().kind(ChangeKind.ACKNOWLEDGED).openedAs("C024BE91L:1690000000.000100").build(), reply(200, POSTED), reply(200, FOUND));
    assertThat(talk.request(1).path()).isEqualTo("/conversations.replies");
    assertThat(talk.request(1).query()).contains("ts=1690000000.000100");
  }

  @Test
  void the_message_that_a_thread_hangs_from_is_not_its_line() {
    String thread = """
        {"ok":true,"messages":[{"ts":"1690000000.000100","thread_ts":"1690000000.000100",
          "metadata":{"event_type":"signalbox_delivery","event_payload":{"delivery":"%s"}}}]}""".formatted(Messages.DELIVERY);
    Conversation talk = talk(
        unsure().kind(ChangeKind.ESCALATED).openedAs("C024BE91L:1690000000.000100").build(),
        reply(200, POSTED), reply(200, thread), reply(200, POSTED));
    assertThat(talk.body(0)).as("who made the message stays as it is").doesNotContain("metadata");
    assertThat(talk.request(2).path()).isEqualTo("/chat.postMessage");
    assertThat(talk.body(2)).contains("\"thread_ts\":\"1690000000.000100\"", "<@U0MIRA>");
  }

  @Test
  void it_looks_at_six_short_pages_and_no_more() {
    Reply more = reply(200, "{\"ok\":true,\"messages\":[],\"response_metadata\":{\"next_cursor\":\"bmV4dA==\"}}");
    Conversation talk = talk(unsure().build(), more, more, more, more, more, more, reply(200, POSTED));
    assertThat(talk.request(1).query()).contains("limit=15&", "&cursor=bmV4dA%3D%3D");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing_scope", "channel_not_found", "not_in_channel", "channel_is_limited_access", "thread_not_found"})
  void where_it_may_not_look_it_is_posted_again(String error) {
    Conversation talk = talk(unsure().build(), reply(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error)), reply(200, POSTED));
    assertThat(talk.outcome().label()).isEqualTo("delivered");
  }

  @Test
  void who_looks_too_often_waits_and_delays_nobody_else() {
    assertThat(talk(unsure().build(), reply(429, "{\"ok\":false,\"error\":\"ratelimited\"}", "Retry-After", "42")).outcome())
        .isEqualTo(new Deferred("looked for it in the channel first: Slack limits how often one may look", true, Duration.ofSeconds(42), Reach.MESSAGE));
    assertThat(talk(unsure().build(), reply(503, "")).outcome())
        .isEqualTo(new Deferred("looked for it in the channel first: HTTP 503", true, null, Reach.CHANNEL));
  }

  @Test
  void after_five_vain_attempts_rather_twice_than_never() {
    Conversation talk = talk(unsure().attempt(6).build(), reply(503, ""), reply(200, POSTED));
    assertThat(talk.outcome().label()).isEqualTo("delivered");
  }
}
