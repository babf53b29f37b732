package dev.signalbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebWordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "::1", "0:0:0:0:0:0:0:1"})
  void loopback_needs_no_users(String address) {
    assertThat(BindCheck.problem("server.address", address, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "", " ", "no-such-host.invalid"})
  void everything_else_does_and_the_refusal_names_setting_value_and_remedy(String address) {
    assertThat(BindCheck.problem("server.address", address, 0)).hasValueSatisfying(line -> assertThat(line)
        .startsWith("server.address is '" + address + "'").contains("signalbox.users.<name>.password").doesNotContain("\n"));
    assertThat(BindCheck.problem("server.address", address, 1)).isEmpty();
  }

  @Test
  void an_unset_address_is_the_default_which_is_loopback() {
    assertThat(BindCheck.problem("server.address", null, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT30S,30s", "PT90S,1m30s", "PT1H,1h", "P1DT2H,1d2h", "PT0S,0s", "PT1.5S,1s500ms"})
  void a_period_is_spelled_as_in_rule_files(Duration span, String text) {
    assertThat(Spans.exact(span)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT4S,4 s", "PT59M,59 min", "PT2H,2 h", "PT3H20M,3 h 20 min", "P1DT2H,1 d 2 h", "P9DT5H,9 d", "PT-5M,5 min"})
  void a_length_of_time_is_rough_for_people(Duration span, String text) {
    assertThat(Spans.rough(span)).isEqualTo(text);
  }

  @Test
  void a_cut_never_halves_a_character() {
    assertThat(Words.line("a".repeat(1023) + "😀 and more")).isEqualTo("a".repeat(1023) + "…(1034)");
    assertThat(Words.line("naïve 😀 日本")).isEqualTo("naïve 😀 日本");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/incidents/1?x=2", "/"})
  void a_path_of_ours_is_kept(String path) {
    assertThat(LocalPath.of(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil", "/\\evil", "https://evil", "evil", "/a\r\nSet-Cookie: x", "/\t/evil", "/login?next=/login", ""})
  void a_path_that_could_lead_elsewhere_leads_home(String path) {
    assertThat(LocalPath.of(path)).isEqualTo("/");
  }
}
