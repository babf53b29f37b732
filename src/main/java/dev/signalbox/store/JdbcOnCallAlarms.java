package dev.signalbox.store;

import dev.signalbox.escalation.lint.OnCallAlarms;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table behind the last part of the view {@code self_check}. */
public final class JdbcOnCallAlarms implements OnCallAlarms {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcOnCallAlarms(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void tell(Map<String, String> problems) {
    List<String> subjects = List.copyOf(problems.keySet());
    jdbc.update(
        """
        with over as (delete from on_call_alarm where not (subject = any(?)))
        insert into on_call_alarm (subject, problem, since)
        select subject, problem, ? from unnest(?, ?) as told (subject, problem)
        on conflict (subject) do update set problem = excluded.problem""",
        subjects.toArray(String[]::new),
        Timestamp.from(clock.instant()),
        subjects.toArray(String[]::new),
        subjects.stream().map(problems::get).toArray(String[]::new));
  }
}
