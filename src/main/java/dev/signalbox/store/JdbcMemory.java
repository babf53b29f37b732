package dev.signalbox.store;

import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.forecast.watch.Normal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the forecasts' models remember: a row for each server, and for each version of a model. */
public final class JdbcMemory implements Memory {

  private static final int VERSIONS = 5;

  private final JdbcTemplate jdbc;

  public JdbcMemory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Position> take(String rule, UUID process, Instant now, Duration lease) {
    jdbc.update(
        "insert into forecast_stream (rule, owner, lease_until) values (?, ?, ?) on conflict do nothing",
        rule, process, Timestamp.from(Instant.EPOCH));
    return jdbc
        .query(
            """
            update forecast_stream s set owner = ?, lease_until = ?
            from (select rule, owner, read_to, replay_from, lease_until from forecast_stream where rule = ? for update) before
            where s.rule = before.rule and (before.owner = ? or before.lease_until <= ?)
            returning before.owner <> ? as changed, before.read_to, before.replay_from""",
            (rs, n) -> new Position(
                rs.getBoolean("changed"), Rows.instant(rs, "read_to"), Rows.instant(rs, "replay_from")),
            process, Timestamp.from(now.plus(lease)), rule, process, Timestamp.from(now), process)
        .stream()
        .findFirst();
  }

  @Override
  public void advance(String rule, Instant readTo, Instant replayFrom) {
    jdbc.update(
        "update forecast_stream set read_to = ?, replay_from = ? where rule = ?",
        Timestamp.from(readTo), Timestamp.from(replayFrom), rule);
  }

  @Override
  public void states(String rule, Consumer<State> each) {
    jdbc.query("select server, upto, bytes from forecast_state where rule = ?", rs -> {
      each.accept(state(rs));
    }, rule);
  }

  @Override
  public void states(String rule, Collection<String> servers, Consumer<State> each) {
    jdbc.query("select server, upto, bytes from forecast_state where rule = ? and server = any(?)", rs -> {
      each.accept(state(rs));
    }, rule, servers.toArray(String[]::new));
  }

  @Override
  public void keep(String rule, Collection<State> states) {
    jdbc.batchUpdate(
        """
        insert into forecast_state (rule, server, upto, bytes) values (?, ?, ?, ?)
        on conflict (rule, server) do update set upto = excluded.upto, bytes = excluded.bytes""",
        states.stream()
            .map(state -> new Object[] {rule, state.server(), Timestamp.from(state.upto()), state.bytes()})
            .toList());
  }

  @Override
  public void drop(String rule, Collection<String> servers) {
    jdbc.update(
        "delete from forecast_state where rule = ? and server = any(?)", rule, servers.toArray(String[]::new));
  }

  @Override
  public List<Model> models(String rule) {
    return jdbc.query(
        """
        select distinct on (kind, horizon_ms) * from forecast_model where rule = ?
        order by kind, horizon_ms, version desc""",
        JdbcMemory::model,
        rule);
  }

  @Override
  public List<Model> models() {
    return jdbc.query(
        """
        select distinct on (rule, kind, horizon_ms)
          rule, kind, horizon_ms, version, trained_at, from_at, rows, positives, facts, null::bytea as bytes
        from forecast_model order by rule, kind, horizon_ms, version desc""",
        JdbcMemory::model);
  }

  @Override
  public Model add(Model model) {
    int version = jdbc.queryForObject(
        """
        insert into forecast_model (rule, kind, horizon_ms, version, trained_at, from_at, rows, positives, facts, bytes)
        select ?, ?, ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ?
        from forecast_model where rule = ? and kind = ? and horizon_ms = ?
        returning version""",
        Integer.class,
        model.rule(), model.kind().label(), model.horizon().toMillis(), Timestamp.from(model.trainedAt()),
        Timestamp.from(model.from()), model.rows(), model.positives(), model.facts(), model.bytes().orElse(null),
        model.rule(), model.kind().label(), model.horizon().toMillis());
    jdbc.update(
        "delete from forecast_model where rule = ? and kind = ? and horizon_ms = ? and version <= ?",
        model.rule(), model.kind().label(), model.horizon().toMillis(), version - VERSIONS);
    return new Model(model.rule(), model.kind(), model.horizon(), version, model.trainedAt(), model.from(),
        model.rows(), model.positives(), model.facts(), model.bytes());
  }

  @Override
  public void wish(@Nullable String rule, Instant now) {
    jdbc.update(
        "update forecast_stream set train_after = ? where ?::text is null or rule = ?", Timestamp.from(now), rule, rule);
  }

  @Override
  public Optional<Instant> wished(String rule) {
    return jdbc
        .query(
            """
            select train_after from forecast_stream s
            where rule = ? and train_after is not null
              and not exists (select from forecast_model m where m.rule = s.rule and m.trained_at >= s.train_after)""",
            (rs, n) -> Rows.must(rs, "train_after"), rule)
        .stream()
        .findFirst();
  }

  @Override
  public boolean normal(Normal said) {
    return jdbc.update(
            """
            with ended as (
              update forecast_warning set outcome = 'averted-unknown', outcome_why = ?, judged_at = ?, standing = false
              where kind = 'anomaly' and server = ? and outcome is null)
            insert into forecast_normal (rule, server, since, said_by, note, at)
            select rule, ?, ?, ?, ?, ? from forecast_stream
            on conflict (rule, server, at) do nothing""",
            "taken for normal by " + said.by(), Timestamp.from(said.at()), said.server(),
            said.server(), Timestamp.from(said.since()), said.by(), said.note(), Timestamp.from(said.at()))
        > 0;
  }

  @Override
  public List<Normal> normals(String rule) {
    return jdbc.query(
        """
        select distinct on (server) * from forecast_normal where rule = ? and learnt_at is null
        order by server, at desc""",
        JdbcMemory::normal, rule);
  }

  @Override
  public void learnt(String rule, Collection<String> servers, Instant now) {
    jdbc.update(
        "update forecast_normal set learnt_at = ? where rule = ? and server = any(?) and learnt_at is null",
        Timestamp.from(now), rule, servers.toArray(String[]::new));
  }

  @Override
  public List<Normal> normals(int limit) {
    return jdbc.query(
        """
        select server, at, min(since) as since, min(said_by) as said_by, min(note) as note,
               case when bool_and(learnt_at is not null) then max(learnt_at) end as learnt_at
        from forecast_normal group by server, at order by at desc limit ?""",
        JdbcMemory::normal, limit);
  }

  private static Normal normal(ResultSet rs, int n) throws SQLException {
    return new Normal(
        rs.getString("server"), Rows.must(rs, "since"), rs.getString("said_by"), rs.getString("note"), Rows.must(rs, "at"),
        Rows.instant(rs, "learnt_at"));
  }

  private static State state(ResultSet rs) throws SQLException {
    return new State(rs.getString("server"), Rows.must(rs, "upto"), rs.getBytes("bytes"));
  }

  private static Model model(ResultSet rs, int n) throws SQLException {
    return new Model(
        rs.getString("rule"),
        Kind.of(rs.getString("kind")),
        Duration.ofMillis(rs.getLong("horizon_ms")),
        rs.getInt("version"),
        Rows.must(rs, "trained_at"),
        Rows.must(rs, "from_at"),
        rs.getInt("rows"),
        rs.getInt("positives"),
        rs.getString("facts"),
        Optional.ofNullable(rs.getBytes("bytes")));
  }
}
