package dev.signalbox.channel;

import static dev.signalbox.channel.Messages.a_gap;
import static dev.signalbox.channel.Messages.hugo;
import static dev.signalbox.channel.Messages.mira;
import static dev.signalbox.channel.Messages.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallWordsTest {

  private static final Instant SUNDAY = Instant.parse("2026-03-01T12:00:00Z");
  private static final String NO_MAIL = "no mail address in people.yaml";

  private static OnCall onCall(Person... people) {
    return new OnCall("infrastructure", SUNDAY, List.of(people), List.of(), null, false);
  }

  private static OnCall next(String at, String zone, Person... people) {
    return new OnCall(
        "infrastructure", SUNDAY, List.of(mira()), List.of(people), Instant.parse(at), false, List.of(), null,
        ZoneId.of(zone));
  }

  private static OnCall.Level level(List<String> uncovered, Person... people) {
    return new OnCall.Level("payments", 2, List.of(people), uncovered);
  }

  private static Person without_mail(String name) {
    return Person.named(name);
  }

  private static String instead(OnCall onCall) {
    return OnCallWords.instead(
        onCall, onCall.reach(person -> person.mail() != null), NO_MAIL, "the last resort").orElse("");
  }

  @Test
  void somebody_on_call_is_a_name() {
    assertThat(OnCallWords.line(onCall(mira()))).isEqualTo("Mira Okafor");
    assertThat(OnCallWords.line(onCall(mira(), without_mail("kim")))).isEqualTo("Mira Okafor, kim");
  }

  @Test
  void a_gap_is_said_with_and_without_a_fallback() {
    assertThat(OnCallWords.line(a_gap())).isEqualTo("Hugo Brandt (fallback: nobody is scheduled on infrastructure)");
    assertThat(OnCallWords.line(nobody())).isEqualTo("nobody is on call on schedule infrastructure");
  }

  @Test
  void a_level_says_which_and_what_it_lacks() {
    assertThat(OnCallWords.line(onCall(mira()).with(level(List.of(), hugo()))))
        .isEqualTo("Hugo Brandt (level 2 of payments)");
    assertThat(OnCallWords.line(onCall(mira()).with(level(List.of("night"), hugo()))))
        .isEqualTo("Hugo Brandt (level 2 of payments; nobody is scheduled on night)");
  }

  @Test
  void a_level_without_anybody_is_said_beside_whoever_is_asked_instead() {
    assertThat(OnCallWords.line(onCall(mira()).with(level(List.of()))))
        .isEqualTo("Mira Okafor (nobody is on call at level 2 of payments)");
    assertThat(OnCallWords.line(a_gap().with(level(List.of("night"))))).isEqualTo(
        "Hugo Brandt (nobody is on call at level 2 of payments; nobody is scheduled on night; "
            + "fallback: nobody is scheduled on infrastructure)");
    assertThat(OnCallWords.line(nobody().with(level(List.of()))))
        .isEqualTo("nobody is on call on schedule infrastructure, nor at level 2 of payments");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T08:00:00Z, Europe/Berlin, Hugo Brandt from Mon 09:00 Europe/Berlin",
    "2026-03-02T08:00:00Z, Z,             Hugo Brandt from Mon 08:00 UTC",
    "2026-03-07T11:59:59Z, Europe/Berlin, Hugo Brandt from Sat 12:59 Europe/Berlin",
    "2026-03-08T12:00:00Z, Europe/Berlin, Hugo Brandt from Sun 8 Mar 2026 13:00 Europe/Berlin",
    "2026-03-29T01:00:00Z, Europe/Berlin, Hugo Brandt from Sun 29 Mar 2026 03:00 Europe/Berlin",
  })
  void who_follows_is_told_by_the_clock_on_the_schedules_wall(String at, String zone, String words) {
    assertThat(OnCallWords.then(next(at, zone, hugo()))).contains(words);
  }

  @Test
  void a_gap_that_follows_is_told_too() {
    assertThat(OnCallWords.then(next("2026-03-02T08:00:00Z", "Europe/Berlin")))
        .contains("nobody from Mon 09:00 Europe/Berlin");
  }

  @Test
  void nobody_follows_somebody_who_is_always_on_call_or_a_level() {
    assertThat(OnCallWords.then(onCall(mira()))).isEmpty();
    assertThat(OnCallWords.then(a_gap().with(level(List.of(), mira())))).isEmpty();
    assertThat(OnCallWords.then(a_gap().with(level(List.of())))).isPresent();
  }

  @Test
  void whoever_stands_in_is_told_why() {
    OnCall unreachable = Messages.onCall(List.of(without_mail("ben")), List.of(mira()), List.of(hugo()));
    OnCall noFallback = Messages.onCall(List.of(), List.of(mira()), List.of());

    assertThat(instead(onCall(mira()))).isEmpty();
    assertThat(instead(onCall(mira(), without_mail("kim"))))
        .isEqualTo("Mira Okafor (no mail address in people.yaml: kim)");
    assertThat(instead(unreachable)).isEqualTo("Hugo Brandt, the fallback (no mail address in people.yaml: ben)");
    assertThat(instead(noFallback))
        .isEqualTo("Mira Okafor, on call next (nobody is on call on schedule infrastructure)");
    assertThat(instead(onCall(mira()).with(level(List.of(), without_mail("kim")))))
        .isEqualTo("Mira Okafor, on call on schedule infrastructure (no mail address in people.yaml: kim)");
    assertThat(instead(nobody())).isEqualTo("the last resort (nobody is on call on schedule infrastructure)");
    assertThat(instead(onCall(without_mail("kim")))).isEqualTo("the last resort (no mail address in people.yaml: kim)");
  }
}
