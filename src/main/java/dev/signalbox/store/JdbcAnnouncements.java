package dev.signalbox.store;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.incident.Subject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Announcements in one table, whose unique index decides whether one is new. */
public final class JdbcAnnouncements implements Announcements {

  private final JdbcTemplate jdbc;

  public JdbcAnnouncements(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean make(Subject what, @Nullable Document document) {
    boolean fresh = jdbc.update(
            """
            insert into announcement (id, rule, key, severity, title, row, items, at, path)
            values (?, ?, ?, ?, ?, ?::json, ?::json, ?, ?) on conflict (rule, key) do nothing""",
            what.id(),
            what.alert().rule(),
            what.alert().key(),
            what.severity().label(),
            what.title(),
            Rows.json(what.row()),
            Rows.json(what.items()),
            Rows.timestamp(what.since()),
            what.path())
        > 0;
    if (fresh && document != null) {
      keep(what.id(), document);
    }
    return fresh;
  }

  private void keep(UUID announcement, Document document) {
    jdbc.update(
        "insert into document (announcement, text, html) values (?, ?, ?)", announcement, document.text(), document.html());
    List<Enclosure> enclosures = document.enclosures();
    jdbc.batchUpdate(
        "insert into enclosure (announcement, position, name, type, content_id, bytes) values (?, ?, ?, ?, ?, ?)",
        IntStream.range(0, enclosures.size()).boxed().toList(),
        100,
        (statement, i) -> {
          statement.setObject(1, announcement);
          statement.setInt(2, i);
          statement.setString(3, enclosures.get(i).name());
          statement.setString(4, enclosures.get(i).type());
          statement.setString(5, enclosures.get(i).contentId());
          statement.setBytes(6, enclosures.get(i).bytes());
        });
  }

  @Override
  public Optional<Document> document(UUID announcement) {
    return jdbc
        .query(
            "select text, html from document where announcement = ?",
            (rs, n) -> new Document(rs.getString("text"), rs.getString("html"), enclosures(announcement)),
            announcement)
        .stream()
        .findFirst();
  }

  private List<Enclosure> enclosures(UUID announcement) {
    return jdbc.query(
        "select name, type, content_id, bytes from enclosure where announcement = ? order by position",
        (rs, n) ->
            new Enclosure(rs.getString("name"), rs.getString("type"), rs.getString("content_id"), rs.getBytes("bytes")),
        announcement);
  }

  @Override
  public Set<String> made(String rule, Collection<String> keys) {
    return new HashSet<>(
        jdbc.queryForList(
            "select key from announcement where rule = ? and key = any(?)",
            String.class,
            rule,
            keys.toArray(String[]::new)));
  }
}
