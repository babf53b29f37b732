package dev.signalbox.override;

import static dev.signalbox.override.DeskFixture.replace;
import static dev.signalbox.override.DeskFixture.set;
import static dev.signalbox.override.DeskFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.override.WishRefused.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OverrideDeskTest {

  private final DeskFixture night = new DeskFixture();
  private final OverrideDesk desk = night.desk;

  private static void refused(Why why, String sentence, ThrowingCallable asked) {
    assertThatExceptionOfType(WishRefused.class).isThrownBy(asked)
        .satisfies(refusal -> assertThat(refusal.why()).isEqualTo(why))
        .withMessageContaining(sentence);
  }

  @Test
  void an_override_from_now_on_is_in_force_at_once_and_ends_by_itself() {
    Booked booked = desk.make("db", new Wish(new Wish.Span("", "8h"), "", List.of("cleo"), List.of(), " ben is ill "), "mira", "");

    Made made = booked.override();
    assertThat(made).extracting(Made::schedule, Made::author, Made::reason, Made::madeAt)
        .containsExactly("db", "mira", "ben is ill", night.clock.instant());
    assertThat(made.change().during()).isEqualTo(new Interval(Instant.parse("2026-08-03T00:30:00Z"), Instant.parse("2026-08-03T08:30:00Z")));
    assertThat(told(booked.effect().before())).isEqualTo("00:30 ben, 07:00 anna");
    assertThat(told(booked.effect().after())).isEqualTo("00:30 cleo");
    assertThat(booked.effect().warnings()).isEmpty();
    assertThat(booked.again()).isFalse();
    assertThat(night.who("2026-08-03T00:30:00Z")).isEqualTo("cleo");
    assertThat(night.who("2026-08-03T08:30:00Z")).isEqualTo("anna");
    assertThat(night.journal.entries()).containsExactly("made cleo");
  }

  @Test
  void now_is_the_second_that_has_begun() {
    night.clock.tick(Duration.ofMillis(700));

    assertThat(night.make(set("", "1h", "cleo")).override().change().during().start()).isEqualTo(Instant.parse("2026-08-03T00:30:00Z"));
  }

  @Test
  void it_may_have_begun_but_not_be_over() {
    assertThat(night.make(set("2026-08-02T22:00", "2026-08-03T06:00", "cleo")).override().change().kind()).isEqualTo(Replacement.Kind.SET);
    refused(Why.WRONG, "the end 2026-08-03T02:30+02:00 has passed already, now is 2026-08-03T02:30+02:00",
        () -> night.make(set("2026-08-02T22:00", "2026-08-03T02:30", "cleo")));
  }

  @Test
  void the_same_request_under_the_same_key_is_one_override_whenever_it_comes_again() {
    Wish wish = set("", "8h", "cleo");
    Booked first = desk.make("db", wish, "mira", "k-1");
    night.clock.tick(Duration.ofMinutes(3));

    Booked again = desk.make("db", wish, "mira", "k-1");

    assertThat(again).isEqualTo(new Booked(first.override(), first.effect(), true));
    assertThat(night.overrides.inForce().get("db")).hasSize(1);
    assertThat(night.journal.entries()).containsExactly("made cleo");
    night.clock.tick(Duration.ofHours(9));
    assertThat(desk.make("db", wish, "mira", "k-1").again()).as("when it is over").isTrue();
  }

  @Test
  void a_key_belongs_to_one_author_and_one_wish() {
    desk.make("db", set("", "8h", "cleo"), "mira", "k-1");

    refused(Why.CONFLICT, "this idempotency key was used already, for 'set cleo'; use a new one",
        () -> desk.make("db", set("", "9h", "cleo"), "mira", "k-1"));
    refused(Why.CONFLICT, "used already",
        () -> desk.swap("db", new Swap("ben", new Wish.Span("", "1h"), "anna", new Wish.Span("2026-08-04", "1h"), ""), "mira", "k-1"));
    assertThat(desk.make("db", set("", "8h", "finn"), "jan", "k-1").again()).isFalse();
    assertThat(desk.make("db", set("", "8h", "cleo"), "mira", "k-2").again()).isFalse();
    refused(Why.WRONG, "longer than 200 characters", () -> desk.make("db", set("", "8h", "cleo"), "mira", "k".repeat(201)));
  }

  @Test
  void without_a_key_asked_twice_is_two_and_the_later_wins() {
    night.make(set("", "8h", "cleo"));
    night.make(set("", "8h", "finn"));

    assertThat(night.overrides.inForce().get("db")).hasSize(2);
    assertThat(night.who("2026-08-03T01:00:00Z")).isEqualTo("finn");
  }

  @Test
  void what_was_taken_back_has_no_effect_and_the_answer_says_who_is_on_call_then() {
    Made made = night.make(set("", "8h", "cleo")).override();
    night.clock.tick(Duration.ofHours(1));

    Booked withdrawn = desk.withdraw("db", made.id(), "jan");
    Booked again = desk.withdraw("db", made.id(), "anna");

    assertThat(withdrawn.override()).extracting(Made::withdrawnAt, Made::withdrawnBy).containsExactly(night.clock.instant(), "jan");
    assertThat(told(withdrawn.effect().before())).isEqualTo("00:30 cleo");
    assertThat(told(withdrawn.effect().after())).isEqualTo("00:30 ben, 07:00 anna");
    assertThat(again.again()).isTrue();
    assertThat(again.override()).as("the first time stands").isEqualTo(withdrawn.override());
    assertThat(night.who("2026-08-03T01:00:00Z")).isEqualTo("ben");
    assertThat(night.journal.entries()).containsExactly("made cleo", "withdrawn cleo");
  }

  @Test
  void what_is_over_or_of_another_schedule_is_not_taken_back() {
    Made made = night.make(set("", "1h", "cleo")).override();

    refused(Why.UNKNOWN, "there is no schedule 'dbs'; there are: db", () -> desk.withdraw("dbs", made.id(), "jan"));
    refused(Why.UNKNOWN, "there is no override 00000000-0000-0000-0000-000000000001 of schedule 'db'",
        () -> desk.withdraw("db", new UUID(0, 1), "jan"));
    night.clock.tick(Duration.ofHours(1));
    refused(Why.CONFLICT, "ended at 2026-08-03T03:30+02:00; there is nothing left to take back", () -> desk.withdraw("db", made.id(), "jan"));
    assertThat(night.overrides.find(made.id()).orElseThrow().withdrawn()).isFalse();
  }

  @Test
  void those_of_the_files_and_those_made_by_hand_are_listed_in_the_order_in_which_they_apply() {
    DeskFixture files = new DeskFixture(DeskFixture.WEEKS + "overrides: [{start: 2026-08-03T04:00, end: 2026-08-03T05:00, participant: finn}]\n");
    Made later = files.make(set("2026-08-10", "2026-08-11", "cleo")).override();
    Made gone = files.make(replace("", "8h", "ben", "cleo")).override();
    files.desk.withdraw("db", gone.id(), "jan");

    List<Listed> day = files.desk.list("db", new Interval(Instant.parse("2026-08-03T00:00:00Z"), Instant.parse("2026-08-04T00:00:00Z")));

    assertThat(day).extracting(one -> one.change().names() + (one.made() == null ? " files" : " " + one.made().withdrawnBy()))
        .containsExactly("[finn] files", "[cleo] jan");
    assertThat(files.desk.list("db", later.change().during())).extracting(Listed::made).containsExactly(later);
    assertThat(files.desk.find("db", later.id())).contains(later);
    assertThat(files.desk.find("web", later.id())).isEmpty();
  }

  @Test
  void two_people_exchange_shifts() {
    List<Booked> halves = desk.swap("db",
        new Swap("ben", new Wish.Span("", "2026-08-03T09:00"), "anna", new Wish.Span("2026-08-08", "2026-08-09"), "party"), "mira", "");

    assertThat(halves).extracting(half -> Warnings.said(half.override().change()) + ", " + half.override().reason())
        .containsExactly("replace ben by anna, party", "replace anna by ben, party");
    assertThat(halves).extracting(half -> told(half.effect().before()) + " > " + told(half.effect().after()))
        .containsExactly("00:30 ben > 00:30 anna", "22:00 anna > 22:00 ben");
    assertThat(halves).allSatisfy(half -> assertThat(half.effect().warnings()).isEmpty());
    assertThat(night.who("2026-08-03T06:59:59Z")).isEqualTo("anna");
    assertThat(night.who("2026-08-08T12:00:00Z")).isEqualTo("ben");
    assertThat(night.journal.entries()).containsExactly("made anna", "made ben");
  }

  @Test
  void a_swap_asked_again_is_one_swap() {
    Swap swap = new Swap("ben", new Wish.Span("", "2026-08-03T09:00"), "anna", new Wish.Span("2026-08-08", "1d"), "");
    List<Booked> first = desk.swap("db", swap, "mira", "k-1");
    night.clock.tick(Duration.ofMinutes(1));

    List<Booked> again = desk.swap("db", swap, "mira", "k-1");

    assertThat(again).extracting(Booked::override).isEqualTo(first.stream().map(Booked::override).toList());
    assertThat(again).allMatch(Booked::again);
    assertThat(night.overrides.inForce().get("db")).hasSize(2);
  }

  @Test
  void a_swap_without_two_shifts_of_two_people_is_no_swap_and_makes_nothing() {
    Wish.Span now = new Wish.Span("", "2026-08-03T09:00");
    Wish.Span saturday = new Wish.Span("2026-08-08", "2026-08-09");

    refused(Why.CONFLICT, "cleo is not on call at any time from 2026-08-08T00:00+02:00 to 2026-08-09T00:00+02:00; there is no shift to swap",
        () -> desk.swap("db", new Swap("ben", now, "cleo", saturday, ""), "mira", ""));
    refused(Why.WRONG, "'ben' cannot swap with the same person", () -> desk.swap("db", new Swap("ben", now, "ben", saturday, ""), "mira", ""));
    refused(Why.WRONG, "the two shifts of a swap overlap", () -> desk.swap("db", new Swap("ben", now, "anna", now, ""), "mira", ""));
    refused(Why.WRONG, "participant 'ana' is not in people.yaml (did you mean 'anna'?)",
        () -> desk.swap("db", new Swap("ben", now, "ana", saturday, ""), "mira", ""));
    refused(Why.WRONG, "participant is missing", () -> desk.swap("db", new Swap("ben", now, "", saturday, ""), "mira", ""));
    assertThat(night.overrides.inForce()).isEmpty();
  }
}
