package dev.signalbox.store;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.incident.Reason;
import java.sql.Array;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records the outcomes of many attempts in a handful of statements, whatever their number. */
final class Verdicts {

  private final List<Settlement> settlements;
  private final Clock clock;

  Verdicts(List<Settlement> settlements, Clock clock) {
    this.settlements = settlements;
    this.clock = clock;
  }

  /** Returns how many of them still held their claim. */
  int record(JdbcTemplate jdbc) {
    List<UUID> held = settle(jdbc);
    if (settlements.stream().allMatch(settlement -> settlement.status().equals(Settlement.SENT))) {
      return held.size();
    }
    List<Settlement> failed =
        settlements.stream()
            .filter(settlement -> !settlement.status().equals(Settlement.SENT) && held.contains(settlement.delivery().id()))
            .toList();
    bury(jdbc, failed.stream().filter(settlement -> settlement.status().equals(Settlement.DEAD)).toList());
    collapse(jdbc, failed.stream().map(settlement -> settlement.delivery().subject().id()).distinct().toArray(UUID[]::new));
    return held.size();
  }

  /**
   * With what their tickets look like in the same statement: what is sent is known. An attempt that certainly failed takes
   * away its own doubt, and not that of an attempt before it.
   */
  private List<UUID> settle(JdbcTemplate jdbc) {
    return jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  """
                  with v as (
                    select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::boolean[], ?::text[],
                                         ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                      as v (id, claim, status, at, reason, unsure, reference, url, category, state, assignee, written, unsure_before)),
                  held as (
                    update delivery d
                    set status = v.status, last_error = v.reason,
                        due_at = case when v.status = 'pending' then v.at else d.due_at end,
                        sent_at = case when v.status = 'sent' then v.at end,
                        unsure_since = case when v.unsure then d.unsure_since
                                            when v.status in ('pending', 'dead') then v.unsure_before end,
                        reference = v.reference, url = v.url
                    from v
                    where d.id = v.id and d.claim = v.claim and d.status = 'pending'
                    returning d.id, d.incident, d.channel),
                  seen as (
                    insert into ticket as t
                      (incident, channel, reference, url, category, state, assignee, written, created_at, changed_at, seen_at)
                    select h.incident, h.channel, v.reference, v.url, v.category, v.state, v.assignee, v.written, v.at, v.at, v.at
                    from held h join v on v.id = h.id
                    where v.category is not null and v.reference is not null
                    on conflict (incident, channel, reference) do update
                    set category = excluded.category, state = excluded.state, url = coalesce(excluded.url, t.url),
                        assignee = coalesce(excluded.assignee, t.assignee), written = coalesce(excluded.written, t.written),
                        changed_at = case when t.category = excluded.category then t.changed_at else excluded.changed_at end,
                        seen_at = excluded.seen_at)
                  select id from held""");
          statement.setArray(1, array(connection, "uuid", s -> s.delivery().id()));
          statement.setArray(2, array(connection, "uuid", s -> s.delivery().claim()));
          statement.setArray(3, array(connection, "text", Settlement::status));
          statement.setArray(4, array(connection, "timestamptz", s -> Timestamp.from(s.at())));
          statement.setArray(5, array(connection, "text", Settlement::reason));
          statement.setArray(6, array(connection, "boolean", Settlement::unsure));
          statement.setArray(7, array(connection, "text", Settlement::reference));
          statement.setArray(8, array(connection, "text", Settlement::url));
          statement.setArray(9, array(connection, "text", ticket(look -> look.category().label())));
          statement.setArray(10, array(connection, "text", ticket(Ticket.Look::state)));
          statement.setArray(11, array(connection, "text", ticket(Ticket.Look::assignee)));
          statement.setArray(12, array(connection, "text", ticket(Ticket.Look::written)));
          statement.setArray(13, array(connection, "timestamptz", s -> Rows.timestamp(s.delivery().unsureSince())));
          return statement;
        },
        (rs, n) -> rs.getObject(1, UUID.class));
  }

  private static Function<Settlement, Object> ticket(Function<Ticket.Look, Object> value) {
    return settlement -> settlement.ticket() == null ? null : value.apply(settlement.ticket());
  }

  private Array array(java.sql.Connection connection, String type, Function<Settlement, Object> value) throws java.sql.SQLException {
    return connection.createArrayOf(type, settlements.stream().map(value).toArray());
  }

  private void bury(JdbcTemplate jdbc, List<Settlement> dead) {
    jdbc.batchUpdate(
        """
        insert into dead_letter (id, at, source, rule, channel, address, delivery, incident, payload, reason, attempts)
        values (?, ?, 'delivery', ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
        dead,
        100,
        (statement, settlement) -> {
          Delivery delivery = settlement.delivery();
          statement.setObject(1, Ids.next(clock));
          statement.setTimestamp(2, Timestamp.from(settlement.at()));
          statement.setString(3, delivery.subject().alert().rule());
          statement.setString(4, delivery.channel());
          statement.setString(5, delivery.address());
          statement.setObject(6, delivery.id());
          statement.setObject(7, delivery.incident().orElse(null));
          statement.setString(8, Payloads.of(delivery));
          statement.setString(9, settlement.reason());
          statement.setInt(10, delivery.attempts());
        });
  }

  /**
   * An incident may have ended while its opening was on the wire. If that attempt certainly failed or never began, or the
   * opening was buried, nobody has heard of the incident: then neither the opening nor the end is sent. The same goes for the
   * news that it is open again, where a place takes it for over.
   */
  static void collapse(JdbcTemplate jdbc, List<Delivery> deliveries) {
    if (!deliveries.isEmpty()) {
      collapse(jdbc, deliveries.stream().map(delivery -> delivery.subject().id()).distinct().toArray(UUID[]::new));
    }
  }

  private static void collapse(JdbcTemplate jdbc, UUID[] incidents) {
    jdbc.update(
        """
        update delivery d set status = 'suppressed', last_error = ?
        where d.incident = any(?) and d.status = 'pending' and d.unsure_since is null and d.kind <> 'resolved'
          and exists (select 1 from delivery r where r.incident = d.incident and r.channel = d.channel
                        and r.address = d.address and r.kind = 'resolved' and r.status not in ('sent', 'dead', 'suppressed')
                        and r.seq > d.seq)""",
        Reason.RESOLVED_BEFORE_SENT.label(),
        incidents);
    jdbc.update(
        """
        update delivery r set status = 'suppressed', last_error = ?
        where r.incident = any(?) and r.status = 'pending' and r.kind not in ('opened', 'announced')
          and coalesce(
            (select p.kind = 'resolved' and r.kind <> 'reopened' and r.unsure_since is null
             from delivery p where p.incident = r.incident and p.channel = r.channel and p.address = r.address
               and p.kind in ('opened', 'reopened', 'resolved') and p.seq < r.seq
                and (p.status in ('sent', 'pending') or p.status = 'dead' and p.kind <> 'resolved' and p.unsure_since is not null)
             order by p.seq desc limit 1),
            true)""",
        Reason.NEVER_SENT_OPEN.label(),
        incidents);
  }
}
