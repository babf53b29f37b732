package dev.signalbox.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DowntimeTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-27T07:00:00Z");
  private static final Period DAY = Period.dayBefore(LocalDate.parse("2026-11-27"), BERLIN);

  @Test
  void outages_that_overlap_touch_or_contain_each_other_count_once() {
    assertThat(down(outage("a", "10:00", "11:00"), outage("a", "10:30", "12:00"))).isEqualTo(Duration.ofHours(2));
    assertThat(down(outage("a", "10:00", "11:00"), outage("a", "11:00", "12:00"))).isEqualTo(Duration.ofHours(2));
    assertThat(down(outage("a", "10:00", "14:00"), outage("a", "11:00", "12:00"))).isEqualTo(Duration.ofHours(4));
    assertThat(down(outage("a", "10:00", "11:00"), outage("a", "10:00", "11:00"))).isEqualTo(Duration.ofHours(1));
    assertThat(down(outage("a", "13:00", "14:00"), outage("a", "10:00", "11:00"))).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void two_servers_that_are_down_at_once_count_both() {
    assertThat(down(outage("a", "10:00", "11:00"), outage("b", "10:00", "11:00"))).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void what_began_before_and_what_still_lasts_counts_within_the_period_only() {
    Outage long_ = new Outage("a", "core", Instant.parse("2026-11-01T00:00:00Z"), null, null, "");
    assertThat(down(long_)).isEqualTo(Duration.ofHours(24));
    Outage today = new Outage("a", "core", Instant.parse("2026-11-26T22:00:00Z"), null, null, "");
    assertThat(down(today)).as("an hour of it was yesterday").isEqualTo(Duration.ofHours(1));
    Outage backwards = outage("a", "12:00", "11:00");
    assertThat(down(backwards)).isZero();
    Period running = new Period("today", Instant.parse("2026-11-26T23:00:00Z"), Instant.parse("2026-11-27T23:00:00Z"));
    assertThat(Downtime.total(List.of(long_), running, NOW)).as("nobody knows the rest of the day").isEqualTo(Duration.ofHours(8));
  }

  @Test
  void a_team_is_as_available_as_its_servers_on_average_and_the_worst_team_comes_first() {
    List<Downtime.OfTeam> teams = Downtime.byTeam(
        List.of(
            server("core", "c1"), server("core", "c2"),
            new Outage("p1", "payments", at("10:00"), at("16:00"), null, ""),
            new Outage("p1", "payments", at("12:00"), at("22:00"), null, ""),
            server("payments", "p2")),
        DAY, NOW);
    assertThat(teams).extracting(Downtime.OfTeam::team).containsExactly("payments", "core");
    assertThat(teams.get(0).availability()).isCloseTo(75, within(1e-9));
    assertThat(teams.get(0).servers()).isEqualTo(2);
    assertThat(teams.get(1).availability()).isEqualTo(100);
  }

  @Test
  void days_and_months_are_as_long_as_the_clocks_make_them() {
    assertThat(Period.dayBefore(LocalDate.parse("2027-03-29"), BERLIN).length()).isEqualTo(Duration.ofHours(23));
    assertThat(Period.dayBefore(LocalDate.parse("2026-10-26"), BERLIN).length()).isEqualTo(Duration.ofHours(25));
    Period march = Period.monthBefore(LocalDate.parse("2027-04-01"), BERLIN);
    assertThat(march.name()).isEqualTo("March");
    assertThat(march.length()).isEqualTo(Duration.ofDays(31).minusHours(1));
    assertThat(Period.monthBefore(LocalDate.parse("2026-11-02"), BERLIN).length()).isEqualTo(Duration.ofDays(1));
    Outage whole = new Outage("a", "core", Instant.parse("2026-10-01T00:00:00Z"), null, null, "");
    Period autumn = Period.dayBefore(LocalDate.parse("2026-10-26"), BERLIN);
    assertThat(Downtime.byTeam(List.of(whole), autumn, NOW)).singleElement().satisfies(team -> {
      assertThat(team.down()).isEqualTo(Duration.ofHours(25));
      assertThat(team.availability()).isZero();
    });
  }

  /** Counted minute by minute. */
  @Property(tries = 200)
  void merging_agrees_with_counting(@ForAll @Size(max = 12) List<@IntRange(max = 1439) Integer> starts,
      @ForAll @Size(min = 12, max = 12) List<@IntRange(max = 300) Integer> lengths) {
    List<Outage> outages = new ArrayList<>();
    boolean[] minutes = new boolean[1440];
    for (int i = 0; i < starts.size(); i++) {
      Instant start = DAY.from().plus(Duration.ofMinutes(starts.get(i)));
      outages.add(new Outage("a", "core", start, start.plus(Duration.ofMinutes(lengths.get(i))), null, ""));
      for (int m = starts.get(i); m < Math.min(1440, starts.get(i) + lengths.get(i)); m++) {
        minutes[m] = true;
      }
    }
    long counted = 0;
    for (boolean minute : minutes) {
      counted += minute ? 1 : 0;
    }
    assertThat(Downtime.merged(outages, DAY, NOW)).isEqualTo(Duration.ofMinutes(counted));
  }

  private static Duration down(Outage... outages) {
    return Downtime.total(List.of(outages), DAY, NOW);
  }

  private static Outage server(String team, String server) {
    return new Outage(server, team, null, null, null, "");
  }

  private static Outage outage(String server, String from, String to) {
    return new Outage(server, "core", at(from), at(to), null, "");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-26T" + time + ":00Z");
  }
}
