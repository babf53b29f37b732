package dev.signalbox.store;

import dev.signalbox.delivery.GroupStanding;
import dev.signalbox.delivery.GroupStanding.Step;
import dev.signalbox.delivery.GroupStanding.Tally;
import dev.signalbox.delivery.Groups;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Groups in two tables, beside their deliveries. {@code due_at} says when to look at one again; whoever looks locks it and
 * passes over those that others have locked, a poll among them that is still adding members.
 */
public final class JdbcGroups implements Groups {

  private static final int AT_ONCE = 500;
  private static final int LISTED = 10;
  private static final Duration SOON = Duration.ofSeconds(5);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Clock clock;

  public JdbcGroups(JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.clock = clock;
  }

  private record Group(
      UUID id, String rule, String description, String channel, String address, String label, Row facts, String context,
      boolean reminders, Instant openedAt, String path, boolean known, GroupStanding standing) {

    Subject says(Tally now, List<Subject.Item> items) {
      Map<String, Object> row = new LinkedHashMap<>(facts.columns());
      row.put("open", now.open());
      if (now.over() > 0) {
        row.put("over", now.over());
      }
      List<Subject.Item> listed = new ArrayList<>(items);
      if (now.total() > items.size()) {
        listed.add(new Subject.Item("… and %d more".formatted(now.total() - items.size()), "", path));
      }
      return new Subject(id, new AlertKey(rule, label), now.worst(), title(now), new Row(row), listed, openedAt, path);
    }

    private String title(Tally now) {
      String count = now.open() == 0 ? "all %d over".formatted(now.total())
          : now.over() == 0 ? "%d open".formatted(now.open()) : "%d open, %d over".formatted(now.open(), now.over());
      return "%s, %s: %s".formatted(description, label, count);
    }
  }

  @Override
  public boolean tell() {
    return Boolean.TRUE.equals(transaction.execute(status -> tellDue()));
  }

  private boolean tellDue() {
    Instant now = clock.instant();
    List<UUID> due = jdbc.queryForList(
        "select id from message_group where due_at <= ? order by due_at limit ? for update skip locked",
        UUID.class,
        Rows.timestamp(now),
        AT_ONCE);
    if (due.isEmpty()) {
      return false;
    }
    List<Group> groups = groups(due);
    Set<UUID> onTheWire = onTheWire(due);
    Map<UUID, Instant> later = new HashMap<>();
    Map<Group, Step> news = new LinkedHashMap<>();
    for (Group group : groups) {
      Step step = group.standing().step(now);
      if (step == Step.WAIT) {
        later.put(group.id(), group.standing().again());
      } else if (step == Step.REST) {
        later.put(group.id(), null);
      } else if (onTheWire.contains(group.id()) && step != Step.END) {
        later.put(group.id(), now.plus(SOON)); // what is under way may say less than what is true by now
      } else {
        news.put(group, step);
      }
    }
    postpone(later);
    owe(news, now);
    return !news.isEmpty();
  }

  private List<Group> groups(List<UUID> ids) {
    return jdbc.query(
        """
        select g.*, coalesce(nullif(r.description, ''), g.rule) as description, m.total, m.over, m.worst
        from message_group g left join rule r on r.id = g.rule
        cross join lateral (
          select count(*) as total, count(m.left_at) as over,
                 max(case when m.left_at is null then array_position(array['info', 'warning', 'error', 'critical'], i.severity) end) as worst
          from group_member m left join incident i on i.id = m.incident where m.message_group = g.id) m
        where g.id = any(?)""",
        JdbcGroups::group,
        (Object) ids.toArray(UUID[]::new));
  }

  private static Group group(ResultSet rs, int n) throws SQLException {
    Instant toldAt = Rows.instant(rs, "told_at");
    Severity told = Severity.of(rs.getString("told_worst"));
    int worst = rs.getInt("worst"); // 0 if all are over: as bad as it was
    return new Group(
        rs.getObject("id", UUID.class),
        rs.getString("rule"),
        rs.getString("description"),
        rs.getString("channel"),
        rs.getString("address"),
        rs.getString("label"),
        Rows.row(rs.getString("facts")),
        rs.getString("context"),
        rs.getBoolean("reminders"),
        Rows.must(rs, "opened_at"),
        rs.getString("path"),
        rs.getInt("told_total") > 0,
        new GroupStanding(
            toldAt == null ? null : new Tally(rs.getInt("told_total"), rs.getInt("told_over"), told),
            toldAt,
            new Tally(rs.getInt("total"), rs.getInt("over"), worst == 0 ? told : Severity.values()[worst - 1]),
            rs.getBoolean("reminded"),
            Duration.ofMillis(rs.getLong("apart_ms"))));
  }

  /**
   * Groups with a message that somebody may be sending. What waits untouched is locked until this commits, and says what is
   * true then.
   */
  private Set<UUID> onTheWire(List<UUID> ids) {
    UUID[] groups = ids.toArray(UUID[]::new);
    List<UUID> waiting = jdbc.queryForList(
        "select id from delivery where incident = any(?) and status = 'pending' and attempts = 0 for update skip locked",
        UUID.class,
        (Object) groups);
    return new HashSet<>(jdbc.queryForList(
        "select incident from delivery where incident = any(?) and status = 'pending' and id <> all(?)",
        UUID.class,
        groups,
        waiting.toArray(UUID[]::new)));
  }

  private void postpone(Map<UUID, @Nullable Instant> later) {
    jdbc.batchUpdate(
        "update message_group set due_at = ? where id = ?",
        List.copyOf(later.entrySet()),
        AT_ONCE,
        (statement, one) -> {
          statement.setTimestamp(1, Rows.timestamp(one.getValue()));
          statement.setObject(2, one.getKey());
        });
  }

  private void owe(Map<Group, Step> news, Instant now) {
    Map<UUID, List<Subject.Item>> items = items(news.keySet().stream().map(Group::id).toArray(UUID[]::new));
    Map<Group, Subject> said = new LinkedHashMap<>();
    news.keySet().forEach(group -> said.put(group, group.says(group.standing().now(), items.getOrDefault(group.id(), List.of()))));
    write(said, news, now);
    List<Owed> owed = new ArrayList<>();
    List<UUID> over = new ArrayList<>();
    news.forEach((group, step) -> {
      if (step == Step.END) {
        over.add(group.id());
      } else {
        owed.add(new Owed(change(group, step, said.get(group), now), group.channel(), group.address(), group.reminders(), group.context()));
      }
    });
    outbox.add(owed);
    outbox.close(over, Reason.GROUP_OVER, now);
  }

  /** What begins again is an opening for a place that never heard of it, and nothing for one that has not heard of its end. */
  private static Change change(Group group, Step step, Subject subject, Instant now) {
    String note = group.standing().difference();
    return switch (step) {
      case WORSEN -> new Change(ChangeKind.WORSENED, Reason.SEVERITY_ROSE, subject, now, note);
      case CHANGE -> new Change(ChangeKind.REPEATED, Reason.GROUP_CHANGED, subject, now, note);
      case REMIND -> new Change(ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, subject, now);
      default -> group.known()
          ? new Change(ChangeKind.REOPENED, Reason.CAME_BACK, subject, now)
          : new Change(ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, subject, now);
    };
  }

  private void write(Map<Group, Subject> said, Map<Group, Step> news, Instant now) {
    Timestamp at = Rows.timestamp(now);
    jdbc.batchUpdate(
        """
        update message_group set severity = ?, title = ?, row = ?::json, items = ?::json, told_at = ?, told_worst = ?, told_total = ?,
          told_over = ?, reminded = false, due_at = null, closed_at = ? where id = ?""",
        List.copyOf(said.entrySet()),
        AT_ONCE,
        (statement, one) -> {
          Tally tally = one.getKey().standing().now();
          Subject subject = one.getValue();
          statement.setString(1, subject.severity().label());
          statement.setString(2, subject.title());
          statement.setString(3, Rows.json(subject.row()));
          statement.setString(4, Rows.json(subject.items()));
          statement.setTimestamp(5, at);
          statement.setString(6, tally.worst().label());
          statement.setInt(7, tally.total());
          statement.setInt(8, tally.over());
          statement.setTimestamp(9, news.get(one.getKey()) == Step.END ? at : null);
          statement.setObject(10, one.getKey().id());
        });
  }

  private Map<UUID, List<Subject.Item>> items(UUID[] groups) {
    Map<UUID, List<Subject.Item>> items = new HashMap<>();
    jdbc.query(
        """
        select g.id as message_group, t.* from unnest(?::uuid[]) as g (id)
        cross join lateral (
          select i.id, i.title, i.severity, m.left_at from group_member m join incident i on i.id = m.incident
          where m.message_group = g.id
          order by m.left_at is not null, array_position(array['critical', 'error', 'warning', 'info'], i.severity), i.opened_at, i.key
          limit ?) t""",
        rs -> {
          UUID incident = rs.getObject("id", UUID.class);
          String remark = rs.getTimestamp("left_at") == null ? rs.getString("severity") : "over";
          items.computeIfAbsent(rs.getObject("message_group", UUID.class), id -> new ArrayList<>())
              .add(new Subject.Item(rs.getString("title"), remark, Subject.page(incident)));
        },
        groups,
        LISTED);
    return items;
  }

  @Override
  public void acknowledged(Collection<UUID> incidents, String note, Collection<String> channels) {
    List<UUID> calm = jdbc.queryForList(
        """
        select g.id from message_group g
        where g.id = any(array(select m.message_group from group_member m where m.incident = any(?) and m.left_at is null))
          and g.told_at is not null and g.closed_at is null
          and not exists (select 1 from group_member o join incident i on i.id = o.incident
                          where o.message_group = g.id and o.left_at is null and i.status <> 'acknowledged')
        order by g.id""",
        UUID.class,
        (Object) incidents.toArray(UUID[]::new));
    Instant now = clock.instant();
    outbox.tell(
        calm.stream().map(group -> new Outbox.News(group, Reason.BY_HAND, now, note, null)).toList(), ChangeKind.ACKNOWLEDGED, channels);
  }

  @Override
  public Optional<View> find(UUID group, int most) {
    return groups(List.of(group)).stream().findFirst().map(found -> new View(
        found.says(found.standing().now(), List.of()),
        found.channel(),
        found.address(),
        jdbc.query("select closed_at from message_group where id = ?", (rs, n) -> Rows.instant(rs, "closed_at"), group).get(0),
        found.standing().now().total(),
        found.standing().now().over(),
        jdbc.query(
            """
            select i.* from group_member m join incident i on i.id = m.incident where m.message_group = ?
            order by m.left_at is not null, array_position(array['critical', 'error', 'warning', 'info'], i.severity), i.opened_at, i.key
            limit ?""",
            (rs, n) -> Rows.incident(rs, ""),
            group,
            most)));
  }
}
