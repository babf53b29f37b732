package dev.signalbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapTest {

  @Test
  void how_many_in_what_time() {
    assertThat(Cap.of("20/h")).isEqualTo(new Cap(20, Duration.ofHours(1), "20/h"));
    assertThat(Cap.of(" 5 / 10m ").within()).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "0/h", "5/0m", "many/h", "20/w", "-1/h", "9999999/h"})
  void anything_else_is_refused_with_what_to_write(String text) {
    assertThatThrownBy(() -> Cap.of(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is no cap: write how many in what time, such as 20/h or 5/10m", text);
  }
}
