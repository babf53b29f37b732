package dev.signalbox.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseUrlTest {

  @Test
  void slacks_own_is_called() {
    String url = "https://hooks.slack.com/actions/T111/111/random-value";
    assertThat(ResponseUrl.within(ResponseUrl.SLACK, url)).contains(url);
    assertThat(Ephemeral.to(url, "Acknowledged <!channel>").toString()).as("it is a secret").doesNotContain("random");
    assertThat((String) Ephemeral.to(url, "Acknowledged <!channel>").body())
        .isEqualTo("{\"response_type\":\"ephemeral\",\"replace_original\":false,\"text\":\"Acknowledged &lt;!channel&gt;\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "http://127.0.0.1:8081/x", "http://hooks.slack.com/actions/T1", "https://hooks.slack.com.evil.example/actions",
      "https://hooks.slack.com@evil.example/", "https://user@hooks.slack.com/actions", "https://hooks.slack.com:8443/actions",
      "//hooks.slack.com/x", "https:hooks.slack.com", "https://evil.example/?https://hooks.slack.com/", "https://hooks.slack.com\\@evil.example/",
      "https://hooks.slack.com /x", "https://hooks.slack.com/#x", "https://hooks.slack.com", "file:///etc/passwd", "", "x"})
  void nothing_else_is(String url) {
    assertThat(ResponseUrl.within(ResponseUrl.SLACK, url)).isEmpty();
  }
}
