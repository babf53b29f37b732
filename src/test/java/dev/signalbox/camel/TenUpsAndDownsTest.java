package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.incident.Incident;
import dev.signalbox.ladder.Timers.Timer;
import dev.signalbox.store.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes and goes is one page, whose end is told when it is quiet. */
class TenUpsAndDownsTest {

  private final Life life = new Life(StoreFixture.onOneConnection(), "flaps");
  private final Vendors vendors = new Vendors(life.store, new Random(1));

  private void poll(String... down) {
    life.rows.clear();
    Stream.of(down).forEach(server -> life.rows.put(server, "error"));
    life.poll();
    for (int i = 0; i < 4; i++) {
      Vendors.CHANNELS.forEach(channel -> vendors.dispatch(channel, true));
    }
  }

  private void later(Duration time) {
    life.store.clock.tick(time.minus(Life.EVERY));
  }

  private Incident incident() {
    return life.latest("a").orElseThrow();
  }

  private List<String> told(String channel) {
    return life.store.deliveries.of(incident().id()).stream()
        .filter(view -> view.channel().equals(channel) && view.status().equals("sent"))
        .map(Deliveries.View::kind).toList();
  }

  @Test
  void ten_ups_and_downs_in_ten_minutes_are_one_page_that_is_closed_once() {
    poll();
    for (int i = 0; i < 10; i++) {
      poll("a");
      poll();
    }
    assertThat(life.incidents.list(null, life.rule.id(), "a", 10, 0)).hasSize(1);
    assertThat(told("slack")).as("its second news is that it flaps").containsExactly("opened", "reopened");
    assertThat(told("mail")).containsExactly("opened", "reopened");
    assertThat(told("jira")).containsExactly("opened");

    later(Duration.ofMinutes(10));
    poll();
    assertThat(incident().over()).isTrue();
    assertThat(told("slack")).containsExactly("opened", "reopened", "resolved");
    assertThat(told("jira")).containsExactly("opened", "resolved");
  }

  @Test
  void the_end_of_something_brief_waits_until_the_next_poll_has_seen_that_it_stays_away() {
    poll();
    poll("a");
    poll();
    assertThat(incident().over()).as("in the console it is over at once").isTrue();
    assertThat(told("slack")).containsExactly("opened");
    later(Duration.ofSeconds(60));
    poll();
    assertThat(told("slack")).containsExactly("opened", "resolved");
  }

  @Test
  void the_end_of_what_was_there_for_long_is_told_at_once() {
    poll();
    poll("a");
    later(Duration.ofMinutes(10));
    poll();
    assertThat(told("slack")).containsExactly("opened", "resolved");
  }

  /** Level 2 is asked after 15 minutes of level 1, and those during which it was there count. */
  @Test
  void the_ladder_of_what_flaps_rests_while_its_row_is_away() {
    poll();
    for (int i = 0; i < 3; i++) {
      poll("a");
      poll();
    }
    poll("a");
    later(Duration.ofMinutes(8));
    poll("a");
    life.sweep();
    poll();
    assertThat(timer().pausedAt()).isEqualTo(life.now());
    later(Duration.ofMinutes(9));
    poll("a");
    life.sweep();
    assertThat(timer().pausedAt()).isNull();
    assertThat(incident().escalationLevel()).as("nine minutes of it it was away").isEqualTo(1);
    later(Duration.ofMinutes(7));
    poll("a");
    life.sweep();
    assertThat(incident().escalationLevel()).isEqualTo(2);

    poll();
    later(Duration.ofMinutes(10));
    poll();
    assertThat(incident().over()).isTrue();
    assertThat(life.timers().find(incident().id())).isEmpty();
  }

  private Timer timer() {
    return life.timers().find(incident().id()).orElseThrow();
  }
}
