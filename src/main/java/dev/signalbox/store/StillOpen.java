package dev.signalbox.store;

import dev.signalbox.delivery.Owed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** News of incidents, without those that are over by now. */
final class StillOpen {

  private StillOpen() {}

  /**
   * A person may have resolved an incident since the poll read what was open, and its end is owed by then: what came after that
   * would be told as new, and nothing would end it. Nobody resolves one from here until the caller has committed.
   */
  static List<Owed> of(JdbcTemplate jdbc, List<Owed> news) {
    if (news.isEmpty()) {
      return news;
    }
    Set<UUID> over = new HashSet<>();
    jdbc.query(
        "select id, status from incident where id = any(?) order by id for share",
        rs -> {
          if (rs.getString("status").equals("resolved")) {
            over.add(rs.getObject("id", UUID.class));
          }
        },
        (Object) news.stream().map(one -> one.change().subject().id()).distinct().toArray(UUID[]::new));
    return over.isEmpty() ? news : news.stream().filter(one -> !over.contains(one.change().subject().id())).toList();
  }
}
