package dev.signalbox.store;

import dev.signalbox.delivery.Cap;
import dev.signalbox.delivery.Grouping;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who belongs to which group. A handful of statements for as many deliveries as a poll owes at once; a group's row is locked
 * until the poll commits, so that nobody tells of half of what it found.
 */
final class GroupMembers {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  GroupMembers(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What makes a group one group. */
  private record Lane(String rule, String channel, String address, String label) {
    static Lane of(Owed one) {
      return new Lane(one.grouping().ofAnyRule() ? Grouping.DIGEST : one.change().subject().alert().rule(), one.channel(), one.address(), one.grouping().label());
    }
  }

  /**
   * Puts what is over the cap of its place into the place's digest, and lets the worst go alone. Whoever does so for the same
   * place meanwhile, in another poll or another hub, waits until this one has committed.
   */
  private List<Owed> withinCaps(List<Owed> all) {
    List<Owed> fresh = all.stream().filter(one -> one.limit() != null && one.grouping() == null).toList();
    if (fresh.isEmpty()) {
      return all;
    }
    Set<Owed> known = toldAlone(fresh.stream().filter(one -> !one.change().kind().first()).toList());
    Map<Owed, Owed> digested = new IdentityHashMap<>();
    Map<Place, List<Owed>> byPlace = new TreeMap<>(Comparator.comparing(Place::channel).thenComparing(Place::address));
    fresh.stream().filter(one -> !known.contains(one)).forEach(one -> byPlace.computeIfAbsent(Place.of(one), place -> new ArrayList<>()).add(one));
    lock(byPlace.keySet());
    byPlace.forEach((place, owed) -> {
      Cap cap = owed.get(0).limit().cap();
      Set<UUID> members = membersOfDigest(place, owed);
      List<Owed> worstFirst = owed.stream()
          .sorted(Comparator.comparing((Owed one) -> one.change().subject().severity()).reversed()).toList();
      int room = cap.most() - used(place, cap);
      int alone = 0;
      for (Owed one : worstFirst) {
        if (alone < room && !members.contains(one.change().subject().id())) {
          alone++;
        } else {
          digested.put(one, one.in(one.limit().over()));
        }
      }
      use(place, alone);
    });
    return all.stream().map(one -> digested.getOrDefault(one, one)).toList();
  }

  /** Until the transaction ends; in the same order everywhere, so that two never wait for each other. */
  private void lock(Set<Place> places) {
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended('cap of ' || place, 0)) from unnest(?::text[]) as p (place)",
        rs -> {},
        (Object) places.stream().map(place -> place.channel() + " " + place.address()).toArray(String[]::new));
  }

  private record Place(String channel, String address) {
    static Place of(Owed one) {
      return new Place(one.channel(), one.address());
    }
  }

  private Set<UUID> membersOfDigest(Place place, List<Owed> owed) {
    return new HashSet<>(jdbc.queryForList(
        """
        select m.incident from group_member m join message_group g on g.id = m.message_group
        where m.incident = any(?) and g.channel = ? and g.address = ? and g.rule = ?""",
        UUID.class,
        owed.stream().map(one -> one.change().subject().id()).toArray(UUID[]::new),
        place.channel(),
        place.address(),
        Grouping.DIGEST));
  }

  private int used(Place place, Cap cap) {
    Timestamp since = Rows.timestamp(clock.instant().minus(cap.within()));
    jdbc.update("delete from capped_opening where channel = ? and address = ? and at <= ?", place.channel(), place.address(), since);
    return jdbc.queryForObject(
        "select count(*) from capped_opening where channel = ? and address = ?", Integer.class, place.channel(), place.address());
  }

  private void use(Place place, int count) {
    if (count > 0) {
      jdbc.update(
          "insert into capped_opening (channel, address, at) select ?, ?, ?::timestamptz from generate_series(1, ?)",
          place.channel(), place.address(), Rows.timestamp(clock.instant()), count);
    }
  }

  /**
   * Puts into their groups what is to be told with others; the groups tell it.
   *
   * @return the others, and what their place has heard of alone already
   */
  List<Owed> join(List<Owed> given) {
    List<Owed> all = withinCaps(given);
    Set<Owed> told = toldAlone(all.stream().filter(one -> one.grouping() != null && !one.change().kind().first()).toList());
    List<Owed> alone = new ArrayList<>();
    List<Owed> joining = new ArrayList<>();
    all.forEach(one -> (one.grouping() == null || told.contains(one) ? alone : joining).add(one));
    if (!joining.isEmpty()) {
      Timestamp now = Rows.timestamp(clock.instant());
      beginAgain(joining.stream().filter(one -> one.change().kind() == ChangeKind.REOPENED).toList());
      begin(joining, now);
      enter(joining, now);
    }
    return alone;
  }

  private Set<Owed> toldAlone(List<Owed> owed) {
    if (owed.isEmpty()) {
      return Set.of();
    }
    List<Integer> places = jdbc.queryForList(
        """
        select n.place::int from unnest(?::uuid[], ?::text[], ?::text[]) with ordinality as n (incident, channel, address, place)
        where exists (select 1 from delivery d where d.incident = n.incident and d.channel = n.channel and d.address = n.address)""",
        Integer.class,
        owed.stream().map(one -> one.change().subject().id()).toArray(UUID[]::new),
        texts(owed, Owed::channel),
        texts(owed, Owed::address));
    Set<Owed> told = Collections.newSetFromMap(new IdentityHashMap<>());
    places.forEach(place -> told.add(owed.get(place - 1)));
    return told;
  }

  /** An incident that is open again opens the group again in which it ended, unless there is a new one by now. */
  private void beginAgain(List<Owed> owed) {
    if (owed.isEmpty()) {
      return;
    }
    List<Lane> lanes = owed.stream().map(Lane::of).toList();
    Timestamp now = Rows.timestamp(clock.instant());
    jdbc.update(
        """
        update message_group g set closed_at = null, told_at = null, due_at = ?::timestamptz + last.await_ms * interval '1 millisecond'
        from (
          select distinct on (o.rule, o.channel, o.address, o.label) o.id, n.await_ms
          from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            as n (incident, rule, channel, address, label, await_ms)
          join group_member m on m.incident = n.incident
          join message_group o on o.id = m.message_group and o.rule = n.rule and o.channel = n.channel and o.address = n.address
            and o.label = n.label and o.closed_at is not null
          where not exists (select 1 from message_group l where l.rule = n.rule and l.channel = n.channel and l.address = n.address
                              and l.label = n.label and l.closed_at is null)
          order by o.rule, o.channel, o.address, o.label, o.closed_at desc) last
        where g.id = last.id""",
        now,
        owed.stream().map(one -> one.change().subject().id()).toArray(UUID[]::new),
        texts(lanes, Lane::rule),
        texts(lanes, Lane::channel),
        texts(lanes, Lane::address),
        texts(lanes, Lane::label),
        owed.stream().map(one -> one.grouping().await().toMillis()).toArray(Long[]::new));
  }

  /** In the same order everywhere, so that two that begin the same groups do not wait for each other. */
  private void begin(List<Owed> owed, Timestamp now) {
    Map<Lane, Owed> latest = new TreeMap<>(
        Comparator.comparing(Lane::rule).thenComparing(Lane::channel).thenComparing(Lane::address).thenComparing(Lane::label));
    Set<Lane> reminded = new HashSet<>();
    for (Owed one : owed) {
      latest.put(Lane.of(one), one);
      if (one.change().kind() == ChangeKind.REPEATED && one.reminders()) {
        reminded.add(Lane.of(one));
      }
    }
    Instant at = now.toInstant();
    jdbc.batchUpdate(
        """
        insert into message_group as g
          (id, rule, channel, address, label, facts, context, reminders, apart_ms, opened_at, due_at, reminded, path)
        values (?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?)
        on conflict (rule, channel, address, label) where closed_at is null do update
        set context = excluded.context, reminders = excluded.reminders, apart_ms = excluded.apart_ms,
            reminded = g.reminded or excluded.reminded,
            due_at = case when g.told_at is null then g.due_at else excluded.opened_at end""",
        List.copyOf(latest.entrySet()),
        500,
        (statement, entry) -> {
          Lane lane = entry.getKey();
          Owed one = entry.getValue();
          Grouping grouping = one.grouping();
          UUID id = Ids.next(clock);
          statement.setObject(1, id);
          statement.setString(2, lane.rule());
          statement.setString(3, lane.channel());
          statement.setString(4, lane.address());
          statement.setString(5, lane.label());
          statement.setString(6, Rows.json(new Row(new LinkedHashMap<>(grouping.common()))));
          statement.setString(7, one.context());
          statement.setBoolean(8, one.reminders());
          statement.setLong(9, grouping.apart().toMillis());
          statement.setTimestamp(10, now);
          statement.setTimestamp(11, Rows.timestamp(at.plus(grouping.await())));
          statement.setBoolean(12, reminded.contains(lane));
          statement.setString(13, "/groups/" + id);
        });
  }

  private void enter(List<Owed> owed, Timestamp now) {
    List<Lane> lanes = owed.stream().map(Lane::of).toList();
    jdbc.update(
        """
        insert into group_member (message_group, incident, joined_at)
        select distinct g.id, n.incident, ?::timestamptz
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[]) as n (incident, rule, channel, address, label)
        join message_group g on g.rule = n.rule and g.channel = n.channel and g.address = n.address and g.label = n.label
          and g.closed_at is null
        on conflict (message_group, incident) do update set left_at = null, joined_at = excluded.joined_at
        where group_member.left_at is not null""",
        now,
        owed.stream().map(one -> one.change().subject().id()).toArray(UUID[]::new),
        texts(lanes, Lane::rule),
        texts(lanes, Lane::channel),
        texts(lanes, Lane::address),
        texts(lanes, Lane::label));
  }

  private static <T> String[] texts(List<T> list, Function<T, String> text) {
    return list.stream().map(text).toArray(String[]::new);
  }
}
