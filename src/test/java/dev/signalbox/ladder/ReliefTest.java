package dev.signalbox.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.Incident;
import dev.signalbox.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shift of the schedule s changes on Monday 2026-03-02 at 9:00 UTC, from anna to ben. */
class ReliefTest {

  @TempDir Path folder;
  private final StoreFixture store = new StoreFixture();

  private void look(String handover) {
    OnCallPlan plan = plan("""
        schedule: s
        timezone: UTC
        layers: [{rotation: {type: weekly, start: 2026-02-23T09:00, participants: [anna, ben]}}]
        """ + handover);
    look(plan);
  }

  private void look(OnCallPlan plan) {
    store.transaction.executeWithoutResult(status ->
        new Relief(store.duty, store.outbox, kind -> Set.of("slack"), onCall -> "{\"schedule\": \"s\", \"who\": \"" + onCall.primary().get(0).name() + "\"}")
            .look(plan.rota(), store.clock.instant()));
  }

  private OnCallPlan plan(String yaml) {
    try {
      return OnCallPlan.ofFile(Files.writeString(folder.resolve("on-call.yaml"), yaml));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Incident opened(String key, String assignee) {
    Incident incident = store.opened(key, "slack", "ops");
    store.jdbc.update("update incident set schedule = 's', assignee = ? where id = ?", assignee, incident.id());
    return incident;
  }

  private String assignee(Incident incident) {
    return store.incidents.find(incident.id()).orElseThrow().assignee();
  }

  private List<String> timeline(Incident incident) {
    return store.incidents.timeline(incident.id()).stream()
        .map(entry -> entry.event() + " " + entry.reason() + " " + entry.detail()).toList();
  }

  private void monday() {
    store.clock.set("2026-03-02T09:00:00Z");
  }

  @Test
  void what_is_open_falls_to_whoever_comes_once_and_what_is_acknowledged_stays() {
    Incident open = opened("db-1", "anna");
    Incident taken = opened("db-2", "anna");
    Incident others = opened("db-3", "zoe");
    Incident nobodys = opened("db-4", null);
    store.incidents.acknowledge(taken.id(), "anna", null);
    look("handover: reassign");
    monday();
    look("handover: reassign");
    look("handover: reassign");

    assertThat(assignee(open)).isEqualTo("ben");
    assertThat(assignee(taken)).isEqualTo("anna");
    assertThat(assignee(others)).as("somebody gave it to zoe").isEqualTo("zoe");
    assertThat(assignee(nobodys)).isEqualTo("ben");
    assertThat(timeline(open)).containsOnlyOnce("handed_over shift_changed From anna to ben, who is on call for s now");
    assertThat(store.story(open)).isEqualTo("opened pending, handed_over pending");
    assertThat(store.jdbc.queryForObject(
        "select context::json #>> '{onCall,who}' from delivery where incident = ? and kind = 'handed_over'", String.class, open.id()))
        .isEqualTo("ben");
  }

  @Test
  void by_itself_it_is_only_noted() {
    Incident open = opened("db-1", "anna");
    look("");
    monday();
    look("");
    assertThat(assignee(open)).isEqualTo("anna");
    assertThat(timeline(open)).contains("noted shift_changed On call for s is ben now; it stays with whom it fell to");
    assertThat(store.story(open)).isEqualTo("opened pending, noted pending");
  }

  @Test
  void or_left() {
    Incident open = opened("db-1", "anna");
    look("handover: none");
    monday();
    look("handover: none");
    assertThat(store.story(open)).isEqualTo("opened pending");
    look("handover: reassign");
    assertThat(assignee(open)).as("the change is over").isEqualTo("anna");
  }

  @Test
  void in_a_gap_nobody_takes_over_and_whoever_follows_does() {
    Incident open = opened("db-1", "anna");
    look("handover: reassign");
    look(plan("schedule: s\ntimezone: UTC\nhandover: reassign\n"));
    assertThat(assignee(open)).isEqualTo("anna");
    monday();
    look("handover: reassign");
    assertThat(assignee(open)).isEqualTo("ben");
  }
}
