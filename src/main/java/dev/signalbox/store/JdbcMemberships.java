package dev.signalbox.store;

import dev.signalbox.channel.slack.Membership;
import dev.signalbox.channel.slack.MembershipStore;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row for each group; what decides between hubs is done in one statement each. */
public final class JdbcMemberships implements MembershipStore {

  private static final int BATCH = 100;

  /** For so long another hub may have read other files: until then a group that none of ours names is left to it. */
  private static final Duration OTHER_FILES = Duration.ofMinutes(10);

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcMemberships(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void expect(List<Membership> memberships, Instant at) {
    jdbc.batchUpdate(
        """
        insert into slack_group as g (name, schedules, members, note, as_of, due_at)
        values (?, ?, ?, ?, ?, case when cardinality(?::text[]) = 0 then null else ?::timestamptz end)
        on conflict (name) do update set
          schedules = excluded.schedules, members = excluded.members, note = excluded.note, as_of = excluded.as_of,
          due_at = case when cardinality(excluded.members) = 0 or excluded.members = g.applied and g.claim is null then null
                        when excluded.members = g.members then g.due_at
                        else excluded.as_of end,
          failures = case when excluded.members = g.members then g.failures else 0 end,
          error = case when excluded.members = g.members then g.error end
        where g.as_of < excluded.as_of
          and (excluded.members, excluded.schedules, excluded.note) is distinct from (g.members, g.schedules, g.note)""",
        memberships,
        BATCH,
        (statement, one) -> {
          Array members = statement.getConnection().createArrayOf("text", one.members().toArray());
          statement.setString(1, one.group());
          statement.setArray(2, statement.getConnection().createArrayOf("text", one.schedules().toArray()));
          statement.setArray(3, members);
          statement.setString(4, one.note());
          statement.setTimestamp(5, Rows.timestamp(at));
          statement.setArray(6, members);
          statement.setTimestamp(7, Rows.timestamp(at));
        });
    jdbc.update(
        "delete from slack_group where as_of < ? and name <> all(?)",
        Rows.timestamp(at.minus(OTHER_FILES)), memberships.stream().map(Membership::group).toArray(String[]::new));
  }

  @Override
  public List<Claimed> claim(Duration lease) {
    Instant now = clock.instant();
    return jdbc.query(
        """
        update slack_group set claim = gen_random_uuid(), claimed_until = ?
        where name in (select name from slack_group
                       where due_at <= ? and (claimed_until is null or claimed_until <= ?) for update skip locked)
        returning name, members, failures, claim""",
        (rs, n) -> new Claimed(
            rs.getString("name"), set(rs.getArray("members")), rs.getInt("failures"), rs.getObject("claim", UUID.class)),
        Rows.timestamp(now.plus(lease)),
        Rows.timestamp(now),
        Rows.timestamp(now));
  }

  @Override
  public void applied(Claimed claimed) {
    String[] members = claimed.members().toArray(String[]::new);
    jdbc.update(
        """
        update slack_group set applied = ?, applied_at = ?, failures = 0, error = null, claim = null, claimed_until = null,
          due_at = case when members = ?::text[] or cardinality(members) = 0 then null else coalesce(due_at, ?) end
        where name = ? and claim = ?""",
        members, now(), members, now(), claimed.group(), claimed.token());
  }

  /** Who is in it then is not known: the answer alone may have been lost. */
  @Override
  public void failed(Claimed claimed, String reason, Duration wait) {
    String[] members = claimed.members().toArray(String[]::new);
    jdbc.update(
        """
        update slack_group set applied = null, claim = null, claimed_until = null,
          failures = case when members = ?::text[] then failures + 1 else 0 end,
          error = case when members = ?::text[] then ? end,
          due_at = case when members = ?::text[] and due_at is not null then ? else due_at end
        where name = ? and claim = ?""",
        members, members, reason, members, Rows.timestamp(clock.instant().plus(wait)), claimed.group(), claimed.token());
  }

  @Override
  public List<Standing> standing() {
    return jdbc.query(
        "select name, schedules, members, applied, note, failures, error from slack_group order by name", JdbcMemberships::row);
  }

  private static Standing row(ResultSet rs, int n) throws SQLException {
    Array applied = rs.getArray("applied");
    return new Standing(
        rs.getString("name"), List.of((String[]) rs.getArray("schedules").getArray()), set(rs.getArray("members")),
        applied == null ? null : set(applied), rs.getString("note"), rs.getInt("failures"), rs.getString("error"));
  }

  private static SortedSet<String> set(Array array) throws SQLException {
    return new TreeSet<>(List.of((String[]) array.getArray()));
  }

  private Timestamp now() {
    return Rows.timestamp(clock.instant());
  }
}
