package dev.signalbox.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(delimiter = '|', value = {
    "7                              | PT7S",
    "' 7 '                          | PT7S",
    "3600                           | PT1H",
    "3601                           | PT1H",
    "1000000000                     | PT1H",
    "99999999999999999999999        | PT1H",
    "0                              |",
    "-1                             |",
    "abc                            |",
    "''                             |",
    "1.5                            |",
    "Wed, 21 Oct 2026 07:28:30 GMT  | PT30S",
    "Wed, 21 Oct 2026 07:28:00 GMT  |",
    "Wed, 21 Oct 2026 07:27:00 GMT  |",
    "Fri, 21 Oct 2050 07:27:00 GMT  | PT1H",
    "Thu, 21 Oct 2026 07:28:30 GMT  |",
    "٣                              |",
  })
  void seconds_or_a_date_and_never_more_than_an_hour(String header, Duration wait) {
    assertThat(RetryAfter.parse(header == null ? "" : header, NOW).orElse(null)).isEqualTo(wait);
  }

  @Test
  void where_there_is_none_the_reset_of_the_rate_limit_counts() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(RetryAfter.of(Conversation.reply(429, "", "X-RateLimit-Reset", String.valueOf(now.plusSeconds(90).getEpochSecond())), now)).contains(Duration.ofSeconds(90));
    assertThat(RetryAfter.of(Conversation.reply(429, "", "x-ratelimit-reset", "2026-03-01T12:02Z"), now)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.of(Conversation.reply(429, "", "X-RateLimit-Reset", "2026-02-01T12:02Z"), now)).isEmpty();
    assertThat(RetryAfter.of(Conversation.reply(429, "", "X-RateLimit-Reset", "soon"), now)).isEmpty();
  }
}
