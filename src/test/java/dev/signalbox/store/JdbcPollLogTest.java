package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbcPollLogTest {

  private final StoreFixture store = new StoreFixture();

  private boolean isNews(String reason) {
    store.clock.tick(Duration.ofSeconds(30));
    return store.polls.failed("down", reason);
  }

  @Test
  void a_failure_is_news_once_until_it_changes_or_comes_back() {
    assertThat(isNews("no such table")).isTrue();
    assertThat(isNews("no such table")).isFalse();
    assertThat(isNews("no such column")).isTrue();

    store.polls.completed("down", 3);
    assertThat(isNews("no such column")).isTrue();
    assertThat(isNews("no such column")).isFalse();
  }

  @Test
  void a_failure_that_goes_on_is_news_again_after_an_hour() {
    assertThat(isNews("no such table")).isTrue();
    store.clock.tick(Duration.ofMinutes(59));
    assertThat(isNews("no such table")).isFalse();
    assertThat(isNews("no such table")).isTrue();
  }
}
