package dev.signalbox.camel;

import dev.signalbox.Finding;
import dev.signalbox.dependency.Topology;
import dev.signalbox.dependency.TopologyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files under {@code routes/dependencies}. */
public final class TopologyFiles {

  private static final Pattern FILE = Pattern.compile("([a-z0-9][a-z0-9-]{0,39})\\.yaml");

  private TopologyFiles() {}

  public static FolderFiles<Topology> of(Path routes) {
    return new FolderFiles<>(routes.resolve("dependencies"), FILE, TopologyReader::read);
  }

  /** Queries that files name and that are not there. */
  public static List<Finding> missing(Path routes, FolderFiles<Topology> files) {
    List<Finding> missing = new ArrayList<>();
    new TreeMap<>(files.all()).forEach((name, topology) -> {
      if (topology.query() != null) {
        String sql = topology.query().sql();
        String file = sql.contains("sql/") ? sql.substring(sql.indexOf("sql/")) : sql.substring("file:".length());
        if (!Files.isRegularFile(routes.resolve(file))) {
          missing.add(new Finding(
              "dependencies/" + name + ".yaml", 1, "sql '%s' names no file; write the query, child and parent, to routes/%s".formatted(sql, file)));
        }
      }
    });
    return missing;
  }
}
