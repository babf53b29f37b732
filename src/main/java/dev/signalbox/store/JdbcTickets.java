package dev.signalbox.store;

import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Tickets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tickets and their comments, in a table each. What the hub itself does to a ticket is written by {@link Verdicts}. */
public final class JdbcTickets implements Tickets {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcTickets(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Ticket> find(String channel, String reference) {
    return jdbc.query(
            "select * from ticket where reference = ? and channel = ? order by created_at desc limit 1",
            JdbcTickets::ticket, reference, channel)
        .stream().findFirst();
  }

  @Override
  public List<Ticket> of(Collection<UUID> incidents) {
    return jdbc.query(
        "select * from ticket where incident = any(?) order by created_at, reference",
        JdbcTickets::ticket, (Object) incidents.toArray(UUID[]::new));
  }

  @Override
  public void saw(Ticket ticket) {
    jdbc.update(
        """
        insert into ticket as t (incident, channel, reference, url, category, state, assignee, created_at, changed_at, seen_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (incident, channel, reference) do update
        set category = excluded.category, state = excluded.state, url = coalesce(excluded.url, t.url), assignee = excluded.assignee,
            changed_at = case when t.category = excluded.category then t.changed_at else excluded.changed_at end,
            seen_at = excluded.seen_at
        where t.seen_at <= excluded.seen_at""",
        ticket.incident(), ticket.channel(), ticket.reference(), ticket.url(), ticket.look().category().label(),
        ticket.look().state(), ticket.look().assignee(), Timestamp.from(ticket.createdAt()),
        Timestamp.from(ticket.changedAt()), Timestamp.from(ticket.seenAt()));
  }

  @Override
  public boolean knows(String channel, String comment) {
    return jdbc.queryForObject(
        "select exists (select 1 from ticket_comment where channel = ? and comment = ?)", Boolean.class, channel, comment);
  }

  @Override
  public void heard(String channel, String comment, UUID incident) {
    jdbc.update(
        "insert into ticket_comment (channel, comment, incident, heard_at) values (?, ?, ?, ?) on conflict do nothing",
        channel, comment, incident, Timestamp.from(clock.instant()));
  }

  private static Ticket ticket(ResultSet rs, int n) throws SQLException {
    Ticket.Look look = new Ticket.Look(
        Ticket.Category.of(rs.getString("category")), rs.getString("state"), rs.getString("assignee"), rs.getString("written"));
    return new Ticket(
        rs.getObject("incident", UUID.class), rs.getString("channel"), rs.getString("reference"), rs.getString("url"), look,
        Rows.must(rs, "created_at"), Rows.must(rs, "changed_at"), Rows.must(rs, "seen_at"));
  }
}
