package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.LivePlan;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedules;
import dev.signalbox.override.Booked;
import dev.signalbox.override.OverrideDesk;
import dev.signalbox.override.OverrideJournal;
import dev.signalbox.override.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two hubs on one store: what somebody changes on one, the other one knows with its next question. */
class OverridesOnTwoHubsTest {

  private static final Wish CLEO = new Wish(new Wish.Span("", "8h"), "set", List.of("cleo"), List.of(), "");

  private final StoreFixture store = new StoreFixture();
  private final OverrideJournal journal = new OverrideJournal();
  private final Hub one = new Hub();
  private final Hub other = new Hub();

  private final class Hub {
    private final JdbcOverrides overrides = new JdbcOverrides(store.jdbc, store.clock);
    private final Rota rota = new Rota(
        Stream.of("anna", "ben", "cleo").collect(Collectors.toMap(name -> name, Person::named)),
        List.of(Schedules.of("{schedule: db, timezone: UTC, layers: [{participants: [anna]}]}")));
    private final CurrentPlan plan = new LivePlan(() -> OnCallPlan.of(rota), Map::of, overrides);
    private final OverrideDesk desk = new OverrideDesk(plan, overrides, journal, store.clock, () -> Ids.next(store.clock));

    private String onCall() {
      return plan.now().rota().onCall("db", store.clock.instant()).primary().stream().map(Person::name).collect(Collectors.joining(" "));
    }
  }

  @Test
  void an_override_made_on_one_hub_is_in_force_on_the_other_at_once_and_ends_on_both() {
    assertThat(other.onCall()).isEqualTo("anna");

    Booked booked = one.desk.make("db", CLEO, "mira");

    assertThat(other.onCall()).isEqualTo("cleo");
    store.clock.tick(Duration.ofHours(8));
    assertThat(List.of(one.onCall(), other.onCall())).containsExactly("anna", "anna");
    assertThat(other.desk.find("db", booked.override().id())).contains(booked.override());
  }

  @Test
  void the_other_hub_can_take_it_back() {
    Made made = one.desk.make("db", CLEO, "mira").override();

    other.desk.withdraw("db", made.id(), "jan");

    assertThat(one.onCall()).isEqualTo("anna");
    assertThat(journal.entries()).containsExactly("made cleo", "withdrawn cleo");
  }

  @Test
  void a_request_repeated_to_another_hub_is_one_override() {
    Booked first = one.desk.make("db", CLEO, "mira", "k-1");
    store.clock.tick(Duration.ofSeconds(20));

    assertThat(other.desk.make("db", CLEO, "mira", "k-1")).isEqualTo(new Booked(first.override(), first.effect(), true));
  }

  @Test
  void a_request_that_comes_to_both_at_the_same_time_is_one_override() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 5; round++) {
        String key = "round-" + round;
        List<Callable<Booked>> asked = IntStream.range(0, 4)
            .<Callable<Booked>>mapToObj(i -> () -> (i % 2 == 0 ? one : other).desk.make("db", CLEO, "mira", key)).toList();
        List<Booked> answers = new ArrayList<>();
        for (Future<Booked> answer : threads.invokeAll(asked)) {
          answers.add(answer.get());
        }
        assertThat(answers).extracting(Booked::override).containsOnly(answers.get(0).override());
        assertThat(answers).filteredOn(answer -> !answer.again()).hasSize(1);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(one.overrides.inForce().get("db")).hasSize(5);
    assertThat(journal.entries()).hasSize(5);
  }
}
