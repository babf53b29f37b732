package dev.signalbox.override;

import static dev.signalbox.override.DeskFixture.remove;
import static dev.signalbox.override.DeskFixture.replace;
import static dev.signalbox.override.DeskFixture.set;
import static dev.signalbox.override.DeskFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.override.Effect.Warning;
import dev.signalbox.override.Effect.Warning.Kind;
import dev.signalbox.override.Wish.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {

  private final DeskFixture night = new DeskFixture();

  @Test
  void nobody_on_call_is_made_and_confirmed_with_who_is_asked_then() {
    Booked booked = night.make(set("", "1h", "none"));

    assertThat(booked.effect().warnings()).containsExactly(new Warning(Kind.NOBODY,
        "nobody is on call from 2026-08-03T02:30+02:00 to 2026-08-03T03:30+02:00; the fallback is asked then: hugo"));
    assertThat(told(booked.effect().after())).isEqualTo("00:30 hugo");
    assertThat(night.who("2026-08-03T00:45:00Z")).isEqualTo("hugo");
  }

  @Test
  void removing_the_only_one_leaves_a_gap_with_exact_bounds() {
    DeskFixture alone = new DeskFixture(DeskFixture.WEEKS.replace("fallback: hugo", ""));

    Booked booked = alone.make(remove("2026-08-03T08:00", "2026-08-03T12:00", "ben"));

    assertThat(booked.effect().warnings()).containsExactly(new Warning(Kind.NOBODY,
        "nobody is on call from 2026-08-03T08:00+02:00 to 2026-08-03T09:00+02:00; the schedule has no fallback"));
    assertThat(told(booked.effect().after())).isEqualTo("07:00 anna");
  }

  @Test
  void a_gap_goes_on_where_the_override_ends_in_it_but_only_its_own_time_is_told() {
    DeskFixture office = new DeskFixture("""
        schedule: db
        timezone: UTC
        layers: [{restrictions: [{start: "09:00", end: "17:00"}], participants: [anna]}]
        """);

    assertThat(office.make(set("2026-08-03T08:00", "2026-08-03T10:00", "cleo")).effect().warnings()).isEmpty();
    assertThat(office.make(replace("2026-08-03T16:00", "2026-08-03T18:00", "anna", "cleo")).effect().warnings()).containsExactly(new Warning(
        Kind.NOBODY, "nobody is on call from 2026-08-03T17:00Z to 2026-08-03T18:00Z; the schedule has no fallback"));
  }

  @Test
  void who_is_not_on_call_then_cannot_be_replaced_and_neither_can_the_fallback() {
    assertThat(night.make(replace("", "1h", "anna", "cleo")).effect().warnings()).containsExactly(new Warning(Kind.NOT_ON_CALL,
        "anna is not on call at any time from 2026-08-03T02:30+02:00 to 2026-08-03T03:30+02:00, so that name has no effect"));
    night.make(set("2026-08-04", "2026-08-05", "none"));
    assertThat(night.make(replace("2026-08-04", "2026-08-05", "hugo", "cleo")).effect().warnings()).extracting(Warning::kind)
        .containsExactly(Kind.NOBODY, Kind.NOT_ON_CALL, Kind.OVERLAP);
    assertThat(night.make(remove("2026-08-05", "2026-08-06", "anna", "ben")).effect().warnings()).extracting(Warning::kind)
        .as("anna was, ben was not").containsExactly(Kind.NOBODY, Kind.NOT_ON_CALL);
  }

  @Test
  void an_override_that_changes_nothing_is_made_and_says_so() {
    assertThat(night.make(set("", "1h", "ben")).effect().warnings())
        .containsExactly(new Warning(Kind.NOTHING_CHANGES, "the same people are on call as without it"));
  }

  @Test
  void the_later_of_two_overlapping_overrides_wins_and_both_are_named() {
    DeskFixture files = new DeskFixture(DeskFixture.WEEKS + "overrides: [{start: 2026-08-03T04:00, end: 2026-08-03T05:00, participant: finn}]\n");
    files.make(replace("2026-08-03T03:00", "2026-08-03T04:30", "ben", "cleo"));
    files.make(set("2026-08-03T05:00", "2026-08-03T06:00", "cleo"));

    assertThat(files.make(set("2026-08-03T04:00", "2026-08-03T05:00", "anna")).effect().warnings()).containsExactly(
        new Warning(Kind.OVERLAP, "it overlaps 'set finn' from 2026-08-03T04:00+02:00 to 2026-08-03T05:00+02:00, which stands in the files; "
            + "this one wins"),
        new Warning(Kind.OVERLAP, "it overlaps 'replace ben by cleo' from 2026-08-03T03:00+02:00 to 2026-08-03T04:30+02:00, made by mira; "
            + "this one wins"));
    assertThat(files.make(new Wish(new Span("2026-08-03T05:30", "30m"), "add", List.of("finn"), List.of(), "")).effect().warnings())
        .extracting(Warning::sentence).containsExactly("it overlaps 'set cleo' from 2026-08-03T05:00+02:00 to 2026-08-03T06:00+02:00, made by mira; "
            + "this one applies on top of it");
  }

  @Test
  void what_was_taken_back_overlaps_nothing() {
    night.desk.withdraw("db", night.make(set("", "1h", "cleo")).override().id(), "mira");

    assertThat(night.make(set("", "1h", "finn")).effect().warnings()).isEmpty();
  }
}
