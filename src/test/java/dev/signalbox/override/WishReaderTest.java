package dev.signalbox.override;

import static dev.signalbox.override.DeskFixture.remove;
import static dev.signalbox.override.DeskFixture.replace;
import static dev.signalbox.override.DeskFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.override.Wish.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WishReaderTest {

  private final DeskFixture night = new DeskFixture();

  private Replacement read(Wish wish) {
    return night.make(wish).override().change();
  }

  private void refused(Wish wish, String sentence) {
    assertThatExceptionOfType(WishRefused.class).isThrownBy(() -> night.make(wish))
        .satisfies(refusal -> assertThat(refusal.why()).isEqualTo(WishRefused.Why.WRONG))
        .withMessage(sentence);
    assertThat(night.overrides.inForce()).as("nothing is made").isEmpty();
    assertThat(night.journal.entries()).isEmpty();
  }

  private static List<String> names(String written) {
    return written == null ? List.of() : Arrays.asList(written.split(" "));
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "2026-08-04T09:00,       2026-08-05T09:00,       2026-08-04T07:00:00Z, 2026-08-05T07:00:00Z, the clock of the schedule",
    "2026-08-04,             2026-08-05,             2026-08-03T22:00:00Z, 2026-08-04T22:00:00Z, dates are midnights",
    "2026-08-04T09:00Z,      2026-08-04T09:00-04:00, 2026-08-04T09:00:00Z, 2026-08-04T13:00:00Z, instants",
    "2026-08-04T09:00,       90m,                    2026-08-04T07:00:00Z, 2026-08-04T08:30:00Z, minutes",
    "' 2026-08-04T09:00 ',   ' 1D12H ',              2026-08-04T07:00:00Z, 2026-08-05T19:00:00Z, days and hours",
    "2026-10-25T02:30,       2026-10-25T04:00,       2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z, a start in the hour shown twice is the first",
    "2026-10-25T01:00,       2026-10-25T02:30,       2026-10-24T23:00:00Z, 2026-10-25T01:30:00Z, an end in the hour shown twice is the second",
    "2027-03-28T02:30,       2027-03-28T06:00,       2027-03-28T01:00:00Z, 2027-03-28T04:00:00Z, a start that the clock skips is the jump",
    "2027-03-28T00:00,       2027-03-28T02:30,       2027-03-27T23:00:00Z, 2027-03-28T01:00:00Z, an end that the clock skips is the jump",
    "2026-10-24T12:00,       1d,                     2026-10-24T10:00:00Z, 2026-10-25T11:00:00Z, a day of 25 hours",
    "2026-10-24T12:00,       24h,                    2026-10-24T10:00:00Z, 2026-10-25T10:00:00Z, 24 hours are 24 hours",
    "2027-03-27T12:00,       1d,                     2027-03-27T11:00:00Z, 2027-03-28T10:00:00Z, a day of 23 hours",
    "2026-10-24T02:30,       1d,                     2026-10-24T00:30:00Z, 2026-10-25T01:30:00Z, a day that ends in the hour shown twice",
    "2027-03-27T02:30,       1d,                     2027-03-27T01:30:00Z, 2027-03-28T01:00:00Z, a day that ends at a time the clock skips",
  })
  void times_are_read_as_the_files_are_read(String start, String end, Instant from, Instant to, String what) {
    assertThat(read(set(start, end, "cleo")).during()).as(what).isEqualTo(new Interval(from, to));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', delimiter = '|', value = {
    "2026-08-04T09:00 | soon             | end 'soon' is neither a time nor a length; write 2026-05-01T09:00 for the clock of Europe/Berlin, with Z or an offset for any other, and for a length 8h, 90m or 2d",
    "2026-08-04T09:00 | -8h              | end '-8h' is neither a time nor a length; write 2026-05-01T09:00 for the clock of Europe/Berlin, with Z or an offset for any other, and for a length 8h, 90m or 2d",
    "8h               | 2026-08-05       | start '8h' is not a time; write 2026-05-01T09:00 for the clock of Europe/Berlin, with Z or an offset for any other",
    "+200000-01-01T00:00Z | 1h           | start '+200000-01-01T00:00Z' is not a time; write 2026-05-01T09:00 for the clock of Europe/Berlin, with Z or an offset for any other",
    "2026-08-04T09:00 | \"\"             | end is missing; say when the override is over, such as 2026-05-01T09:00, or how long it lasts, such as 8h",
    "2026-08-05       | 2026-08-04       | the end 2026-08-04T00:00+02:00 is not after the start 2026-08-05T00:00+02:00; exchange or correct them",
    "2026-08-05       | 0h               | the end 2026-08-05T00:00+02:00 is not after the start 2026-08-05T00:00+02:00; exchange or correct them",
    "2027-03-28T02:10 | 2027-03-28T02:50 | the end 2027-03-28T03:00+02:00 is not after the start 2027-03-28T03:00+02:00; exchange or correct them",
    "2026-08-04       | 2027-08-06       | from 2026-08-04T00:00+02:00 to 2027-08-06T00:00+02:00 is more than 366 days; put into the files what is to stay",
    "2026-08-04       | 999d             | from 2026-08-04T00:00+02:00 to 2029-04-29T00:00+02:00 is more than 366 days; put into the files what is to stay",
    "2026-08-04       | 9999-12-31       | from 2026-08-04T00:00+02:00 to 9999-12-31T00:00+01:00 is more than 366 days; put into the files what is to stay",
    "2026-08-04T09:00 | 9999d            | end '9999d' is neither a time nor a length; write 2026-05-01T09:00 for the clock of Europe/Berlin, with Z or an offset for any other, and for a length 8h, 90m or 2d",
    "9999-12-31       | 999d             | the start 9999-12-31T00:00+01:00 is more than 366 days ahead; correct it",
    "9026-08-04       | 9026-08-05       | the start 9026-08-04T00:00+02:00 is more than 366 days ahead; correct it",
  })
  void a_time_that_cannot_be_meant_is_refused(String start, String end, String sentence) {
    refused(set(start, end, "cleo"), sentence);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
    "sett    | cleo      | -         | type 'sett' is unknown (did you mean 'set'?); write one of set, add, remove, replace",
    "swap    | cleo      | -         | type 'swap' is unknown; write one of set, add, remove, replace",
    "set     | -         | -         | participant is missing; say who comes, or none for nobody",
    "add     | -         | -         | participant is missing; say who comes",
    "set     | clio      | -         | participant 'clio' is not in people.yaml (did you mean 'cleo'?); add the person there or correct the name",
    "set     | cleo none | -         | participant 'none' has a meaning only alone and in an override of type set; say who comes",
    "replace | none      | ben       | participant 'none' has a meaning only alone and in an override of type set; say who comes",
    "set     | cleo      | ben       | replaces has no meaning in an override of type set; leave it out, or write type replace",
    "remove  | cleo      | ben       | participant has no meaning in an override of type remove; name those who go as replaces",
    "remove  | -         | -         | replaces is missing; say who goes",
    "replace | cleo      | -         | replaces is missing; say who goes",
    "replace | cleo      | ben anna  | replaces must be one name in an override of type replace; make one override for each",
    "replace | cleo      | benn      | replaces 'benn' is not in people.yaml (did you mean 'ben'?); add the person there or correct the name",
    "replace | ben       | ben       | 'ben' cannot stand in for the same person; name somebody else as participant",
  })
  void who_comes_and_who_goes_must_be_people_and_fit_the_type(String type, String comes, String goes, String sentence) {
    refused(new Wish(new Span("", "8h"), type, names(comes), names(goes), ""), sentence);
  }

  @Test
  void each_type_does_what_the_files_say_it_does() {
    assertThat(read(set("", "8h", " cleo ", "finn", "cleo", ""))).extracting(Replacement::kind, Replacement::names)
        .containsExactly(Replacement.Kind.SET, List.of("cleo", "finn"));
    assertThat(read(set("", "8h", "none")).names()).isEmpty();
    assertThat(read(new Wish(new Span("", "8h"), "add", List.of("finn"), List.of(), "")).kind()).isEqualTo(Replacement.Kind.ADD);
    assertThat(read(remove("", "8h", "ben", "anna")).replaces()).containsExactly("ben", "anna");
    assertThat(read(replace("", "8h", "ben", "cleo"))).extracting(Replacement::names, Replacement::replaces)
        .containsExactly(List.of("cleo"), List.of("ben"));
  }

  @Test
  void who_comes_and_who_goes_imply_the_type() {
    Span span = new Span("", "8h");

    assertThat(read(new Wish(span, "", List.of("cleo"), List.of(), "")).kind()).isEqualTo(Replacement.Kind.SET);
    assertThat(read(new Wish(span, " ", List.of("cleo"), List.of("ben"), "")).kind()).isEqualTo(Replacement.Kind.REPLACE);
    assertThat(read(new Wish(span, "", List.of(), List.of("ben"), "")).kind()).isEqualTo(Replacement.Kind.REMOVE);
  }

  @Test
  void somebody_whom_only_a_calendar_knows_can_be_replaced_but_nobody_else() {
    Instant now = night.clock.instant();
    Schedule calendar = Schedule.of("db", ZoneId.of("UTC"), Assignments.of(List.of(new Assignment(now, now.plusSeconds(7200), "M. Okafor", 0))));
    OverrideDesk desk = night.desk(DeskFixture.plan(calendar, night.overrides), night.overrides, night.clock);

    assertThat(desk.make("db", replace("", "1h", "M. Okafor", "cleo"), "mira", "k").override().change().replaces()).containsExactly("M. Okafor");
    assertThat(desk.make("db", replace("", "1h", "M. Okafor", "cleo"), "mira", "k").again()).as("when nobody knows that name any more").isTrue();
    assertThatExceptionOfType(WishRefused.class).isThrownBy(() -> desk.make("db", replace("2026-08-04", "1h", "M. Okafor", "cleo"), "mira"));
    assertThatExceptionOfType(WishRefused.class).isThrownBy(() -> desk.make("db", set("", "1h", "M. Okafor"), "mira"))
        .withMessageStartingWith("participant 'M. Okafor' is not in people.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "bell\u0007", "nul\u0000", "line\u2028separator", "half a pair \ud83d"})
  void a_reason_is_one_line(String reason) {
    refused(new Wish(new Span("", "8h"), "", List.of("cleo"), List.of(), reason), "reason must be one line without control characters");
  }

  @Test
  void a_reason_is_short() {
    refused(new Wish(new Span("", "8h"), "", List.of("cleo"), List.of(), "x".repeat(501)), "reason of 501 characters is longer than 500; shorten it");
    assertThat(night.make(new Wish(new Span("", "8h"), "", List.of("cleo"), List.of(), "<b>ben</b> is ill 🤒")).override().reason())
        .isEqualTo("<b>ben</b> is ill 🤒");
  }

  @Test
  void a_megabyte_is_refused_in_one_sentence() {
    String huge = "<script>".repeat(131_072);
    for (Wish wish : List.of(
        set(huge, "8h", "cleo"), set("", huge, "cleo"), set("", "9".repeat(1_048_576) + "h", "cleo"), set("", "8h", huge), remove("", "8h", huge),
        new Wish(new Span("", "8h"), huge, List.of("cleo"), List.of(), ""), new Wish(new Span("", "8h"), "", List.of("cleo"), List.of(), huge))) {
      assertThatExceptionOfType(WishRefused.class).isThrownBy(() -> night.make(wish))
          .satisfies(refusal -> assertThat(refusal.sentence()).hasSizeLessThan(400));
    }
    assertThatExceptionOfType(WishRefused.class).isThrownBy(() -> night.desk.make(huge, set("", "8h", "cleo"), "mira"))
        .satisfies(refusal -> assertThat(refusal.sentence()).hasSizeLessThan(400));
  }
}
