package dev.signalbox.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.incident.RuleFixture;
import dev.signalbox.incident.Severity;
import dev.signalbox.web.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is 09:30 UTC. */
class SilenceDeskTest {

  private final Scene scene = new Scene();
  private final SilenceDesk desk = scene.silenceDesk;

  private static Wish wish(String matcher, String start, String end) {
    return new Wish(List.of(Matcher.parse(matcher)), start, end, "disk swap");
  }

  @Test
  void it_is_in_force_from_its_start_until_before_its_end() {
    Silence made = desk.make(wish("rule=down", "2026-08-03T10:00Z", "1h"), "mira", "").silence();

    assertThat(inForce("2026-08-03T09:59:59Z")).isFalse();
    assertThat(inForce("2026-08-03T10:00:00Z")).isTrue();
    assertThat(inForce("2026-08-03T10:59:59.999Z")).isTrue();
    assertThat(inForce("2026-08-03T11:00:00Z")).isFalse();
    assertThat(made.state(Scene.NOW)).isEqualTo(Silence.State.PENDING);
    assertThat(made.hold().toString()).isEqualTo("silenced: \"disk swap\" of mira, until 2026-08-03T11:00:00Z");
  }

  @Test
  void one_that_is_not_over_is_extended_and_changed_and_what_is_left_out_stays() {
    Silence made = desk.make(wish("rule=down", "", "1h"), "mira", "").silence();
    scene.clock.tick(Duration.ofMinutes(30));

    Silence longer = desk.edit(made.id(), new Wish(List.of(), "", "4h", ""), "jan").silence();
    assertThat(longer.endsAt()).isEqualTo("2026-08-03T14:00:00Z");
    assertThat(longer.matchers()).isEqualTo(made.matchers());
    Silence other = desk.edit(made.id(), new Wish(List.of(Matcher.parse("rule=up")), "", "", "new disk"), "ana").silence();
    assertThat(other.author()).isEqualTo("mira");
    assertThat(desk.edit(made.id(), new Wish(List.of(), "", "", "new disk"), "ana").again()).isTrue();

    assertThat(scene.silences.edits(made.id())).extracting(edit -> edit.by() + ": " + edit.said()).containsExactly(
        "jan: until 2026-08-03T14:00:00Z instead of 2026-08-03T10:30:00Z",
        "ana: rule=up instead of rule=down; \"new disk\" instead of \"disk swap\"");
  }

  @Test
  void what_is_over_has_passed_or_would_move_the_start_is_not_edited() {
    Silence made = desk.make(wish("rule=down", "", "1h"), "mira", "").silence();

    assertThatThrownBy(() -> desk.edit(made.id(), new Wish(List.of(), "2026-08-03T10:00Z", "", ""), "jan"))
        .hasMessageContaining("the start stays as it is");
    assertThatThrownBy(() -> desk.edit(made.id(), new Wish(List.of(), "", "2026-08-03T09:00Z", ""), "jan"))
        .hasMessageContaining("has passed already");
    scene.clock.tick(Duration.ofHours(1));
    assertThatThrownBy(() -> desk.edit(made.id(), new Wish(List.of(), "", "4h", ""), "jan")).hasMessageContaining("is over; make a new one");
    assertThat(scene.silences.edits(made.id())).isEmpty();
  }

  private boolean inForce(String at) {
    return new SilenceHolds(scene.silences).at(RuleFixture.rule("down"), Instant.parse(at))
        .on(scene.incident("down", "db-1", Severity.ERROR, "t", Duration.ZERO, null).subject()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4h, 2026-08-03T09:30:00Z, 2026-08-03T13:30:00Z",
    "'', 1d2h30m, 2026-08-03T09:30:00Z, 2026-08-04T12:00:00Z",
    "'', 2026-08-03T12:00+02:00, 2026-08-03T09:30:00Z, 2026-08-03T10:00:00Z",
    "2026-08-03T08:00Z, 2h, 2026-08-03T08:00:00Z, 2026-08-03T10:00:00Z",
  })
  void times_are_instants_or_lengths(String start, String end, Instant from, Instant to) {
    Silence made = desk.make(wish("rule=down", start, end), "mira", "").silence();
    assertThat(made.startsAt()).isEqualTo(from);
    assertThat(made.endsAt()).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'' | '' | the end is missing",
    "'' | soon | end 'soon' is not an instant; write it with Z or an offset",
    "'' | 2026-08-03T12:00 | end '2026-08-03T12:00' is not an instant",
    "'' | 0h | the end 2026-08-03T09:30:00Z is not after the start",
    "2026-08-03T08:00Z | 1h | the end 2026-08-03T09:00:00Z has passed already",
    "2026-08-03T12:00Z | 2026-08-03T11:00Z | the end 2026-08-03T11:00:00Z is not after the start",
    "2028-08-03T12:00Z | 1h | the start 2028-08-03T12:00:00Z is more than 366 days ahead",
  })
  void a_time_that_cannot_be_is_refused(String start, String end, String sentence) {
    assertThatThrownBy(() -> desk.make(wish("rule=down", start, end), "mira", ""))
        .isInstanceOf(SilenceRefused.class).hasMessageStartingWith(sentence);
    assertThat(scene.silences.silences).isEmpty();
  }

  @Test
  void a_comment_is_required() {
    assertThatThrownBy(() -> desk.make(new Wish(List.of(Matcher.parse("rule=down")), "", "1h", " "), "mira", ""))
        .hasMessageStartingWith("the comment is missing");
    assertThatThrownBy(() -> desk.make(new Wish(List.of(Matcher.parse("rule=down")), "", "1h", "two\nlines"), "mira", ""))
        .hasMessageContaining("one line");
  }

  @Test
  void the_same_request_under_one_key_is_one_silence_and_another_is_refused() {
    Booked first = desk.make(wish("rule=down", "", "4h"), "mira", "k1");
    scene.clock.tick(Duration.ofMinutes(5));
    Booked again = desk.make(wish("rule=down", "", "4h"), "mira", "k1");

    assertThat(again.again()).isTrue();
    assertThat(again.silence()).isEqualTo(first.silence());
    assertThat(scene.silences.silences).hasSize(1);
    assertThatThrownBy(() -> desk.make(wish("rule=other", "", "4h"), "mira", "k1"))
        .hasMessage("this idempotency key was used already, for rule=down; use a new one");
    assertThat(desk.make(wish("rule=down", "", "4h"), "jan", "k1").again()).as("keys are the author's own").isFalse();
  }

  @Test
  void what_is_long_or_broad_is_said() {
    assertThat(desk.make(wish("rule=down", "", "45d"), "mira", "").warnings())
        .containsExactly("it lasts 45 days, longer than the 30 that are usual (signalbox.silence.longest); plan what is to stay");
    assertThat(desk.make(wish("rule=~.+", "", "1h"), "mira", "").warnings()).singleElement().asString().contains("nearly everything");
    assertThat(desk.make(wish("rule=down", "", "30d"), "mira", "").warnings()).isEmpty();
  }

  @Test
  void a_preview_makes_nothing_and_says_what_it_would_hold() {
    scene.incident("down", "db-1", Severity.ERROR, "one", Duration.ofHours(1), null);
    scene.incident("other", "db-1", Severity.ERROR, "two", Duration.ofHours(1), null);

    Preview preview = desk.preview(wish("rule=down", "", "1h"), "mira");

    assertThat(preview.holds()).extracting(one -> one.title()).containsExactly("one");
    assertThat(preview.looked()).isEqualTo(2);
    assertThat(scene.silences.silences).isEmpty();
  }

  @Test
  void expired_it_holds_nothing_and_twice_is_once() {
    Silence made = desk.make(wish("rule=down", "", "4h"), "mira", "").silence();
    scene.clock.tick(Duration.ofMinutes(5));

    assertThat(desk.expire(made.id(), "jan").expiredBy()).isEqualTo("jan");
    assertThat(desk.expire(made.id(), "ana").expiredBy()).isEqualTo("jan");
    assertThat(scene.silences.inForce(scene.clock.instant())).isEmpty();
    assertThatThrownBy(() -> desk.expire(new java.util.UUID(0, 1), "jan")).hasMessageStartingWith("there is no silence");
  }
}
