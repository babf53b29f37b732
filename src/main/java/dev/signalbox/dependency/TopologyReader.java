package dev.signalbox.dependency;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Findings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code routes/dependencies/<name>.yaml}. What it refuses, it refuses with the line. */
public final class TopologyReader {

  private static final int WAIT = 30;
  private static final int AN_HOUR = 3600;
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Pattern PAUSE = Pattern.compile("(\\d{1,6})([mhd])");

  private TopologyReader() {}

  /** @return empty where there is a finding */
  public static Optional<Topology> read(String file, String text, Findings findings) {
    Findings own = new Findings();
    List<Element> roots = Documents.parse(text, file, own);
    Topology topology = roots.size() == 1 ? topology(roots.get(0)) : null;
    if (roots.size() != 1 && own.all().isEmpty()) {
      own.add(file, 1, "must hold one map with the key 'behind', 'sql' or 'columns'; delete the file if none is meant");
    }
    own.all().forEach(finding -> findings.add(finding.file(), finding.line(), finding.message()));
    return own.all().isEmpty() ? Optional.ofNullable(topology) : Optional.empty();
  }

  private static Topology topology(Element root) {
    Fields fields = root.fields("the file");
    Set<String> rules = new LinkedHashSet<>(texts(fields.items("rules"), "a rule"));
    List<String> columns = texts(fields.items("columns"), "a column");
    int wait = fields.get("wait_seconds").map(it -> it.number("wait_seconds", 0, AN_HOUR).orElse(WAIT)).orElse(WAIT);
    Optional<Element> behind = fields.get("behind");
    Optional<EdgeQuery> query = query(fields);
    fields.end();
    if (behind.isEmpty() && columns.isEmpty() && query.isEmpty() && root.isMap()) {
      root.complain(
          "says nothing: give what stands behind what under 'behind', a query that knows under 'sql', or the columns that name it under 'columns'");
    }
    if (!columns.isEmpty() && rules.isEmpty()) {
      fields.key("columns").complain("'columns' needs 'rules': name the rules whose incidents say that something is down");
    }
    Graph graph = new Graph();
    behind.ifPresent(map -> map.fields("'behind'").all().forEach((parent, children) -> {
      for (Element child : children.items()) {
        graph.add(child.text("what stands behind '" + parent + "'"), parent)
            .ifPresent(circle -> child.complain("%s; take one of them out", circle));
      }
    }));
    return new Topology(rules, columns, Duration.ofSeconds(wait), graph.parents(), Map.of(), query.orElse(null));
  }

  private static Optional<EdgeQuery> query(Fields fields) {
    Optional<Element> sql = fields.get("sql");
    Optional<Element> source = fields.get("source");
    Optional<Element> refresh = fields.get("refresh");
    if (sql.isEmpty()) {
      source.or(() -> refresh).ifPresent(it -> it.complain("source and refresh belong to 'sql'; name the query, or leave them out"));
      return Optional.empty();
    }
    String file = sql.get().text("sql").strip();
    if (!file.matches("file:[^?#]+\\.sql")) {
      sql.get().complain("sql '%s' is not a file of SQL; write one such as file:routes/sql/wiring.sql", file);
    }
    Duration pause = refresh.flatMap(TopologyReader::pause).orElse(FIVE_MINUTES);
    return Optional.of(new EdgeQuery(file, source.map(it -> it.text("source")).orElse("source"), pause));
  }

  private static Optional<Duration> pause(Element refresh) {
    Matcher form = PAUSE.matcher(refresh.text("refresh").strip());
    Duration pause = form.matches() ? Duration.parse((form.group(2).equals("d") ? "P" : "PT") + form.group(1) + form.group(2)) : Duration.ZERO;
    if (pause.compareTo(Duration.ofMinutes(1)) < 0 || pause.compareTo(Duration.ofDays(7)) > 0) {
      refresh.complain("refresh '%s' is not a time between 1m and 7d; write one such as 5m", refresh.text("refresh"));
      return Optional.empty();
    }
    return Optional.of(pause);
  }

  private static List<String> texts(List<Element> items, String what) {
    return items.stream().map(item -> item.text(what)).toList();
  }
}
