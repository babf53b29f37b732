package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WallTimeTest {

  private final WallTime berlin = new WallTime(ZoneId.of("Europe/Berlin"));

  private static Instant at(String instant) {
    return Instant.parse(instant);
  }

  @Test
  void a_span_within_a_day_names_the_day_once() {
    assertThat(berlin.span(at("2026-08-03T07:00:00Z"), at("2026-08-03T15:00:00Z")))
        .isEqualTo("Mon 3 Aug 09:00 – 17:00");
    assertThat(berlin.span(at("2026-08-03T07:00:00Z"), at("2026-08-10T07:00:00Z")))
        .isEqualTo("Mon 3 Aug 09:00 – Mon 10 Aug 09:00");
  }

  @Test
  void exactly_is_with_year_and_zone_and_how_long_it_really_lasts() {
    assertThat(berlin.exactSpan(at("2026-10-24T07:00:00Z"), at("2026-10-25T08:00:00Z")))
        .isEqualTo("Sat 24 Oct 2026 09:00 CEST – Sun 25 Oct 2026 09:00 CET, 1 d 1 h");
  }

  @Test
  void an_hour_that_comes_twice_is_told_apart() {
    assertThat(berlin.shortly(at("2026-10-25T00:30:00Z"))).isEqualTo("Sun 25 Oct 02:30 CEST");
    assertThat(berlin.shortly(at("2026-10-25T01:30:00Z"))).isEqualTo("Sun 25 Oct 02:30 CET");
    assertThat(berlin.shortly(at("2026-10-25T02:30:00Z"))).isEqualTo("Sun 25 Oct 03:30");
  }

  @Test
  void a_bound_beyond_what_was_looked_at_is_not_made_up() {
    Interval looked = new Interval(at("2026-08-01T00:00:00Z"), at("2026-08-08T00:00:00Z"));
    WallTime wall = new WallTime(berlin.zone(), looked);

    assertThat(wall.span(looked.start(), at("2026-08-03T07:00:00Z"))).isEqualTo("… – Mon 3 Aug 09:00");
    assertThat(wall.exactSpan(at("2026-08-03T07:00:00Z"), looked.end())).isEqualTo("Mon 3 Aug 2026 09:00 CEST – …");
    assertThat(wall.span(looked.start(), looked.end())).isEqualTo("all these days");
    assertThat(wall.lasts(looked.start(), looked.end())).isEmpty();
  }

  @Test
  void a_field_has_what_an_input_of_the_browser_takes() {
    assertThat(berlin.field(at("2026-08-03T07:00:59Z"))).isEqualTo("2026-08-03T09:00");
  }
}
