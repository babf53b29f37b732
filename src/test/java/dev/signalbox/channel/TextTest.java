package dev.signalbox.channel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void line_breaks_of_every_kind_become_one_space() {
    assertThat(Text.line("a\r\nb\u2028c\u0085d\te")).isEqualTo("a b c d e");
  }

  @Test
  void controls_overrides_and_lone_surrogates_vanish() {
    assertThat(Text.line("a\u202eb\u2066c\ufeffd\ud83de\u200bf")).isEqualTo("abcdef");
    assertThat(Text.line("x\u001b[2Jy\u0000z")).isEqualTo("x [2Jy z");
  }

  @Test
  void emoji_and_other_scripts_stay() {
    assertThat(Text.line("数据库 👩‍💻 é")).isEqualTo("数据库 👩‍💻 é");
  }

  @Test
  void a_cut_never_splits_a_code_point() {
    assertThat(Text.cut("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(Text.cut("ab😀cd", 5)).isEqualTo("ab😀…");
    assertThat(Text.cut("ab😀cd", 6)).isEqualTo("ab😀cd");
  }

  @Property(tries = 300)
  void a_line_is_one_line_and_not_longer_than_asked(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int max) {
    assertThat(Text.line(text, max)).hasSizeLessThanOrEqualTo(max).doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
  }
}
