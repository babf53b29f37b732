package dev.signalbox.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {

  @Property(tries = 3_000)
  void it_matches_what_the_jdks_expressions_match(@ForAll("expressions") String expression, @ForAll("texts") String text) {
    boolean expected = Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();

    assertThat(SafePattern.of(expression).matches(text)).as("%s on %s", expression, text).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab-1é\n").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.recursive(
        () -> Arbitraries.of("a", "b", "-", ".", "1", "\\d", "\\w", "\\S", "\\-", "[ab]", "[^a]", "[a-b1]", "[^\\d-]", "é", ""),
        inner -> Arbitraries.oneOf(
            Combinators.combine(inner, inner).as((a, b) -> a + b),
            Combinators.combine(inner, inner).as((a, b) -> "(" + a + "|" + b + ")"),
            Combinators.combine(inner, Arbitraries.of("*", "+", "?", "{2}", "{1,}", "{0,2}", "*?")).as((a, q) -> "(?:" + a + ")" + q)),
        0, 4);
  }

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
    "(a; the '(' at position 1 is not closed",
    "a); the ')' at position 2 closes nothing",
    "[a; the '[' at position 1 is not closed",
    "*a; the '*' at position 1 repeats nothing",
    "a**; position 3 repeats a repetition",
    "a{; the '{' at position 2 is no repetition such as {2,5}",
    "a{3,2}; {3,2} asks for more than it allows",
    "(?=a)b; the group at position 1 looks ahead",
    "(?<name>a); the group at position 1 looks ahead",
    "(a)\\1; \\1 at position 4 refers to a group",
    "\\pL; \\p at position 1 is unknown",
    "a$b; the '$' at position 2 is not needed",
    "a\\; it ends with a backslash",
    "[b-a]; the range that ends at position 4 is the wrong way round",
    "((a{99}){99}){99}; it is too large",
  })
  void what_it_cannot_do_it_refuses_with_the_place(String expression, String sentence) {
    assertThatThrownBy(() -> SafePattern.of(expression)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(sentence);
  }

  @Test
  void what_is_too_long_is_refused_or_matches_nothing() {
    assertThatThrownBy(() -> SafePattern.of("a".repeat(501))).hasMessageContaining("501 characters");
    assertThat(SafePattern.of(".*").matches("a".repeat(5_000))).isFalse();
  }
}
