package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.override.Wish;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideFormTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static OverrideForm form(String who, String instead, String from, String to, String hours) {
    return new OverrideForm(who, instead, from, to, hours, "ill", null, null, null);
  }

  @Test
  void the_choices_become_the_words_of_the_files() {
    assertThat(form("ben", "", "a", "b", "").wish(BERLIN, BERLIN))
        .isEqualTo(new Wish(new Wish.Span("a", "b"), "", List.of("ben"), List.of(), "ill"));
    assertThat(form("ben", "anna", "a", "b", "").wish(BERLIN, BERLIN))
        .isEqualTo(new Wish(new Wish.Span("a", "b"), "", List.of("ben"), List.of("anna"), "ill"));
    assertThat(form("ben", "none", "a", "b", "").wish(BERLIN, BERLIN))
        .isEqualTo(new Wish(new Wish.Span("a", "b"), "add", List.of("ben"), List.of(), "ill"));
    assertThat(form("none", "anna", "a", "b", "").wish(BERLIN, BERLIN))
        .isEqualTo(new Wish(new Wish.Span("a", "b"), "", List.of(), List.of("anna"), "ill"));
    assertThat(form("none", "", "a", "b", "").wish(BERLIN, BERLIN))
        .isEqualTo(new Wish(new Wish.Span("a", "b"), "", List.of("none"), List.of(), "ill"));
  }

  @Test
  void a_length_goes_before_an_end() {
    assertThat(form("ben", "", "a", "b", "8").wish(BERLIN, BERLIN).span()).isEqualTo(new Wish.Span("a", "8h"));
  }

  @ParameterizedTest
  @CsvSource({
    "UTC,              2026-08-03T09:00, 2026-08-03T09:00:00Z, 2026-08-03T09:00:00Z, an ordinary day",
    "America/New_York, 2026-08-03T09:00, 2026-08-03T13:00:00Z, 2026-08-03T13:00:00Z, an ordinary day",
    "America/New_York, 2026-11-01T01:30, 2026-11-01T05:30:00Z, 2026-11-01T06:30:00Z, the first time and the second",
    "America/New_York, 2026-03-08T02:30, 2026-03-08T07:00:00Z, 2026-03-08T07:00:00Z, never: the instant of the jump",
    "America/New_York, tomorrow,         tomorrow,             tomorrow,             left to the desk to refuse",
  })
  void times_of_another_zone_are_read_there(String zone, String typed, String start, String end, String why) {
    assertThat(form("ben", "", typed, typed, "").wish(ZoneId.of(zone), BERLIN).span()).as(why)
        .isEqualTo(new Wish.Span(start, end));
  }

  @Test
  void what_the_choices_lack_is_said_beside_them() {
    assertThat(form("", "", "", "", "").mistakes()).containsOnlyKeys("who");
    assertThat(form("none", "none", "", "", "").mistakes()).containsOnlyKeys("instead");
    assertThat(form("none", "", "", "", "").mistakes()).isEmpty();
    assertThat(form("ben", "none", "", "", "").mistakes()).isEmpty();
  }

  @Test
  void utc_is_utc() {
    assertThat(form("ben", "", "2026-08-03T09:00", "", "1").wish(ZoneOffset.UTC, BERLIN).span())
        .isEqualTo(new Wish.Span("2026-08-03T09:00:00Z", "1h"));
  }
}
