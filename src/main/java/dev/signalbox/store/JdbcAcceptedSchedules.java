package dev.signalbox.store;

import dev.signalbox.escalation.lint.AcceptedSchedules;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row; every change is one statement. */
public final class JdbcAcceptedSchedules implements AcceptedSchedules {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcAcceptedSchedules(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Accepted> latest() {
    return jdbc
        .query(
            "select texts, accepted_at, accepted_by from on_call_accepted",
            (rs, n) -> new Accepted(
                List.of((String[]) rs.getArray("texts").getArray()),
                Rows.must(rs, "accepted_at"),
                rs.getString("accepted_by")))
        .stream().findFirst();
  }

  @Override
  public void accept(List<String> texts, String by) {
    jdbc.update(
        """
        insert into on_call_accepted (texts, accepted_at, accepted_by) values (?, ?, ?)
        on conflict (one) do update set texts = excluded.texts, accepted_at = excluded.accepted_at,
          accepted_by = excluded.accepted_by, disputed = null, disputed_at = null""",
        texts.toArray(String[]::new),
        Timestamp.from(clock.instant()),
        by);
  }

  @Override
  public Instant dispute(List<String> texts) {
    return jdbc
        .query(
            """
            update on_call_accepted set disputed = ?,
              disputed_at = case when disputed = ?::text[] then disputed_at else ? end
            returning disputed_at""",
            (rs, n) -> Rows.must(rs, "disputed_at"),
            texts.toArray(String[]::new),
            texts.toArray(String[]::new),
            Timestamp.from(clock.instant()))
        .stream().findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing was accepted yet, so nothing can differ from it"));
  }
}
