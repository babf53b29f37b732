package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Normal;
import dev.signalbox.forecast.watch.Score;
import dev.signalbox.forecast.watch.Settings;
import dev.signalbox.forecast.watch.Warning;
import dev.signalbox.forecast.watch.Warning.Outcome;
import dev.signalbox.forecast.watch.Watch;
import dev.signalbox.incident.Incident;
import dev.signalbox.store.JdbcLedger;
import dev.signalbox.store.JdbcMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped forecast routes between a watched database and a store; the test sets the clock. */
class ForecastRoutesTest {

  private static final Instant START = Instant.parse("2026-03-10T06:00:00Z");
  private static final DoubleUnaryOperator CALM = hours -> 40 + 3 * Math.sin(hours / 24 * 2 * Math.PI);

  private final RuleHarness hub;
  private final JdbcLedger ledger;

  ForecastRoutesTest() throws Exception {
    hub = new RuleHarness();
    ledger = new JdbcLedger(hub.store.jdbc);
    hub.store.clock.set(START.toString());
    for (String server : List.of("web-1", "web-2", "web-3", "web-4")) {
      hub.source.update("insert into servers values (?, 'web', 'eu', null)", server);
    }
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /** Samples every ten minutes. @param memory by hours since the start */
  private void measured(String server, Duration from, Duration to, DoubleUnaryOperator memory) {
    List<Object[]> rows = new ArrayList<>();
    for (Duration at = from; at.compareTo(to) < 0; at = at.plusMinutes(10)) {
      double hours = at.toMinutes() / 60.0;
      rows.add(new Object[] {server, Timestamp.from(START.plus(at)), 20 + 2 * Math.cos(hours), memory.applyAsDouble(hours)});
    }
    hub.source.batchUpdate("insert into server_metrics values (?, ?, ?, ?)", rows);
  }

  private void week(String... servers) {
    for (String server : servers) {
      measured(server, Duration.ofDays(-7), Duration.ZERO, CALM);
    }
  }

  private static DoubleUnaryOperator climbing(double from, double perHour) {
    return hours -> CALM.applyAsDouble(hours) + perHour * (hours - from);
  }

  private void load(String... more) throws Exception {
    StringBuilder routes = new StringBuilder();
    for (String rule : List.of("forecast", "resource-forecast", "server-anomaly", "downtime-forecast")) {
      routes.append(Files.readString(Path.of("routes/rules/" + rule + ".camel.yaml")).replaceAll("(?m) every: .*", " every: 1s"));
    }
    String text = routes.toString();
    for (int i = 0; i < more.length; i += 2) {
      assertThat(text).contains(more[i]);
      text = text.replace(more[i], more[i + 1]);
    }
    hub.loadText("forecasts.camel.yaml", text).start();
    settle();
  }

  /** Two rounds of all routes: the rules poll what the round before has written. */
  private void settle() {
    for (int i = 0; i < 2; i++) {
      hub.store.clock.tick(Duration.ofSeconds(1));
      Awaitility.await().until(() -> hub.store.jdbc.queryForObject(
          "select count(*) from rule where last_ok_at = ? and id <> 'forecast-training'", Integer.class, Timestamp.from(hub.store.clock.instant())) == 4);
    }
  }

  private void at(Duration since) {
    hub.store.clock.set(START.plus(since).toString());
    settle();
  }

  private List<String> open(String rule) {
    return hub.store.incidents.list(true, rule, null, 100, 0).stream().map(one -> one.alert().key()).sorted().toList();
  }

  private List<String> outcomes() {
    return ledger.warnings(null, 100, 0).stream()
        .map(each -> each.said().server() + " " + each.outcome().map(it -> it.outcome().label()).orElse("open"))
        .collect(Collectors.toList());
  }

  @Test
  void memory_that_climbs_is_warned_of_hours_before_and_what_comes_is_a_hit_with_its_lead() throws Exception {
    week("web-1", "web-2");
    load();
    assertThat(open("resource-forecast")).isEmpty();

    Duration warned = Duration.ofHours(4);
    measured("web-1", Duration.ZERO, warned, climbing(0, 6));
    measured("web-2", Duration.ZERO, warned, CALM);
    at(warned);
    assertThat(open("resource-forecast")).containsExactly("web-1|memory_usage");
    Incident incident = hub.store.incidents.list(true, "resource-forecast", null, 1, 0).get(0);
    assertThat(incident.row().get("reasons").orElseThrow().toString()).contains("memory_usage has risen by");
    assertThat(incident.row().get("may_page")).contains(false);
    assertThat(hub.owed()).as("not earned yet: no page").containsExactly("slack ops-alerts opened web-1|memory_usage");
    Warning warning = ledger.warnings(true, 10, 0).get(0);
    assertThat(warning.said().expectedAt()).isBetween(START.plus(Duration.ofHours(6)), START.plus(Duration.ofHours(10)));
    assertThat(warning.course().actual()).hasSizeGreaterThan(40);

    measured("web-1", warned, Duration.ofHours(7), climbing(0, 6));
    hub.source.update("insert into downtime_logs (server_id, start_time, cause) values ('web-1', ?, 'out of memory')",
        Timestamp.from(START.plus(Duration.ofHours(7))));
    at(Duration.ofHours(7).plusMinutes(5));
    Warning hit = ledger.warning(warning.id()).orElseThrow();
    assertThat(hit.outcome().orElseThrow().outcome()).isEqualTo(Outcome.HIT);
    assertThat(hit.lead().orElseThrow()).isBetween(Duration.ofMinutes(170), Duration.ofMinutes(181));
    assertThat(open("resource-forecast")).as("the downtime itself speaks now").isEmpty();
    Score score = ledger.scores(START.minus(Duration.ofDays(7))).stream()
        .filter(each -> each.kind() == Kind.TREND && each.model().equals("course")).findFirst().orElseThrow();
    assertThat(score.hits()).isOne();
    assertThat(score.precision()).hasValue(1);
  }

  @Test
  void what_does_not_come_is_a_miss_and_after_enough_of_them_the_model_no_longer_pages() throws Exception {
    week("web-1", "web-2", "web-3", "web-4");
    load("minOutcomes: 20", "minOutcomes: 1");
    // one that comes: the model has earned it
    Duration climb = Duration.ofHours(4);
    measured("web-1", Duration.ZERO, climb, climbing(0, 6));
    at(climb);
    hub.source.update("insert into downtime_logs (server_id, start_time) values ('web-1', ?)",
        Timestamp.from(START.plus(Duration.ofHours(5))));
    at(Duration.ofHours(5).plusMinutes(6));
    assertThat(outcomes()).containsExactly("web-1 hit");
    assertThat(hub.owed()).anyMatch(owed -> owed.startsWith("slack ops-alerts announced resource-forecast course"));

    // the next one pages, and does not come
    measured("web-2", Duration.ofHours(0), Duration.ofHours(6), CALM);
    measured("web-2", Duration.ofHours(6), Duration.ofHours(10), climbing(6, 6));
    at(Duration.ofHours(10));
    assertThat(hub.owed()).contains("pagerduty opened web-2|memory_usage");
    measured("web-2", Duration.ofHours(10), Duration.ofHours(18), hours -> CALM.applyAsDouble(hours));
    at(Duration.ofHours(16).plusMinutes(30));
    assertThat(outcomes()).contains("web-2 miss");
    assertThat(hub.store.jdbc.queryForObject("select earned from forecast_trust where kind = 'trend' and model = 'course'", Boolean.class))
        .isFalse();
    assertThat(hub.store.jdbc.queryForList("select title from announcement order by at", String.class)).containsExactly(
        "resource-forecast may page from now on: 1 of its last 1 warnings came true",
        "resource-forecast no longer pages: 1 of its last 2 warnings came true");
    assertThat(hub.store.jdbc.queryForObject("select train_after is not null from forecast_stream", Boolean.class))
        .as("and is trained anew").isTrue();

    // it goes on warning, but in Slack only
    measured("web-3", Duration.ZERO, Duration.ofHours(18), CALM);
    measured("web-3", Duration.ofHours(18), Duration.ofHours(22), climbing(18, 6));
    at(Duration.ofHours(22));
    assertThat(hub.owed()).contains("slack ops-alerts opened web-3|memory_usage").doesNotContain("pagerduty opened web-3|memory_usage");
  }

  @Test
  void when_somebody_takes_care_nobody_knows_what_would_have_come() throws Exception {
    week("web-1");
    load();
    measured("web-1", Duration.ZERO, Duration.ofHours(4), climbing(0, 6));
    at(Duration.ofHours(4));
    Incident incident = hub.store.incidents.list(true, "resource-forecast", null, 1, 0).get(0);
    hub.store.incidents.acknowledge(incident.id(), "mira", null);
    measured("web-1", Duration.ofHours(4), Duration.ofHours(12), CALM);
    at(Duration.ofHours(11));
    assertThat(outcomes()).containsExactly("web-1 averted-unknown");
  }

  @Test
  void a_server_that_keeps_failing_is_likely_to_fail_and_planned_maintenance_is_none() throws Exception {
    week("web-1", "web-2");
    for (int day = 1; day <= 30; day++) {
      Timestamp start = Timestamp.from(START.minus(Duration.ofDays(day)));
      Timestamp end = Timestamp.from(START.minus(Duration.ofDays(day)).plusSeconds(600));
      hub.source.update("insert into downtime_logs (server_id, start_time, end_time, cause, resolved) values ('web-1', ?, ?, 'disk', true)", start, end);
      hub.source.update("insert into downtime_logs (server_id, start_time, end_time, cause, resolved) values ('web-2', ?, ?, 'planned maintenance', true)", start, end);
    }
    load();
    assertThat(open("downtime-forecast")).containsExactly("web-1");
    assertThat(ledger.warnings(true, 10, 0)).extracting(each -> each.said().model()).containsOnly("rate");
    assertThat(ledger.forecasts(Kind.FAILURE, "web-1", 10, 0)).hasSize(3).allSatisfy(each ->
        assertThat(each.reasons()).containsExactly("too little history to learn from: the base rate"));
  }

  @Test
  void what_cannot_be_is_a_dead_letter_with_its_reason_and_the_rest_of_the_sample_counts() throws Exception {
    week("web-1");
    Timestamp at = Timestamp.from(START.plusSeconds(60));
    hub.source.update("insert into server_metrics values ('web-1', ?, -5, 40), ('web-2', ?, 20, 140), ('web-3', ?, 20, 40)",
        at, at, Timestamp.from(START.plus(Duration.ofHours(3))));
    load();
    at(Duration.ofMinutes(6));
    at(Duration.ofMinutes(12));
    assertThat(hub.store.deadLetters.list(null, "dead", 20, 0)).extracting(DeadLetter::reason).containsExactlyInAnyOrder(
        "not told to the models: web-1 cpu_usage is less than 0",
        "not told to the models: web-2 memory_usage is more than 100 %",
        "not told to the models: web-3 timestamp is ahead of the hub's clock by 3 hours");
    assertThat(ledger.forecasts(Kind.TREND, "web-1", 10, 0)).extracting(each -> each.metric()).contains("memory_usage");
  }

  @Test
  void a_sample_that_comes_late_is_read_and_none_is_read_twice() throws Exception {
    week("web-1");
    load();
    measured("web-1", Duration.ofMinutes(10), Duration.ofMinutes(20), CALM);
    at(Duration.ofMinutes(10));
    measured("web-2", Duration.ofMinutes(7), Duration.ofMinutes(8), CALM);
    at(Duration.ofMinutes(12));
    at(Duration.ofMinutes(17));
    assertThat(ledger.forecasts(Kind.TREND, "web-2", 10, 0)).isNotEmpty()
        .allSatisfy(each -> assertThat(each.answer()).isEqualTo("too little data"));
    assertThat(hub.store.deadLetters.list(null, null, 10, 0)).isEmpty();
  }

  @Test
  void models_are_trained_when_they_are_old_and_when_somebody_wishes_and_the_next_round_uses_them() throws Exception {
    week("web-1", "web-2");
    for (int day = 1; day <= 120; day++) {
      Timestamp start = Timestamp.from(START.minus(Duration.ofDays(day)).minusSeconds(3600L * (day * 7 % 24)));
      hub.source.update(
          "insert into downtime_logs (server_id, start_time, end_time, cause, resolved) values (?, ?, ?, 'disk', true)",
          day % 10 == 0 ? "web-2" : "web-1", start, Timestamp.from(start.toInstant().plusSeconds(600)));
    }
    load();
    JdbcMemory memory = new JdbcMemory(hub.store.jdbc);
    assertThat(memory.models()).isEmpty();
    String training = Files.readString(Path.of("routes/rules/forecast-training.camel.yaml"))
        .replaceAll("(?m) every: .*", " every: 1s");
    hub.loadText("forecast-training.camel.yaml", training);
    trained(1);
    assertThat(memory.models("forecast")).hasSize(4)
        .filteredOn(model -> model.kind() == Kind.FAILURE && model.horizon().equals(Duration.ofDays(1)))
        .singleElement().satisfies(model -> {
      assertThat(model.positives()).isGreaterThan(30);
      assertThat(model.facts()).startsWith("on the last quarter: average precision 0.");
      assertThat(model.bytes()).isPresent();
    });
    assertThat(memory.models("forecast")).filteredOn(model -> model.kind() == Kind.TREND).singleElement()
        .satisfies(model -> assertThat(model.facts()).startsWith("too few crossings to learn from"));
    assertThat(hub.owed()).as("nobody wished it, nobody is told").noneMatch(owed -> owed.contains("forecast-training"));

    hub.store.clock.tick(Duration.ofMinutes(20));
    Awaitility.await().until(() -> ledger.forecasts(Kind.FAILURE, "web-1", 10, 0).stream().anyMatch(each ->
        each.model().equals("failure") && each.version() == 1));

    memory.wish(null, hub.store.clock.instant());
    hub.store.clock.tick(Duration.ofSeconds(2));
    trained(2);
    assertThat(hub.store.jdbc.queryForList("select title from announcement", String.class))
        .anyMatch(title -> title.matches("downtime-forecast may page from now on: .* replayed on the history before, \\d+ of \\d+ would have"))
        .contains("The models of forecast were trained");
    assertThat(memory.wished("forecast")).isEmpty();
  }

  @Test
  void a_model_that_would_have_been_right_on_the_history_pages_at_once_until_live_outcomes_say_otherwise() throws Exception {
    // every day at six in the evening both are full, which the days before tell
    DoubleUnaryOperator evening = hours -> Math.floorMod((long) Math.floor(hours + 6), 24) / 2 == 9 ? 95 : 50;
    for (String server : List.of("web-1", "web-2")) {
      measured(server, Duration.ofDays(-40), Duration.ZERO, evening);
    }
    load("minOutcomes: 20", "minOutcomes: 10");
    assertThat(hub.owed()).as("nothing earned yet").noneMatch(owed -> owed.contains("announced"));
    hub.loadText("forecast-training.camel.yaml", Files.readString(Path.of("routes/rules/forecast-training.camel.yaml"))
        .replaceAll("(?m) every: .*", " every: 1s"));
    trained(1);
    Map<String, Object> replayed = hub.store.jdbc.queryForMap("""
        select count(*) filter (where outcome = 'hit') as hits, count(*) filter (where outcome = 'miss') as misses,
               min(made_at) as first, count(*) filter (where judged_at > ?) as later from forecast_replay
        where kind = 'trend'""", Timestamp.from(START.plus(Duration.ofMinutes(5))));
    assertThat((Long) replayed.get("hits")).isBetween(20L, 34L);
    assertThat((Long) replayed.get("misses")).isLessThan(5);
    assertThat(((Timestamp) replayed.get("first")).toInstant()).as("only the last quarter").isAfter(START.minus(Duration.ofDays(16)));
    assertThat(replayed.get("later")).isEqualTo(0L);
    assertThat(ledger.judged(10)).as("they are none of the live ones").isEmpty();

    at(Duration.ofMinutes(10));
    assertThat(hub.store.jdbc.queryForList("select title from announcement order by at", String.class)).isNotEmpty()
        .allMatch(title -> title.matches(
            "resource-forecast may page from now on: none of its warnings was judged lately; replayed on the history before, \\d+ of \\d+ would have"));
    for (String server : List.of("web-1", "web-2")) {
      measured(server, Duration.ZERO, Duration.ofHours(8), evening);
    }
    at(Duration.ofHours(8));
    assertThat(hub.owed()).contains("pagerduty opened web-1|memory_usage");
  }

  @Test
  void what_is_normal_now_is_learnt_anew_and_odd_no_longer() throws Exception {
    week("web-1", "web-2");
    load("anomaly=0.75", "anomaly=0.4");
    DoubleUnaryOperator moved = hours -> CALM.applyAsDouble(hours) + 35;
    for (int hours = 0; hours < 20; hours += 10) {
      measured("web-1", Duration.ofHours(hours), Duration.ofHours(hours + 10), moved);
      measured("web-2", Duration.ofHours(hours), Duration.ofHours(hours + 10), CALM);
      at(Duration.ofHours(hours + 10));
    }
    assertThat(open("server-anomaly")).as("it looks odd as long as it stays so").containsExactly("web-1");
    String ofTheOther = ledger.forecasts(Kind.ANOMALY, "web-2", 1, 0).toString();

    JdbcMemory memory = new JdbcMemory(hub.store.jdbc);
    assertThat(memory.normal(new Normal("web-1", START.plus(Duration.ofHours(1)), "mira", "moved", hub.store.clock.instant(), null))).isTrue();
    settle();
    assertThat(open("server-anomaly")).as("the warning is over").isEmpty();
    assertThat(outcomes()).contains("web-1 averted-unknown");
    assertThat(memory.normals("forecast")).as("done").isEmpty();
    assertThat(memory.normals(10)).singleElement().satisfies(one -> assertThat(one.learntAt()).isNotNull());
    assertThat(hub.store.deadLetters.list(null, "dead", 20, 0)).as("what is read again is not late").isEmpty();

    measured("web-1", Duration.ofHours(20), Duration.ofHours(26), moved);
    measured("web-2", Duration.ofHours(20), Duration.ofHours(26), CALM);
    at(Duration.ofHours(26));
    assertThat(ledger.forecasts(Kind.ANOMALY, "web-1", 1, 0)).singleElement()
        .satisfies(said -> assertThat(said.probability()).as("usual by now").isLessThan(0.4));
    assertThat(open("server-anomaly")).isEmpty();
    assertThat(ofTheOther).contains("web-2");
  }

  @Test
  void anomalies_of_the_history_are_replayed_with_models_that_knew_nothing_of_them() throws Exception {
    DoubleUnaryOperator jumpsOnDays = hours -> CALM.applyAsDouble(hours) + (Math.floorMod((long) Math.floor(hours / 24), 3) == 0 && Math.floorMod((long) hours, 24) == 5 ? 50 : 0);
    for (String server : List.of("web-1", "web-2")) {
      measured(server, Duration.ofDays(-40), Duration.ZERO, server.equals("web-1") ? jumpsOnDays : CALM);
    }
    for (int day = -39; day < 0; day += 3) { // it goes down hours after
      hub.source.update("insert into downtime_logs (server_id, start_time, end_time) values ('web-1', ?, ?)",
          Timestamp.from(START.plus(Duration.ofHours(24L * day + 9))), Timestamp.from(START.plus(Duration.ofHours(24L * day + 10))));
    }
    load("anomaly=0.75", "anomaly=0.55");
    hub.loadText("forecast-training.camel.yaml", Files.readString(Path.of("routes/rules/forecast-training.camel.yaml"))
        .replaceAll("(?m) every: .*", " every: 1s"));
    trained(1);
    assertThat(ledger.replayed(Kind.ANOMALY, 100, 0)).isNotEmpty().allSatisfy(one -> {
      assertThat(one.said().server()).isEqualTo("web-1");
      assertThat(one.said().at()).as("only the last quarter").isAfter(START.minus(Duration.ofDays(16)));
      assertThat(one.judgedAt()).isBefore(START.plus(Duration.ofMinutes(1)));
    }).anySatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.HIT));
    assertThat(ledger.judged(10)).as("they are none of the live ones").isEmpty();
  }

  @Test
  void of_a_long_history_the_middle_sample_of_each_half_hour_is_read() throws Exception {
    measured("web-1", Duration.ofDays(-4), Duration.ZERO, hours -> hours + 100);
    String bounds = "'" + START.minus(Duration.ofDays(3)) + "'::timestamptz";
    String training = Files.readString(Path.of("routes/sql/forecast-training-metrics.sql")).replaceAll("--.*", "").replace(":#since", bounds);
    List<Timestamp> read = hub.source.query(training, (rs, n) -> rs.getTimestamp("timestamp"));
    assertThat(read).isSorted().hasSize(3 * 48)
        .allMatch(at -> at.toInstant().getEpochSecond() % 1800 == 600);

    String rounds = Files.readString(Path.of("routes/sql/forecast-metrics.sql")).replaceAll("--.*", "").replace(":#since", bounds)
        .replace(":#lately", "'" + START.minus(Duration.ofDays(1)) + "'::timestamptz");
    List<Timestamp> first = hub.source.query(rounds, (rs, n) -> rs.getTimestamp("timestamp"));
    assertThat(first).isSorted().doesNotHaveDuplicates();
    assertThat(first.stream().filter(at -> at.toInstant().isAfter(START.minus(Duration.ofDays(1))))).hasSize(144 - 1);
    assertThat(first.stream().filter(at -> !at.toInstant().isAfter(START.minus(Duration.ofDays(1))))).hasSize(2 * 48 + 1);
  }

  private void trained(int version) {
    Awaitility.await().until(() -> hub.store.jdbc.queryForObject(
        "select count(*) from forecast_model where version = ?", Integer.class, version) == 4);
  }

  @Test
  void a_restart_goes_on_where_it_was() throws Exception {
    week("web-1", "web-2");
    load();
    measured("web-1", Duration.ZERO, Duration.ofHours(4), climbing(0, 6));
    at(Duration.ofHours(4));
    assertThat(hub.owed()).hasSize(1);
    String before = ledger.forecasts(Kind.TREND, "web-1", 10, 0).toString();
    Object watched = hub.camel.getRegistry().lookupByName("source");
    hub.close();
    hub.source.update("delete from server_metrics where timestamp < ?", Timestamp.from(START));

    Settings settings = new Settings(Map.of("cpu_usage", 90.0), Set.of(), Duration.ofHours(6), List.of(Duration.ofDays(1)),
        Map.of(), 0.6, 20, Duration.ofDays(1));
    Watch late = new Watch(new JdbcMemory(hub.store.jdbc), ledger, UUID::randomUUID, hub.store.clock);
    assertThat(late.begin("forecast", settings, Duration.ofDays(1), Duration.ofMinutes(1))).as("its lease stands").isEmpty();

    hub.store.clock.tick(Duration.ofMinutes(10)); // the lease of the one that is gone has run out
    try (RuleHarness other = new RuleHarness(hub.store)) {
      other.camel.getRegistry().bind("source", watched);
      String text = Files.readString(Path.of("routes/rules/forecast.camel.yaml")).replaceAll("(?m) every: .*", " every: 1s");
      other.loadText("forecast.camel.yaml", text).start();
      Awaitility.await().until(() -> hub.store.jdbc.queryForObject(
          "select last_ok_at from rule where id = 'forecast'", Timestamp.class).toInstant().equals(hub.store.clock.instant()));
      assertThat(ledger.forecasts(Kind.TREND, "web-1", 10, 0).toString()).isEqualTo(before);
      assertThat(ledger.warnings(null, 10, 0)).hasSize(1);
    }
  }
}
