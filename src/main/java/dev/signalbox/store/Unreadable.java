package dev.signalbox.store;

import dev.signalbox.delivery.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Of the deliveries of one claim those that cannot be read: each is given up with its reason, and the others go on. */
final class Unreadable {

  private final UUID claim;
  private final Instant now;
  private final Map<UUID, String> reasons = new LinkedHashMap<>();

  Unreadable(UUID claim, Instant now) {
    this.claim = claim;
    this.now = now;
  }

  @FunctionalInterface
  interface Reading {
    Delivery read() throws SQLException;
  }

  @Nullable Delivery orNull(ResultSet rs, Reading reading) throws SQLException {
    try {
      return reading.read();
    } catch (RuntimeException e) {
      reasons.put(rs.getObject("id", UUID.class), "it cannot be read: " + e.getMessage());
      return null;
    }
  }

  void bury(JdbcTemplate jdbc) {
    reasons.forEach((delivery, reason) -> jdbc.update(
        """
        with gone as (update delivery set status = 'dead', last_error = ? where id = ? and claim = ? returning *)
        insert into dead_letter (id, at, source, rule, channel, address, delivery, incident, payload, reason, attempts)
        select gen_random_uuid(), ?, 'delivery', rule, channel, address, id, case when kind <> 'announced' then incident end,
               kind || ' of ' || incident, ?, attempts
        from gone on conflict do nothing""",
        reason, delivery, claim, Rows.timestamp(now), reason));
  }
}
