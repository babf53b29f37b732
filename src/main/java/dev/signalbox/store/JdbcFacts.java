package dev.signalbox.store;

import dev.signalbox.explain.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what explanations need beside incidents and deliveries. */
public final class JdbcFacts implements Facts {

  private final JdbcTemplate jdbc;

  public JdbcFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<PollRun> polls(String rule, Instant until, int most) {
    return jdbc.query(
        """
        select began_at, last_at, ok, polls, least_rows, most_rows, error from poll_run
        where rule = ? and began_at <= ? order by id desc limit ?""",
        (rs, n) ->
            new PollRun(
                Rows.must(rs, "began_at"),
                Rows.must(rs, "last_at"),
                rs.getBoolean("ok"),
                rs.getInt("polls"),
                rs.getInt("least_rows"),
                rs.getInt("most_rows"),
                rs.getString("error")),
        rule,
        Rows.timestamp(until),
        most);
  }

  @Override
  public List<Asked> asked(UUID incident) {
    return jdbc.query(
        """
        select min(at) as at, schedule, people, fallback_used, level, remark
        from (select at, seq, context::json #>> '{onCall,schedule}' as schedule,
                     coalesce((context::json #>> '{onCall,fallbackUsed}')::boolean, false) as fallback_used,
                     (context::json #>> '{onCall,level,number}') || ' of ' || (context::json #>> '{onCall,level,escalation}') as level,
                     context::json ->> 'remark' as remark,
                     (select array_agg(coalesce(p ->> 'fullName', p ->> 'name') order by n)
                      from json_array_elements(context::json #> '{onCall,primary}') with ordinality as people (p, n)) as people
              from delivery
              where incident = any(array(select ?::uuid union all select message_group from group_member where incident = ?))
                and context like '{%') d
        where schedule is not null
        group by schedule, people, fallback_used, level, remark order by min(seq)""",
        JdbcFacts::asked,
        incident,
        incident);
  }

  private static Asked asked(ResultSet rs, int n) throws SQLException {
    java.sql.@Nullable Array people = rs.getArray("people");
    return new Asked(
        Rows.must(rs, "at"),
        rs.getString("schedule"),
        people == null ? List.of() : List.of((String[]) people.getArray()),
        rs.getBoolean("fallback_used"),
        rs.getString("level"),
        rs.getString("remark"));
  }

  /** By the rule's index; the payload is an excerpt, at most 64 KB, so a key far behind in a huge row is not found. */
  @Override
  public List<Refused> refused(String rule, String key, Instant until, int most) {
    return jdbc.query(
        """
        select id, at, reason from dead_letter
        where source = 'row' and rule = ? and at <= ? and position(? in payload) > 0 order by at desc limit ?""",
        (rs, n) -> new Refused(Rows.must(rs, "at"), rs.getString("reason"), rs.getObject("id", UUID.class)),
        rule,
        Rows.timestamp(until),
        key,
        most);
  }
}
