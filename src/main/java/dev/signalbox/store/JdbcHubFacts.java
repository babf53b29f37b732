package dev.signalbox.store;

import dev.signalbox.incident.Incident;
import dev.signalbox.report.HubFacts;
import dev.signalbox.report.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The report's facts in eight statements, each along an index. */
public final class JdbcHubFacts implements HubFacts {

  /** A mail lists fewer and the file with it no more: whoever has that many open has another problem than the list. */
  private static final int OPEN = 5_000;
  private static final int DESERTED = 200;
  private static final Duration DESERTED_FOR = Duration.ofDays(30);

  private static final String TICKETS =
      "select incident, channel, reference, url, nullif(state, '') as state, category = 'done' as closed from ticket";

  private final JdbcTemplate jdbc;

  public JdbcHubFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Hub read(Instant now, Period day, Period month) {
    return new Hub(open(), ages(now), responses(day), responses(month), deserted(now), deadLetters(), troubles());
  }

  private List<Open> open() {
    List<Incident> incidents = jdbc.query(
        "select * from incident where status <> 'resolved' order by opened_at limit ?", (rs, n) -> Rows.incident(rs, ""), OPEN);
    Map<UUID, List<Ticket>> tickets = tickets(incidents.stream().map(Incident::id).toList());
    return incidents.stream()
        .map(incident -> new Open(incident, tickets.getOrDefault(incident.id(), List.of()), held(incident)))
        .toList();
  }

  private static String held(Incident incident) {
    return incident.held() == null ? null : incident.held().hold().toString();
  }

  private Map<UUID, List<Ticket>> tickets(Collection<UUID> incidents) {
    record Of(UUID incident, Ticket ticket) {}

    return jdbc
        .query(
            TICKETS + " where incident = any(?) order by created_at",
            (rs, n) -> new Of(rs.getObject("incident", UUID.class), ticket(rs)),
            (Object) incidents.toArray(UUID[]::new))
        .stream()
        .collect(Collectors.groupingBy(Of::incident, Collectors.mapping(Of::ticket, Collectors.toList())));
  }

  private static Ticket ticket(ResultSet rs) throws SQLException {
    return new Ticket(
        rs.getString("channel"), rs.getString("reference"), rs.getString("url"), rs.getString("state"),
        rs.getBoolean("closed"));
  }

  private List<Long> ages(Instant now) {
    List<Object> bounds = new ArrayList<>();
    AGES.forEach(age -> bounds.add(Timestamp.from(now.minus(age))));
    return jdbc.queryForObject(
        """
        select count(*) filter (where opened_at > a), count(*) filter (where opened_at <= a and opened_at > b),
               count(*) filter (where opened_at <= b and opened_at > c), count(*) filter (where opened_at <= c and opened_at > d),
               count(*) filter (where opened_at <= d)
        from incident, (values (?::timestamptz, ?::timestamptz, ?::timestamptz, ?::timestamptz)) bound (a, b, c, d)
        where status <> 'resolved'""",
        (rs, n) -> List.of(rs.getLong(1), rs.getLong(2), rs.getLong(3), rs.getLong(4), rs.getLong(5)),
        bounds.toArray());
  }

  /** History that was over when the hub first saw it was nobody's work. */
  private Responses responses(Period period) {
    Timestamp from = Timestamp.from(period.from());
    Timestamp to = Timestamp.from(period.to());
    return jdbc.queryForObject(
        """
        select o.count, a.count as acknowledged, a.seconds as to_acknowledge, r.count as resolved, r.seconds as to_resolve
        from (select count(*) from incident
              where opened_at >= ? and opened_at < ? and (resolved_at is null or resolved_at > opened_at)) o,
             (select count(*), avg(extract(epoch from acknowledged_at - opened_at)) as seconds from incident
              where acknowledged_at >= ? and acknowledged_at < ?) a,
             (select count(*), avg(extract(epoch from resolved_at - opened_at)) as seconds from incident
              where resolved_at >= ? and resolved_at < ? and resolved_at > opened_at) r""",
        (rs, n) -> new Responses(
            rs.getLong("count"), rs.getLong("acknowledged"), seconds(rs, "to_acknowledge"), rs.getLong("resolved"),
            seconds(rs, "to_resolve")),
        from, to, from, to, from, to);
  }

  private static Duration seconds(ResultSet rs, String column) throws SQLException {
    return Duration.ofSeconds(Math.max(0, Math.round(rs.getDouble(column))));
  }

  private List<Deserted> deserted(Instant now) {
    return jdbc.query(
        """
        select i.*, t.channel, t.reference, t.url, nullif(t.state, '') as state, false as closed
        from ticket t join incident i on i.id = t.incident
        where t.category <> 'done' and i.status = 'resolved' and i.resolved_at > ?
        order by i.resolved_at desc limit ?""",
        (rs, n) -> new Deserted(Rows.incident(rs, ""), ticket(rs)),
        Timestamp.from(now.minus(DESERTED_FOR)),
        DESERTED);
  }

  private List<DeadLetters> deadLetters() {
    return jdbc.query(
        """
        select coalesce(channel, rule, source) as about, count(*), max(at) as latest, (array_agg(reason order by at desc))[1] as reason
        from dead_letter where status = 'dead' group by 1 order by 2 desc, 1""",
        (rs, n) -> new DeadLetters(
            rs.getString("about"), rs.getLong("count"), rs.getString("reason"), Rows.must(rs, "latest")));
  }

  private List<Trouble> troubles() {
    return jdbc.query(
        "select subject, problem from self_check order by 1",
        (rs, n) -> new Trouble(rs.getString("subject"), rs.getString("problem")));
  }
}
