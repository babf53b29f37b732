package dev.signalbox.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+", "(a|a)*", "(a|aa)+", "(.*)*", "(x?){60}x{60}"})
  void what_takes_others_for_ever_takes_no_time(String expression) {
    String text = "a".repeat(4_000) + "!";
    SafePattern pattern = SafePattern.of(expression);
    Assertions.assertTimeout(Duration.ofSeconds(2), () -> pattern.matches(text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
    "(?i)DB-.*; db-7; true",
    "^db-7$; db-7; true",
    "db; db-7; false",
    "db|storage; storage; true",
    "a{2,3}; aaaa; false",
    "; ''; true",
  })
  void it_is_always_the_whole_text(String expression, String text, boolean matches) {
    assertThat(SafePattern.of(expression == null ? "" : expression).matches(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
    "(a; missing closing )",
    "a); unexpected )",
    "[a; missing closing ] in [a",
    "*a; missing argument to repetition operator in *",
    "a**; invalid nested repetition operator in **",
    "a{3,2}; invalid repeat count in {3,2}",
    "(?=a)b; invalid or unsupported Perl syntax in (?=",
    "(a)\\1; invalid escape sequence in \\1",
    "[b-a]; invalid character class range in b-a",
    "(abc{99}){9}(x{99}){9}; it is too large",
  })
  void what_it_cannot_do_it_refuses_in_a_sentence(String expression, String sentence) {
    assertThatThrownBy(() -> SafePattern.of(expression)).isInstanceOf(IllegalArgumentException.class).message().startsWith(sentence)
        .satisfiesAnyOf(said -> assertThat(said).contains("too large"), said -> assertThat(said).contains("read as RE2"));
  }

  @Test
  void what_is_too_long_is_refused_or_matches_nothing() {
    assertThatThrownBy(() -> SafePattern.of("a".repeat(501))).hasMessageContaining("501 characters");
    assertThat(SafePattern.of(".*").matches("a".repeat(5_000))).isFalse();
  }
}
