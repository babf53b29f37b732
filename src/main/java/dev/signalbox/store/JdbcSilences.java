package dev.signalbox.store;

import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.Silences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Silences in one table, read anew for each poll: there are few, and a copy would be wrong on the other replica. */
public final class JdbcSilences implements Silences {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcSilences(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public boolean make(Silence wanted) {
    return jdbc.update(
            """
            insert into silence (id, matchers, starts_at, ends_at, author, comment, made_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing""",
            wanted.id(),
            texts(wanted),
            Rows.timestamp(wanted.startsAt()),
            Rows.timestamp(wanted.endsAt()),
            wanted.author(),
            wanted.comment(),
            Rows.timestamp(wanted.madeAt()))
        > 0;
  }

  @Override
  public Optional<Silence> expire(UUID id, String by) {
    Instant now = clock.instant();
    jdbc.update(
        "update silence set expired_at = ?, expired_by = ? where id = ? and expired_at is null and ends_at > ?",
        Rows.timestamp(now),
        by,
        id,
        Rows.timestamp(now));
    return find(id);
  }

  @Override
  public boolean edit(Silence before, Silence after, Edit edit) {
    return jdbc.update(
            """
            with changed as (
              update silence set matchers = ?::text[], ends_at = ?, comment = ?
              where id = ? and expired_at is null and matchers = ?::text[] and ends_at = ? and comment = ?
              returning id)
            insert into silence_edit (silence, at, editor, said) select id, ?, ?, ? from changed""",
            texts(after),
            Rows.timestamp(after.endsAt()),
            after.comment(),
            before.id(),
            texts(before),
            Rows.timestamp(before.endsAt()),
            before.comment(),
            Rows.timestamp(edit.at()),
            edit.by(),
            edit.said())
        > 0;
  }

  @Override
  public List<Edit> edits(UUID id) {
    return jdbc.query(
        "select at, editor, said from silence_edit where silence = ? order by id",
        (rs, n) -> new Edit(Rows.must(rs, "at"), rs.getString("editor"), rs.getString("said")),
        id);
  }

  private static String[] texts(Silence silence) {
    return silence.matchers().all().stream().map(Matcher::toString).toArray(String[]::new);
  }

  @Override
  public Optional<Silence> find(UUID id) {
    return jdbc.query("select * from silence where id = ?", JdbcSilences::silence, id).stream().findFirst();
  }

  @Override
  public List<Silence> inForce(Instant now) {
    return jdbc.query(
        "select * from silence where expired_at is null and starts_at <= ? and ends_at > ? order by seq",
        JdbcSilences::silence,
        Rows.timestamp(now),
        Rows.timestamp(now));
  }

  @Override
  public List<Silence> list(boolean current, Instant now, int limit) {
    String standing = current ? "expired_at is null and ends_at > ?" : "(expired_at is not null or ends_at <= ?)";
    return jdbc.query(
        "select * from silence where " + standing + " order by seq desc limit ?",
        JdbcSilences::silence,
        Rows.timestamp(now),
        limit);
  }

  private static Silence silence(ResultSet rs, int n) throws SQLException {
    return new Silence(
        rs.getObject("id", UUID.class),
        Matchers.parse(List.of((String[]) rs.getArray("matchers").getArray())),
        Rows.must(rs, "starts_at"),
        Rows.must(rs, "ends_at"),
        rs.getString("author"),
        rs.getString("comment"),
        Rows.must(rs, "made_at"),
        Rows.instant(rs, "expired_at"),
        rs.getString("expired_by"));
  }
}
