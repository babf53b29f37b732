package dev.signalbox.camel;

import dev.signalbox.dependency.Topology;
import dev.signalbox.dependency.TopologyReader;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The files under {@code routes/dependencies}. */
public final class TopologyFiles {

  private static final Pattern FILE = Pattern.compile("([a-z0-9][a-z0-9-]{0,39})\\.yaml");

  private TopologyFiles() {}

  public static FolderFiles<Topology> of(Path routes) {
    return new FolderFiles<>(routes.resolve("dependencies"), FILE, TopologyReader::read);
  }
}
