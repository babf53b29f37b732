package dev.signalbox.store;

import dev.signalbox.inbound.ForeignNames;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row per name; it goes with its incident. */
public final class JdbcForeignNames implements ForeignNames {

  private final JdbcTemplate jdbc;

  public JdbcForeignNames(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void learn(String channel, String name, UUID incident) {
    jdbc.update(
        """
        insert into foreign_name (channel, name, incident) select ?, ?, id from incident where id = ?
        on conflict do nothing""",
        channel, name, incident);
  }

  @Override
  public Optional<UUID> incident(String channel, String name) {
    return jdbc.queryForList(
        "select incident from foreign_name where channel = ? and name = ?", UUID.class, channel, name).stream().findFirst();
  }
}
