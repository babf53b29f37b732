package dev.signalbox.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every model keeps, whatever it predicts. */
public abstract class ForecasterContract {

  private static final int SERVERS = 8;
  private static final int DAYS = 45;
  private static final Instant NOW = World.day(40);

  protected final Backtest.Grid grid =
      new Backtest.Grid(World.day(25), World.day(26), World.day(DAYS), Duration.ofHours(12), Duration.ofDays(2));

  /** A new model that knows nothing. */
  protected abstract Forecaster model();

  private List<Prediction> predictions(List<Fact> facts) {
    Forecaster model = model();
    List<Prediction> all = new ArrayList<>();
    new Backtest(model, Duration.ofDays(10)).run(
        facts.iterator(), grid, at -> World.servers(SERVERS).stream().flatMap(server -> model.predict(server, at)
            .stream()), all::add);
    return all;
  }

  private static List<Prediction> until(Instant end, List<Prediction> all) {
    return all.stream().filter(each -> !each.at().isAfter(end)).toList();
  }

  @Test
  void it_has_something_to_say() {
    assertThat(predictions(World.facts(SERVERS, DAYS, 1))).hasSizeGreaterThan(100)
        .anySatisfy(each -> assertThat(each.reasons()).isNotEmpty());
  }

  @Test
  void the_same_facts_give_the_same_predictions() {
    assertThat(predictions(World.facts(SERVERS, DAYS, 1))).isEqualTo(predictions(World.facts(SERVERS, DAYS, 1)));
  }

  /** The guard against leaks: another future changes nothing that was said before it. */
  @Test
  void another_future_changes_no_prediction_before_it() {
    List<Fact> past = World.facts(SERVERS, DAYS, 1).stream().filter(fact -> !fact.at().isAfter(NOW)).toList();
    List<Fact> other = World.facts(SERVERS, DAYS, 2).stream().filter(fact -> fact.at().isAfter(NOW)).toList();

    List<Prediction> before = until(NOW, predictions(World.facts(SERVERS, DAYS, 1)));

    assertThat(until(NOW, predictions(Stream.concat(past.stream(), other.stream()).toList()))).isEqualTo(before);
    assertThat(until(NOW, predictions(past))).as("no future at all").isEqualTo(before);
  }

  @Test
  void a_shuffled_future_changes_no_prediction_before_it() {
    List<Fact> all = World.facts(SERVERS, DAYS, 1);
    int cut = (int) all.stream().filter(fact -> !fact.at().isAfter(NOW)).count();
    List<Fact> future = new ArrayList<>(all.subList(cut, all.size()));
    Collections.shuffle(future, new Random(7));

    assertThat(until(NOW, predictions(Stream.concat(all.subList(0, cut).stream(), future.stream()).toList())))
        .isEqualTo(until(NOW, predictions(all)));
  }

  @Test
  void it_survives_everything_that_a_table_may_hold() {
    Forecaster model = model();
    Instant t = World.START;
    List<String> names = World.METRICS;
    List<Fact> odd = List.of(
        new Sample("unknown", t, names, new double[] {1, 2}),
        new Server.Joined(new Server("a", t, Optional.empty(), Map.of())),
        new Server.Joined(new Server("a", t, Optional.empty(), Map.of())),
        new Sample("a", t, names, new double[] {Double.NaN, Double.NaN}),
        new Sample("a", t.plusSeconds(60), names, new double[] {1e300, -1e300}),
        new Sample("a", t.minusSeconds(60), names, new double[] {5, 5}), // the clock goes back
        new Sample("a", t.plus(Duration.ofDays(400)), names, new double[] {0, 0}), // a gap
        new Sample("a", t.plus(Duration.ofDays(401)), List.of("disk"), new double[] {1}), // another metric
        new Sample("a", t.plus(Duration.ofDays(402)), List.of(), new double[] {}),
        new Outage.Ended(new Outage("a", t, Optional.of(t.plus(Duration.ofDays(403))), "never began", false)),
        new Outage.Began(new Outage("nobody", t.plus(Duration.ofDays(404)), Optional.empty(), "", false)),
        new Server.Left(new Server("gone before it came", t, Optional.of(t.plus(Duration.ofDays(405))), Map.of())));

    assertThatCode(() -> odd.forEach(fact -> fact.tell(model))).doesNotThrowAnyException();
    assertThatCode(() -> model.train(t.plus(Duration.ofDays(406)))).doesNotThrowAnyException();
    assertThatCode(() -> model.predict("a", t.plus(Duration.ofDays(406)))).doesNotThrowAnyException();
    assertThat(model.predict("never seen", t.plus(Duration.ofDays(406)))).isEmpty();
  }

  /** What the others say of a server does not need it, and a metric that comes late or goes costs no answer. */
  @Test
  void metrics_and_servers_may_appear_and_vanish_on_the_way() {
    List<Fact> changed = new ArrayList<>();
    for (Fact fact : World.facts(SERVERS, DAYS, 1)) {
      if (!(fact instanceof Sample sample)) {
        changed.add(fact);
      } else if (sample.at().isBefore(World.day(20))) {
        changed.add(new Sample(sample.server(), sample.at(), List.of("cpu_usage"), new double[] {sample.values()[0]}));
      } else if (sample.at().isBefore(World.day(30)) || !sample.server().equals("srv-001")) {
        changed.add(new Sample(sample.server(), sample.at(), List.of("disk_usage", "cpu_usage"), new double[] {40, sample.values()[0]}));
      }
    }
    assertThat(until(World.day(DAYS), predictions(changed))).isNotEmpty()
        .allSatisfy(each -> assertThat(each.probability()).isBetween(0.0, 1.0));
  }

  @Test
  void one_server_alone_is_enough() {
    Forecaster model = model();
    World.facts(1, DAYS, 1).forEach(fact -> fact.tell(model));
    model.train(World.day(DAYS));
    assertThat(model.predict("srv-000", World.day(DAYS))).hasValueSatisfying(each ->
        assertThat(each.probability()).isBetween(0.0, 1.0));
  }

  @Test
  void a_server_that_is_new_is_no_trouble() {
    Forecaster model = model();
    World.facts(SERVERS, DAYS, 1).forEach(fact -> fact.tell(model));
    model.train(World.day(DAYS));
    Instant later = World.day(DAYS).plus(Duration.ofHours(1));
    new Server.Joined(new Server("new", later, Optional.empty(), Map.of("team", "t9"))).tell(model);
    new Sample("new", later, World.METRICS, new double[] {50, 50}).tell(model);

    model.predict("new", later).ifPresent(each -> assertThat(each.probability()).isBetween(0.0, 1.0));
    assertThat(model.predict("srv-000", later)).isPresent();
  }

  @Test
  void constants_are_no_trouble() {
    Forecaster model = model();
    new Server.Joined(new Server("a", World.START, Optional.empty(), Map.of())).tell(model);
    for (int hour = 0; hour < 40 * 24; hour++) {
      new Sample("a", World.day(hour / 24.0), World.METRICS, new double[] {7, 0}).tell(model);
    }
    model.train(World.day(40));

    assertThat(model.predict("a", World.day(40))).hasValueSatisfying(each -> assertThat(each.probability())
        .isLessThan(0.5));
  }
}
