package dev.signalbox.channel;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpOutcomesTest {

  private final HttpOutcomes outcomes = HttpOutcomes.guarding(new Secret("s3cret"), new Secret(" "));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "300, refused", "301, refused", "302, refused", "303, refused", "304, refused", "307, refused", "308, refused",
    "400, refused", "401, whole channel", "403, whole channel", "404, refused", "405, refused", "406, refused",
    "408, unsure", "409, refused", "410, refused", "413, refused", "415, refused", "422, refused", "418, refused",
    "429, limited", "500, unsure", "501, unsure", "502, unsure", "503, unsure", "504, unsure", "599, unsure",
    "100, refused", "0, refused",
  })
  void statuses(int status, String meaning) {
    Outcome outcome = outcomes.failure(reply(status, "x"), NOW);
    String got = outcome.fold(
        d -> "delivered", d -> d.reach() != Reach.CHANNEL ? "unclear" : d.unsure() ? "unsure" : "limited",
        r -> "refused", m -> m.wholeChannel() ? "whole channel" : "address");
    assertThat(got).isEqualTo(meaning);
  }

  @Test
  void a_wait_is_obeyed_capped_and_otherwise_left_to_the_policy() {
    assertThat(outcomes.failure(reply(429, "", "Retry-After", "1000000000"), NOW))
        .isEqualTo(new Deferred("HTTP 429", false, Duration.ofHours(1), Reach.CHANNEL));
    assertThat(outcomes.failure(reply(429, "", "Retry-After", "abc"), NOW)).isEqualTo(new Deferred("HTTP 429", false, null, Reach.CHANNEL));
    assertThat(outcomes.failure(reply(503, "", "Retry-After", "-1"), NOW)).isEqualTo(new Deferred("HTTP 503", true, null, Reach.CHANNEL));
    assertThat(outcomes.failure(reply(429, ""), NOW, Duration.ofSeconds(30)))
        .isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(30), Reach.CHANNEL));
  }

  @Test
  void a_reason_is_one_short_line_without_secrets_tags_and_addresses() {
    String body = "<html><body>\r\n<h1>No</h1> s3cret at https://x.example/T0/token?key=1\u001b[2J\u202e "
        + "xoxb-1-2 Authorization: Basic YTpi " + "long ".repeat(100_000);
    assertThat(outcomes.reason(reply(400, body)))
        .startsWith("HTTP 400: No").hasSizeLessThan(220).endsWith("…")
        .doesNotContain("s3cret", "x.example", "token", "xoxb", "YTpi", "<", "\n", "\u001b", "\u202e");
    assertThat(outcomes.reason(reply(404, " \n "))).isEqualTo("HTTP 404");
  }

  @Test
  void json_nested_without_end_is_no_json() {
    assertThat(Json.read("[".repeat(1_000_000))).isEmpty();
    assertThat(Json.read("{\"a\":")).isEmpty();
    assertThat(Json.read("")).isEmpty();
    assertThat(Json.read("7")).isEmpty();
    assertThat(Json.read("\"text\"")).isEmpty();
  }
}
