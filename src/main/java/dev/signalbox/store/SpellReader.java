package dev.signalbox.store;

import dev.signalbox.incident.Flapping;
import dev.signalbox.incident.Former;
import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Outage;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Spell;
import dev.signalbox.incident.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a poll needs to know of the polls before it, small because a storm has a hundred thousand of them; see {@link MoveWriter}. */
final class SpellReader {

  private static final String SPELL =
      """
      select id, key, status, severity, fingerprint, missed, repeats, next_repeat_at, snoozed_until, opened_at,
             held_reason, held_detail, held_since, told_at is not null as told,
             opens, open_times, flapping_since, quiet_since,
             case when mass then (select count(*) from incident c where c.parent = i.id) end as affected
      from incident i where rule = ? and gone_at is null and """;

  private final JdbcTemplate jdbc;

  SpellReader(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<String, Spell> spells(String rule) {
    Map<String, Spell> spells = new HashMap<>();
    Map<Hold, Hold> holds = new HashMap<>(); // a hold of a hundred thousand spells is one object
    jdbc.query(
        SPELL + " not mass",
        rs -> {
          Spell spell = spell(rs, holds);
          spells.put(spell.key(), spell);
        },
        rule);
    return spells;
  }

  private static Spell spell(ResultSet rs, Map<Hold, Hold> holds) throws SQLException {
    Held held = Rows.held(rs, "");
    return new Spell(
        rs.getObject(1, UUID.class),
        rs.getString(2),
        Status.of(rs.getString(3)),
        Severity.of(rs.getString(4)),
        rs.getLong(5),
        rs.getInt(6),
        rs.getInt(7),
        Rows.must(rs, "next_repeat_at"),
        Rows.instant(rs, "snoozed_until"),
        Rows.must(rs, "opened_at"),
        held == null ? null : new Held(holds.computeIfAbsent(held.hold(), hold -> hold), held.since()),
        rs.getBoolean("told"),
        rs.getInt("opens") == 1 ? Flapping.NONE : Rows.flapping(rs)); // arrays are dear, and a storm opens once
  }

  Optional<Outage> outage(String rule) {
    return jdbc.query(
            SPELL + " mass", (rs, n) -> new Outage(spell(rs, new HashMap<>()), rs.getInt("affected")), rule)
        .stream()
        .findFirst();
  }

  /** What was adopted was over when it was first seen: nobody heard of it, and nothing is opened again. */
  Map<String, Former> formers(String rule, Instant since) {
    Map<String, Former> formers = new HashMap<>();
    jdbc.query(
        """
        select distinct on (key) id, key, opened_at, resolved_at, opens, open_times, flapping_since, quiet_since
        from incident where rule = ? and gone_at is not null and resolved_at > ? and opened_at < resolved_at and not mass
        order by key, resolved_at desc""",
        rs -> {
          Flapping flapping = rs.getInt("opens") == 1 ? Flapping.NONE : Rows.flapping(rs);
          formers.put(
              rs.getString("key"),
              new Former(rs.getObject("id", UUID.class), Rows.must(rs, "opened_at"), Rows.must(rs, "resolved_at"), flapping));
        },
        rule,
        Rows.timestamp(since));
    return formers;
  }
}
