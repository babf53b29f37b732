package dev.signalbox.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * People, polls and processes do anything in any order to an incident on a ladder of three levels (15 and 30 minutes, an
 * acknowledgement holds for five). After each step a model that counts the minutes during which the ladder ran says which
 * levels have been asked.
 */
class LadderWalksTest {

  enum Deed { TICK, TICK_MORE, ACKNOWLEDGE, UNACKNOWLEDGE, SNOOZE, HOLD, RELEASE, RESOLVE, ROW_GONE, RESTART, ESCALATE }

  private static final Duration HOLDS = Duration.ofMinutes(5);
  private static final LadderFixture LADDER = new LadderFixture();

  static {
    try {
      LADDER.plan(Files.createTempDirectory("walks"), """
          schedule: primary
          timezone: UTC
          layers: [{participants: [anna]}]
          ---
          escalation: e
          acknowledge_expires: 5m
          levels:
            - {delay_minutes: 15, targets: [{schedule: primary}]}
            - {delay_minutes: 30, targets: [{user: sam}]}
            - {targets: [{user: boss}]}
          """);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private UUID id = UUID.randomUUID();
  private Duration ran = Duration.ZERO;
  private int level = 1;

  @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
  void no_level_is_asked_twice_nor_while_it_waits_nor_after_the_end(@ForAll @Size(min = 5, max = 60) List<Deed> deeds) {
    id = LADDER.opens(UUID.randomUUID().toString(), "e");
    ran = Duration.ZERO;
    level = 1;
    for (Deed deed : deeds) {
      Incident before = incident();
      Instant then = LADDER.store.clock.instant();
      act(deed, before);
      if (deed != Deed.TICK_MORE) { // which counts its minutes one by one
        count(before, then);
      }
      check(deed);
    }
    LADDER.store.incidents.resolve(id, "anna", null);
    assertThat(LADDER.store.timers.find(id)).isEmpty();
  }

  private void act(Deed deed, Incident before) {
    Instant now = LADDER.store.clock.instant();
    switch (deed) {
      case TICK -> LADDER.store.clock.tick(Duration.ofSeconds(30));
      case TICK_MORE -> {
        for (int i = 0; i < 4; i++) {
          Incident one = incident();
          Instant then = LADDER.store.clock.instant();
          LADDER.after(Duration.ofSeconds(60));
          count(one, then);
        }
      }
      case ACKNOWLEDGE -> LADDER.store.incidents.acknowledge(id, "anna", null);
      case UNACKNOWLEDGE -> LADDER.store.incidents.unacknowledge(id, "anna", null);
      case SNOOZE -> LADDER.store.incidents.snooze(id, "anna", now.plusSeconds(100), null);
      case HOLD -> {
        if (!before.over()) {
          write(new Move.Hold(id, new Held(new Hold(Reason.SILENCED, "test"), now), now));
        }
      }
      case RELEASE -> {
        if (before.held() != null) {
          write(new Move.Release(id, before.held(), now));
        }
      }
      case RESOLVE -> LADDER.store.incidents.resolve(id, "anna", null);
      case ROW_GONE -> write(new Move.End(id, Reason.ROW_GONE, now));
      case RESTART -> LADDER.restart();
      case ESCALATE -> {
        if (LADDER.store.timers.hasten(id, "anna", null, now)) {
          level++;
          ran = level == 2 ? Duration.ofMinutes(15) : Duration.ofMinutes(45);
        }
      }
    }
    LADDER.sweep();
  }

  private static void write(Move move) {
    LADDER.store.transaction.executeWithoutResult(status -> LADDER.store.incidents.write(List.of(move)));
  }

  /** The time since then during which the ladder ran. */
  private void count(Incident before, Instant then) {
    Instant from = before.snoozedUntil() == null || before.snoozedUntil().isBefore(then) ? then : before.snoozedUntil();
    Instant now = LADDER.store.clock.instant();
    if (before.status() == Status.OPEN && before.held() == null && from.isBefore(now)) {
      ran = ran.plus(Duration.between(from, now));
      level = Math.max(level, ran.toMinutes() >= 45 ? 3 : ran.toMinutes() >= 15 ? 2 : 1);
    }
  }

  private void check(Deed last) {
    Incident incident = incident();
    String[] stories = {"1 anna", "1 anna, 2 sam", "1 anna, 2 sam, 3 boss"};
    assertThat(LADDER.story(id)).as("after %s, %s of running", last, ran).isEqualTo(stories[level - 1]);
    assertThat(LADDER.store.timers.find(id).isPresent()).as("a timer of what is not over, and of nothing else").isEqualTo(!incident.over());
    if (incident.over()) {
      return;
    }
    assertThat(incident.escalationLevel()).isEqualTo(level);
    @Nullable Instant acknowledged = incident.acknowledgedAt();
    Instant now = LADDER.store.clock.instant();
    boolean quiet = incident.held() != null || incident.snoozedUntil() != null && incident.snoozedUntil().isAfter(now);
    if (acknowledged != null && !quiet) {
      assertThat(Duration.between(acknowledged, now)).as("an acknowledgement lapses").isLessThan(Duration.ofMinutes(30));
    }
    boolean waits = quiet || incident.status() == Status.ACKNOWLEDGED;
    assertThat(LADDER.timer(id).pausedAt() != null).as("it waits while it should").isEqualTo(waits);
  }

  private Incident incident() {
    return LADDER.store.incidents.find(id).orElseThrow();
  }
}
