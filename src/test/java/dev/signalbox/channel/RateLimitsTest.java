package dev.signalbox.channel;

import static dev.signalbox.channel.Conversation.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Slowdown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final RateLimits limits = new RateLimits(NOON);

  private Optional<Slowdown> after(Reply... replies) {
    for (Reply reply : replies) {
      limits.read(reply);
    }
    return limits.slowdown();
  }

  private static Optional<Slowdown> apart(int seconds, int lasting) {
    return Optional.of(new Slowdown(Duration.ofSeconds(seconds), Duration.ofSeconds(lasting)));
  }

  @Test
  void far_from_its_limit_nobody_holds_back() {
    assertThat(after(reply(200, ""))).isEmpty();
    assertThat(after(reply(200, "", "X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "80", "X-RateLimit-NearLimit", "false",
        "X-RateLimit-Reset", "2026-03-01T12:01:00Z"))).isEmpty();
    assertThat(after(reply(200, "", "X-RateLimit-Remaining", "3"))).as("of nobody knows how many until nobody knows when").isEmpty();
  }

  @Test
  void near_it_what_is_left_is_spread_over_the_time_until_there_is_more() {
    assertThat(after(reply(200, "", "X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "30", "X-RateLimit-Reset", "2026-03-01T12:01:00Z")))
        .as("Jira: a date").isEqualTo(apart(2, 60));
  }

  @Test
  void servicenow_tells_unix_seconds_and_which_rule() {
    assertThat(after(reply(201, "", "X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "20", "X-RateLimit-Rule", "incident per user",
        "X-RateLimit-Reset", String.valueOf(NOON.plusSeconds(600).getEpochSecond())))).isEqualTo(apart(30, 600));
  }

  @Test
  void a_conversation_of_three_requests_takes_three() {
    Reply many = reply(200, "", "X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "300");
    Reply few = reply(200, "", "X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "20", "X-RateLimit-Reset", "2026-03-01T12:01:00Z");
    assertThat(after(many, many, few)).isEqualTo(apart(9, 60));
  }

  @Test
  void the_latest_answer_counts() {
    Reply few = reply(200, "", "X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "1", "X-RateLimit-Reset", "2026-03-01T12:00:01Z");
    assertThat(after(few, reply(200, "", "X-RateLimit-Limit", "350", "X-RateLimit-Remaining", "349"))).isEmpty();
  }

  @Test
  void jiras_warning_is_enough_without_numbers() {
    assertThat(after(reply(204, "", "X-RateLimit-NearLimit", "true"))).isEqualTo(apart(6, 60));
  }

  @Test
  void with_nothing_left_nothing_is_asked_until_there_is_more() {
    assertThat(after(reply(200, "", "X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2026-03-01T12:00:40Z")))
        .isEqualTo(apart(40, 40));
  }

  @Test
  void what_a_refusal_counts_down_holds_only_for_what_was_refused() {
    assertThat(after(reply(429, "", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2026-03-01T12:00:40Z", "RateLimit-Reason", "jira-burst-based"))).isEmpty();
  }

  @Test
  void numbers_that_are_none_say_nothing() {
    assertThat(after(reply(200, "", "X-RateLimit-Limit", "many", "X-RateLimit-Remaining", "-1", "X-RateLimit-Reset", "soon"))).isEmpty();
    assertThat(after(reply(200, "", "X-RateLimit-Remaining", "99999999999999999999", "X-RateLimit-Reset", "0"))).isEmpty();
  }
}
