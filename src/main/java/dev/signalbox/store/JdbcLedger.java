package dev.signalbox.store;

import dev.signalbox.forecast.watch.Course;
import dev.signalbox.forecast.watch.Forecast;
import dev.signalbox.forecast.watch.Happening;
import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Replayed;
import dev.signalbox.forecast.watch.Score;
import dev.signalbox.forecast.watch.Trust;
import dev.signalbox.forecast.watch.Warning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the forecasts said and what came of it; judged by set-based SQL, whatever the number of warnings. */
public final class JdbcLedger implements Ledger {

  private static final String WARNINGS =
      "select *, null::timestamptz as earliest, null::timestamptz as latest from forecast_warning";

  private final JdbcTemplate jdbc;

  public JdbcLedger(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void put(Collection<Forecast> forecasts) {
    jdbc.batchUpdate(
        """
        insert into forecast (kind, server, metric, horizon_ms, at, probability, expected_at, earliest, latest, answer,
          reasons, model, version, level)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, string_to_array(?, chr(31)), ?, ?, ?)
        on conflict (kind, server, metric, horizon_ms) do update set at = excluded.at,
          probability = excluded.probability, expected_at = excluded.expected_at, earliest = excluded.earliest,
          latest = excluded.latest, answer = excluded.answer, reasons = excluded.reasons, model = excluded.model,
          version = excluded.version, level = excluded.level""",
        forecasts.stream()
            .map(f -> new Object[] {
              f.kind().label(), f.server(), f.metric(), f.horizon().toMillis(), time(f.at()), f.probability(),
              time(f.expectedAt()), time(f.earliest()), time(f.latest()), f.answer(), reasons(f), f.model(),
              f.version(), level(f)
            })
            .toList());
  }

  private static String reasons(Forecast said) {
    return String.join("\u001f", said.reasons());
  }

  private static @Nullable Double level(Forecast said) {
    return Double.isFinite(said.level()) ? said.level() : null;
  }

  private static @Nullable Timestamp time(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  @Override
  public List<Warning> open() {
    return jdbc.query(WARNINGS + " where outcome is null", JdbcLedger::warning);
  }

  @Override
  public void publish(Collection<Warning> warnings) {
    jdbc.batchUpdate(
        """
        insert into forecast_warning (id, kind, model, version, server, metric, horizon_ms, made_at, probability,
          expected_at, due_at, answer, reasons, level, chart)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, string_to_array(?, chr(31)), ?, ?)
        on conflict (kind, model, server, metric, horizon_ms) where outcome is null do nothing""",
        warnings.stream()
            .map(w -> new Object[] {
              w.id(), w.said().kind().label(), w.said().model(), w.said().version(), w.said().server(),
              w.said().metric(), w.said().horizon().toMillis(), time(w.said().at()), w.said().probability(),
              time(w.said().expectedAt()), time(w.dueAt()), w.said().answer(), reasons(w.said()), level(w.said()),
              w.course() == null ? null : Rows.course(w.course())
            })
            .toList());
  }

  @Override
  public void fall(Collection<UUID> warnings) {
    stand(warnings, false);
  }

  @Override
  public void rise(Collection<UUID> warnings) {
    stand(warnings, true);
  }

  private void stand(Collection<UUID> warnings, boolean standing) {
    if (!warnings.isEmpty()) {
      jdbc.update("update forecast_warning set standing = ? where id = any(?)", standing, warnings.toArray(UUID[]::new));
    }
  }

  @Override
  public void happened(Collection<Happening> events) {
    jdbc.batchUpdate(
        "insert into forecast_event (what, server, metric, at, planned) values (?, ?, ?, ?, ?) on conflict do nothing",
        events.stream()
            .map(event -> new Object[] {
              event.isDowntime() ? "downtime" : "crossing", event.server(), event.metric(), time(event.at()),
              event.planned()
            })
            .toList());
  }

  @Override
  public void watched(Instant now, int servers) {
    jdbc.update(
        """
        insert into forecast_fleet (week, servers)
        values (date_trunc('week', ?::timestamptz at time zone 'UTC')::date, ?)
        on conflict (week) do update set servers = excluded.servers where forecast_fleet.servers <> excluded.servers""",
        Timestamp.from(now), servers);
  }

  @Override
  public void judge(Instant known, Instant now) {
    jdbc.update(
        """
        update forecast_warning w
        set outcome = 'hit', event_at = e.at, judged_at = ?,
            outcome_why = case e.what when 'downtime' then 'a downtime began' else e.metric || ' reached its limit' end
        from (select w.id, min(e.at) as at from forecast_warning w join forecast_event e
                on e.server = w.server and e.at > w.made_at and e.at <= w.due_at and not e.planned
               and (e.what = 'downtime' or w.kind = 'trend' and e.metric = w.metric)
              where w.outcome is null group by w.id) first
        join forecast_event e on e.at = first.at
        where w.id = first.id and e.server = w.server and not e.planned
          and (e.what = 'downtime' or w.kind = 'trend' and e.metric = w.metric)""",
        Timestamp.from(now));
    jdbc.update(
        """
        update forecast_warning w set judged_at = ?, standing = false,
          outcome = case when care.why is null then 'miss' else 'averted-unknown' end,
          outcome_why = coalesce(care.why, 'it did not come')
        from forecast_warning due
        left join lateral (
          select 'maintenance began' as why from forecast_event e
          where e.server = due.server and e.planned and e.at > due.made_at and e.at <= due.due_at
          union all
          select 'somebody took care of it' from incident i
          where i.row ->> 'warning' = due.id::text
            and (i.acknowledged_at is not null or exists (
              select from timeline t where t.incident = i.id and t.event = 'resolved' and t.actor <> 'signalbox'))
          union all
          select 'nothing was measured any more'
          where due.kind = 'trend' and not exists (
            select from forecast f where f.server = due.server and f.kind = 'trend'
              and f.at > due.due_at - interval '1 hour')
          limit 1) care on true
        where w.id = due.id and due.outcome is null and due.due_at < ?""",
        Timestamp.from(now), Timestamp.from(known));
  }

  @Override
  public void replayed(String rule, Collection<Replayed> outcomes) {
    jdbc.update("delete from forecast_replay where rule = ?", rule);
    jdbc.batchUpdate(
        """
        insert into forecast_replay (rule, kind, model, server, metric, horizon_ms, made_at, probability, due_at, outcome,
          judged_at, event_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        outcomes.stream()
            .map(r -> new Object[] {
              rule, r.said().kind().label(), r.said().model(), r.said().server(), r.said().metric(),
              r.said().horizon().toMillis(), time(r.said().at()), r.said().probability(), time(r.dueAt()),
              r.outcome().label(), time(r.judgedAt()), time(r.event())
            })
            .toList());
  }

  @Override
  public List<Trust> trust(Instant now) {
    return jdbc.query(
        """
        with live as (
          select kind, model, count(*) filter (where outcome = 'hit') as hits, count(*) as outcomes
          from (select kind, model, outcome,
                       row_number() over (partition by kind, model order by judged_at desc, due_at desc) as place
                from forecast_warning
                where outcome in ('hit', 'miss') and model <> 'simple' and made_at > ?) latest
          where place <= 100 group by kind, model),
        replay as (
          select kind, model, count(*) filter (where outcome = 'hit') as hits, count(*) as outcomes
          from (select kind, model, outcome,
                       row_number() over (partition by kind, model order by judged_at desc, due_at desc) as place
                from forecast_replay where outcome in ('hit', 'miss')) latest
          where place <= 100 group by kind, model)
        select kind, model, coalesce(t.earned, false) as earned, coalesce(t.since, ?) as since,
               coalesce(l.hits, 0) as hits, coalesce(l.outcomes, 0) as outcomes,
               coalesce(r.hits, 0) as replayed_hits, coalesce(r.outcomes, 0) as replayed_outcomes
        from live l full join replay r using (kind, model) full join forecast_trust t using (kind, model)
        order by kind, model""",
        (rs, n) -> new Trust(
            Kind.of(rs.getString("kind")), rs.getString("model"), rs.getBoolean("earned"), Rows.must(rs, "since"),
            rs.getInt("hits"), rs.getInt("outcomes"), rs.getInt("replayed_hits"), rs.getInt("replayed_outcomes")),
        Timestamp.from(now.minus(Duration.ofDays(90))), Timestamp.from(now));
  }

  @Override
  public void grant(Trust trust) {
    jdbc.update(
        """
        insert into forecast_trust (kind, model, earned, since, hits, outcomes, replayed_hits, replayed_outcomes)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (kind, model) do update set earned = excluded.earned, since = excluded.since, hits = excluded.hits,
          outcomes = excluded.outcomes, replayed_hits = excluded.replayed_hits,
          replayed_outcomes = excluded.replayed_outcomes""",
        trust.kind().label(), trust.model(), trust.earned(), time(trust.since()), trust.hits(), trust.outcomes(),
        trust.replayedHits(), trust.replayedOutcomes());
  }

  @Override
  public List<Forecast> forecasts(@Nullable Kind kind, @Nullable String server, int limit, int offset) {
    return jdbc.query(
        """
        select * from forecast where (?::text is null or kind = ?) and (?::text is null or server = ?)
        order by probability desc, server, kind, metric, horizon_ms limit ? offset ?""",
        JdbcLedger::forecast,
        kind == null ? null : kind.label(), kind == null ? null : kind.label(), server, server, limit, offset);
  }

  @Override
  public List<Warning> warnings(@Nullable Boolean open, int limit, int offset) {
    return jdbc.query(
        WARNINGS + """
         where model <> 'simple' and (?::boolean is null or (outcome is null and standing) = ?)
        order by made_at desc, probability desc, id limit ? offset ?""",
        JdbcLedger::warning,
        open, open, limit, offset);
  }

  @Override
  public List<Warning> judged(int limit) {
    return jdbc.query(
        WARNINGS + " where model <> 'simple' and outcome is not null order by judged_at desc, made_at desc limit ?",
        JdbcLedger::warning, limit);
  }

  @Override
  public Optional<Warning> warning(UUID id) {
    return jdbc
        .query(WARNINGS + " where id = ?", JdbcLedger::warning, id)
        .stream()
        .findFirst();
  }

  @Override
  public List<Replayed> replayed(@Nullable Kind kind, int limit, int offset) {
    return jdbc.query(
        """
        select * from forecast_replay where ?::text is null or kind = ?
        order by judged_at desc, server, kind, metric, horizon_ms, made_at limit ? offset ?""",
        JdbcLedger::replayed,
        kind == null ? null : kind.label(), kind == null ? null : kind.label(), limit, offset);
  }

  private static Replayed replayed(ResultSet rs, int n) throws SQLException {
    Instant made = Rows.must(rs, "made_at");
    Instant due = Rows.must(rs, "due_at");
    Forecast said = new Forecast(
        Kind.of(rs.getString("kind")), rs.getString("server"), rs.getString("metric"), Duration.ofMillis(rs.getLong("horizon_ms")),
        made, rs.getDouble("probability"), due, null, null, "", List.of(), rs.getString("model"), 0, Double.NaN);
    return new Replayed(said, due, Warning.Outcome.of(rs.getString("outcome")), Rows.must(rs, "judged_at"), Rows.instant(rs, "event_at"));
  }

  @Override
  public Verdicts verdicts(Instant from, Instant to) {
    return jdbc.queryForObject(
        """
        select
          (select count(*) from forecast_warning
           where outcome = 'hit' and model <> 'simple' and judged_at >= ? and judged_at < ?) as hits,
          (select count(*) from forecast_warning
           where outcome = 'miss' and model <> 'simple' and judged_at >= ? and judged_at < ?) as misses,
          (select count(*) from forecast_event e
           where e.what = 'downtime' and not e.planned and e.at >= ? and e.at < ?
             and not exists (select from forecast_warning w
                             where w.server = e.server and w.model <> 'simple' and w.made_at < e.at and w.due_at >= e.at))
            as surprises""",
        (rs, n) -> new Verdicts(rs.getLong("hits"), rs.getLong("misses"), rs.getLong("surprises")),
        time(from), time(to), time(from), time(to), time(from), time(to));
  }

  @Override
  public List<Score> scores(Instant since) {
    return jdbc.query(
        """
        select * from forecast_week where week >= date_trunc('week', ?::timestamptz at time zone 'UTC')::date
        order by week desc, kind, model = 'simple', model""",
        JdbcLedger::score,
        Timestamp.from(since));
  }

  @Override
  public void forget(Set<String> gone, Instant before) {
    jdbc.update("delete from forecast where server = any(?)", (Object) gone.toArray(String[]::new));
    jdbc.update("delete from forecast_warning where made_at < ?", Timestamp.from(before));
    jdbc.update("delete from forecast_replay where made_at < ?", Timestamp.from(before));
    jdbc.update("delete from forecast_event where at < ?", Timestamp.from(before));
  }

  private static Forecast forecast(ResultSet rs, int n) throws SQLException {
    return said(rs, rs.getString("model"), Rows.must(rs, "at"));
  }

  private static Forecast said(ResultSet rs, String model, Instant at) throws SQLException {
    double level = rs.getDouble("level");
    return new Forecast(
        Kind.of(rs.getString("kind")),
        rs.getString("server"),
        rs.getString("metric"),
        Duration.ofMillis(rs.getLong("horizon_ms")),
        at,
        rs.getDouble("probability"),
        Rows.must(rs, "expected_at"),
        Rows.instant(rs, "earliest"),
        Rows.instant(rs, "latest"),
        rs.getString("answer"),
        List.of((String[]) rs.getArray("reasons").getArray()),
        model,
        rs.getInt("version"),
        rs.getObject("level") == null ? Double.NaN : level);
  }

  private static Warning warning(ResultSet rs, int n) throws SQLException {
    String outcome = rs.getString("outcome");
    String chart = rs.getString("chart");
    @Nullable Course course = chart == null ? null : Rows.course(chart);
    return new Warning(
        rs.getObject("id", UUID.class),
        said(rs, rs.getString("model"), Rows.must(rs, "made_at")),
        Rows.must(rs, "due_at"),
        rs.getBoolean("standing"),
        course,
        outcome == null
            ? Optional.empty()
            : Optional.of(new Warning.Judged(
                Warning.Outcome.of(outcome), rs.getString("outcome_why"), Rows.must(rs, "judged_at"),
                Rows.instant(rs, "event_at"))));
  }

  private static Score score(ResultSet rs, int n) throws SQLException {
    double lead = rs.getDouble("lead_seconds");
    Optional<Duration> usual = rs.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.round(lead)));
    double rate = rs.getDouble("base_rate");
    boolean unknownRate = rs.wasNull();
    return new Score(
        rs.getObject("week", LocalDate.class),
        Kind.of(rs.getString("kind")),
        rs.getString("model"),
        rs.getInt("warnings"),
        rs.getInt("hits"),
        rs.getInt("misses"),
        rs.getInt("unknown"),
        rs.getInt("events"),
        rs.getInt("warned"),
        usual,
        unknownRate ? Double.NaN : rate);
  }
}
