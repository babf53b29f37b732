package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedealTest {

  private static final String WEEK = """
      schedule: db
      timezone: Europe/Berlin
      layers:
        - name: week
          rotation: {type: weekly, start: 2024-01-01T09:00, participants: [anna, ben, cleo]}
      """;

  @TempDir Path before;
  @TempDir Path after;
  private RotaFolder old;
  private RotaFolder edited;

  @BeforeEach
  void folders() {
    old = new RotaFolder(before).schedules(WEEK);
    edited = new RotaFolder(after);
  }

  private List<String> edit(String schedules) {
    return edited.schedules(schedules).before(old.plan()).days(30).faults();
  }

  private List<String> participants(String names) {
    return edit(WEEK.replace("[anna, ben, cleo]", names));
  }

  @Test
  void a_name_deleted_in_place_is_told_with_who_has_the_turn_and_what_follows() {
    // week 113 since the start: 113 mod 3 is cleo, 113 mod 2 is cleo in [anna, cleo]; the next one differs
    assertThat(participants("[ben, cleo]")).containsExactly("turns-dealt-anew schedules.yaml:1: layer 'week' of"
        + " schedule 'db' was edited"
        + " in place, which deals its turns anew: it is the turn of cleo as before, and from Mon 2026-03-09 09:00"
        + " Europe/Berlin"
        + " (2026-03-09T08:00:00Z) that of ben instead of anna; to change who takes turns, give the layer an"
        + " 'end' and add one"
        + " with that 'start'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[anna, cleo]", "[anna, ben]", "[ben, anna, cleo]", "[anna, ben, cleo, dora]",
      "[dora, anna, ben, cleo]",
    "[anna, dora, cleo]", "[anna]", "[anna, [ben, dora], cleo]"})
  void whatever_gives_turns_that_have_begun_to_others_is_one(String names) {
    edited.people("people: {anna: {mail: a@x}, ben: {mail: b@x}, cleo: {mail: c@x}, dora: {mail: d@x}}");

    assertThat(participants(names)).singleElement().asString().startsWith("turns-dealt-anew");
  }

  @Test
  void who_has_the_turn_now_instead_of_whom_is_said() {
    assertThat(participants("[anna, cleo, ben]")).singleElement().asString().contains("it is now the turn of ben"
        + " instead of cleo");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    // comments, quotes, the order of keys
    "# moved\nschedule: \"db\"\ntimezone: Europe/Berlin\nlayers: [{rotation: {participants: [anna, ben, cleo],"
        + " type: weekly,"
        + " start: 2024-01-01T09:00}, name: week}]\n",
    // another name for the layer, and one more above it
    "schedule: db\ntimezone: Europe/Berlin\nlayers:\n  - {rotation: {type: weekly, start: 2024-01-01T09:00,"
        + " participants: [anna, ben,"
        + " cleo]}}\n  - {rotation: {type: daily, start: 2024-01-01T09:00, participants: [ben]}, restrictions:"
        + " [{start: '09:00', end: '17:00'}]}\n",
    // written once more, so that it goes on longer before anybody's turn comes again
    "schedule: db\ntimezone: Europe/Berlin\nlayers: [{name: week, rotation: {type: weekly, start: 2024-01-01T09:00,"
        + " participants: [anna, ben, cleo, anna, ben, cleo]}}]\n",
  })
  void what_has_the_same_effect_is_none(String schedules) {
    assertThat(edit(schedules)).isEmpty();
  }

  @Test
  void a_layer_that_was_ended_and_one_that_follows_it_are_none() {
    assertThat(edit(WEEK.replace("name: week", "name: week\n    end: 2026-03-09T09:00") + """
          - name: week-from-march
            start: 2026-03-09T09:00
            rotation: {type: weekly, start: 2026-03-09T09:00, participants: [ben, anna]}
        """)).isEmpty();
  }

  @Test
  void a_layer_that_begins_in_the_future_may_be_dealt_anew() {
    String later = WEEK + """
          - name: later
            start: 2026-04-06T09:00
            rotation: {type: weekly, start: 2024-01-01T09:00, participants: [%s]}
        """;
    old.schedules(later.formatted("anna, ben"));

    assertThat(edit(later.formatted("anna, ben, cleo"))).isEmpty();
    assertThat(edit(later.formatted("anna, ben").replace("start: 2026-04-06T09:00\n    rotation",
        "start: 2026-05-04T09:00\n    rotation")))
        .isEmpty();
  }

  @Test
  void a_rotation_whose_first_round_is_not_over_may_be_lengthened() {
    String young = WEEK.replace("2024-01-01T09:00", "2026-02-16T09:00");
    old.schedules(young);

    assertThat(edit(young.replace("cleo]", "cleo, anna]"))).isEmpty();
  }

  @Test
  void windows_absences_holidays_overrides_and_a_handoff_an_hour_later_are_none() {
    assertThat(edit(WEEK.replace("start: 2024-01-01T09:00", "start: 2024-01-01T10:00") + """
            restrictions: [{start: "00:00", end: "00:00"}]
            on_holidays: ignore
        unavailable: [{participant: cleo, start: 2026-02-01, end: 2026-03-10}]
        overrides: [{start: 2026-02-01, end: 2026-02-10, participant: ben}]
        holidays: [2026-02-03]
        """)).noneMatch(line -> line.startsWith("turns"));
  }

  @Test
  void turns_of_another_length_or_from_another_start_are_told() {
    assertThat(edit(WEEK.replace("type: weekly", "type: daily"))).hasSize(1);
    assertThat(edit(WEEK.replace("type: weekly", "type: weekly, every: 2"))).hasSize(1);
    assertThat(edit(WEEK.replace("2024-01-01T09:00", "2024-01-08T09:00"))).hasSize(1);
  }

  @Test
  void a_new_schedule_and_one_that_is_gone_have_nothing_to_compare_with() {
    assertThat(edit(WEEK.replace("schedule: db", "schedule: other"))).isEmpty();
  }
}
