package dev.signalbox.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement.Kind;
import dev.signalbox.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every override that anybody makes, tried around the clock changes of all zones. */
class OverridePropertiesTest {

  /** Before the instant around which the overrides lie, so that none of them is over. */
  private static final Instant NOW = Instant.parse("2026-08-03T00:30:00Z");

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void an_override_changes_nothing_outside_its_bounds(
      @ForAll("zones") String zone, @ForAll Kind kind, @ForAll @IntRange(min = -50, max = 50) int hours,
      @ForAll @IntRange(min = 0, max = 3) int days, @ForAll @IntRange(min = 1, max = 3000) int minutes, @ForAll boolean onTheWall) {
    DeskFixture hub = new DeskFixture(DeskFixture.WEEKS.replace("Europe/Berlin", zone)
        + "overrides: [{start: 2026-10-20T00:00, end: 2026-10-27T12:00, type: add, participant: finn}]\n");
    Schedule without = hub.plan.now().rota().schedule("db");
    Instant start = clockChange(zone).plus(Duration.ofHours(hours));
    String written = onTheWall ? start.atZone(ZoneId.of(zone)).toLocalDateTime().toString() : start.toString();
    Wish wish = new Wish(new Wish.Span(written, days + "d" + minutes + "m"), kind.label(),
        kind.comes() ? List.of("cleo") : List.of(), kind.goes() ? List.of("anna") : List.of(), "");

    Booked booked = hub.make(wish);

    Interval during = booked.override().change().during();
    Schedule with = hub.plan.now().rota().schedule("db");
    Instant from = during.start().minus(Duration.ofDays(10));
    Instant to = during.end().plus(Duration.ofDays(10));
    assertThat(with.shifts(from, during.start())).isEqualTo(without.shifts(from, during.start()));
    assertThat(with.shifts(during.end(), to)).isEqualTo(without.shifts(during.end(), to));
    assertThat(booked.effect().before()).isEqualTo(without.shifts(during.start(), during.end()));
    assertThat(booked.effect().after()).isEqualTo(with.shifts(during.start(), during.end()));
    hub.desk.withdraw("db", booked.override().id(), "mira");
    assertThat(hub.plan.now().rota().schedule("db").shifts(from, to)).as("taken back").isEqualTo(without.shifts(from, to));
  }

  private static Instant clockChange(String zone) {
    ZoneOffsetTransition next = ZoneId.of(zone).getRules().nextTransition(NOW.plus(Duration.ofDays(10)));
    Instant at = next == null ? NOW.plus(Duration.ofDays(90)) : next.getInstant();
    return at.isAfter(NOW.plus(Duration.ofDays(360))) ? NOW.plus(Duration.ofDays(90)) : at;
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
  }
}
