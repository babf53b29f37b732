package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulerTest {

  private static Ruler ruler(String first, int days, String zone) {
    return Ruler.of(LocalDate.parse(first), days, ZoneId.of(zone));
  }

  @Test
  void an_instant_lies_where_its_share_of_the_time_is() {
    Ruler week = ruler("2026-08-03", 7, "Europe/Berlin");

    assertThat(week.from()).isEqualTo("2026-08-02T22:00:00Z");
    assertThat(week.to()).isEqualTo("2026-08-09T22:00:00Z");
    assertThat(week.place(week.from(), Instant.parse("2026-08-06T10:00:00Z"))).isEqualTo(new Place(0, 500));
    assertThat(week.place(Instant.parse("2026-08-06T10:00:00Z"), week.to())).isEqualTo(new Place(500, 500));
    assertThat(week.place(Instant.parse("2026-08-03T22:00:00Z"), Instant.parse("2026-08-04T22:00:00Z")))
        .isEqualTo(new Place(143, 143));
  }

  @Test
  void what_lies_outside_is_cut_off_at_the_ends() {
    Ruler day = ruler("2026-08-03", 1, "UTC");
    Instant before = Instant.parse("2026-07-01T00:00:00Z");
    Instant after = Instant.parse("2026-09-01T00:00:00Z");

    assertThat(day.place(before, after)).isEqualTo(new Place(0, 1000));
    assertThat(day.place(before, Instant.parse("2026-08-03T06:00:00Z"))).isEqualTo(new Place(0, 250));
    assertThat(day.place(Instant.parse("2026-08-03T06:00:00Z"), after)).isEqualTo(new Place(250, 750));
    assertThat(day.shows(before, day.from())).as("ends where the line begins").isFalse();
    assertThat(day.shows(day.to(), after)).as("begins where the line ends").isFalse();
    assertThat(day.shows(before, after)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-25, Europe/Berlin,       PT25H,    autumn",
    "2026-03-29, Europe/Berlin,       PT23H,    spring",
    "2026-04-05, Australia/Lord_Howe, PT24H30M, half an hour comes twice",
    "2018-11-04, America/Sao_Paulo,   PT23H,    midnight itself is skipped",
    "2023-11-05, America/Havana,      PT25H,    midnight comes twice",
    "2026-08-03, Asia/Kathmandu,      PT24H,    an ordinary day",
  })
  void a_day_is_as_long_as_it_lasts(String date, String zone, String length, String why) {
    Ruler.Day day = ruler(date, 1, zone).days().get(0);

    assertThat(day.date()).isEqualTo(date);
    assertThat(day.length()).as(why).hasToString(length);
    assertThat(day.place()).isEqualTo(new Place(0, 1000));
    assertThat(day.odd()).isEqualTo(!length.equals("PT24H"));
  }

  @Test
  void a_day_of_25_hours_is_drawn_longer_than_its_neighbours() {
    List<Ruler.Day> days = ruler("2026-10-24", 3, "Europe/Berlin").days();

    assertThat(days).extracting(day -> day.place().width()).containsExactly(329, 342, 329);
    assertThat(days).extracting(Ruler.Day::weekend).containsExactly(true, true, false);
  }

  @Test
  void a_day_that_a_zone_skipped_is_not_drawn() {
    assertThat(ruler("2011-12-28", 5, "Pacific/Apia").days()).extracting(day -> day.date().toString())
        .containsExactly("2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01");
  }

  @Test
  void the_present_is_marked_only_where_it_is_shown() {
    Ruler day = ruler("2026-08-03", 1, "UTC");

    assertThat(day.mark(Instant.parse("2026-08-03T12:00:00Z"))).contains(new Place(500, 0));
    assertThat(day.mark(day.to())).isEmpty();
    assertThat(day.mark(day.from().minusSeconds(1))).isEmpty();
  }

  @Test
  void a_place_is_told_in_classes_that_the_style_sheet_knows() throws IOException {
    String sheet = Files.readString(Path.of("src/main/resources/static/assets/positions.css"));

    assertThat(new Place(125, 71).classes()).isEqualTo("x12 x_5 w7 w_1");
    for (int i = 0; i <= 1000; i++) {
      for (String name : new Place(i, i).classes().split(" ")) {
        assertThat(name.endsWith("_0") || sheet.contains("." + name + "{--")).as(name).isTrue();
      }
    }
  }
}
