package dev.signalbox.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffWordingTest {

  private static final OpenWork NOTHING = new OpenWork(List.of(), 0, List.of());

  private static final String WEEKLY = """
      schedule: databases
      timezone: Europe/Berlin
      handoff_notice: 0m
      layers:
        - rotation: {type: weekly, start: 2026-03-02T09:00, participants: [anna, ben, cleo]}
      """;

  private final Map<String, Person> people = new LinkedHashMap<>();

  private void lives(String name, String zone) {
    people.put(name, new Person(name, null, null, null, null, null, null, null, ZoneId.of(zone), List.of(), Map.of()));
  }

  private HandoffWording first(String yaml, String after, String now) {
    Schedule schedule = Schedules.of(yaml);
    Instant from = Instant.parse(after);
    Handoff handoff = Handoff.between(schedule, from, from.plusSeconds(86_400L * 14)).get(0);
    return new HandoffWording(handoff, new Rota(people, List.of(schedule)), Instant.parse(now));
  }

  private String facts(HandoffWording wording) {
    return wording.facts(NOTHING).entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue()).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-08T08:00:00Z, You are on call for databases from Mon 09:00",
    "2026-03-02T08:00:01Z, You are on call for databases from Mon 9 Mar 09:00",
    "2026-03-09T08:00:00Z, You are on call for databases now",
    "2026-03-09T08:40:00Z, You are on call for databases now",
  })
  void the_title_is_clear_about_the_day(String now, String title) {
    assertThat(first(WEEKLY, "2026-03-02T08:00:00Z", now).title()).isEqualTo(title);
  }

  @Test
  void an_ordinary_turn() {
    assertThat(facts(first(WEEKLY, "2026-03-22T08:00:00Z", "2026-03-23T08:00:00Z"))).isEqualTo("""
        schedule: databases
        from: Mon 23 Mar 2026, 09:00 CET
        until: Mon 30 Mar 2026, 09:00 CEST
        hands_over: cleo
        next: ben
        open: nothing is open""");
  }

  @Test
  void times_are_in_the_zone_of_those_who_come_if_they_share_one() {
    String after = "2026-03-02T08:00:00Z";
    String now = "2026-03-08T08:00:00Z";
    lives("ben", "America/New_York");
    assertThat(first(WEEKLY, after, now).title()).endsWith("from Mon 04:00");

    String pair = WEEKLY.replace("[anna, ben, cleo]", "[anna, [ben, cleo]]");
    assertThat(first(pair, after, now).title()).as("they do not").endsWith("from Mon 09:00");
    lives("cleo", "America/New_York");
    assertThat(first(pair, after, now).title()).endsWith("from Mon 04:00");
  }

  @Test
  void an_hour_that_the_clock_shows_twice_has_two_names() {
    String hourly = """
        schedule: databases
        timezone: Europe/Berlin
        overrides:
          - {start: 2026-10-25T00:30:00Z, end: 2026-10-25T01:30:00Z, participant: anna}
        """;
    assertThat(facts(first(hourly, "2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z"))).isEqualTo("""
        schedule: databases
        from: Sun 25 Oct 2026, 02:30 CEST
        until: Sun 25 Oct 2026, 02:30 CET
        hands_over: nobody was on call
        next: nobody is scheduled
        open: nothing is open""");
  }

  @Test
  void people_who_come_together_and_go_apart_are_told_each_their_own_end() {
    String apart = """
        schedule: databases
        timezone: UTC
        layers: [{participants: [anna], end: 2026-03-09T09:00}]
        overrides:
          - {start: 2026-03-09T09:00, end: 2026-03-16T09:00, type: add, participant: ben}
          - {start: 2026-03-09T09:00, end: 2026-03-11T09:00, type: add, participant: cleo}
        """;
    assertThat(facts(first(apart, "2026-03-08T09:00:00Z", "2026-03-08T09:00:00Z"))).isEqualTo("""
        schedule: databases
        from: Mon 9 Mar 2026, 09:00 UTC
        until: ben Mon 16 Mar 2026, 09:00 UTC; cleo Wed 11 Mar 2026, 09:00 UTC
        hands_over: anna
        next: ben
        open: nothing is open""");
  }

  @Test
  void who_joins_others_is_told_whom_and_a_crew_that_stays_has_no_next() {
    String joined = """
        schedule: databases
        timezone: UTC
        layers:
          - {name: old, participants: [anna], end: 2026-03-09T09:00}
          - {name: new, participants: [anna, ben], start: 2026-03-09T09:00}
        """;
    assertThat(facts(first(joined, "2026-03-08T09:00:00Z", "2026-03-08T09:00:00Z"))).isEqualTo("""
        schedule: databases
        from: Mon 9 Mar 2026, 09:00 UTC
        until: further notice
        together_with: anna
        open: nothing is open""");
  }

  @Test
  void a_fallback_is_told_that_it_is_one() {
    HandoffWording fallback = first("""
        schedule: databases
        timezone: UTC
        layers: [{participants: [anna], end: 2026-03-09T09:00}]
        fallback: hugo
        """, "2026-03-08T09:00:00Z", "2026-03-09T09:00:00Z");
    assertThat(facts(fallback)).contains("note: nobody is scheduled then: you are the fallback");
    assertThat(fallback.onCall().fallbackUsed()).isTrue();
    assertThat(fallback.onCall().reach(person -> false).people()).as("nobody stands in for him").isEmpty();
  }
}
