package dev.signalbox.camel.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the routes folder as they are on disk now. Only plain files with proper names count; links do not. */
final class RouteFolder {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}\\.(camel\\.yaml|kamelet\\.yaml|sql)");
  private static final int LARGEST = 256 * 1024;
  private static final int DEEPEST = 4;
  private static final int MOST = 2_000;

  private final Path root;

  RouteFolder(Path root) {
    this.root = root;
  }

  /**
   * @param texts by path relative to the folder, with slashes
   * @param ignored files that look like routes but are not taken, with the reason
   */
  record Listing(Map<String, String> texts, Set<String> ignored) {}

  Listing list() {
    Map<String, String> texts = new TreeMap<>();
    Set<String> ignored = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root, DEEPEST, new FileVisitOption[0])) {
      files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).limit(MOST).forEach(file -> take(file, texts, ignored));
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("the routes folder cannot be read: " + e.getMessage(), e);
    }
    return new Listing(texts, ignored);
  }

  private void take(Path file, Map<String, String> texts, Set<String> ignored) {
    String name = file.getFileName().toString();
    String path = root.relativize(file).toString().replace('\\', '/');
    if (!name.contains(".camel.yaml") && !name.contains(".kamelet.yaml") && !name.endsWith(".sql")) {
      return;
    }
    if (!NAME.matcher(name).matches()) {
      ignored.add(path.replaceAll("\\p{Cntrl}", "?") + ": not a name for a route file; use lower-case letters, digits, '-', '_' and '.'");
      return;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      ignored.add(path + ": not a plain file; links are not followed");
      return;
    }
    try {
      if (Files.size(file) > LARGEST) {
        ignored.add(path + ": larger than 256 KB");
        return;
      }
      texts.put(path, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException gone) {
      // deleted while we looked: the next look sees that
    } catch (CharacterCodingException e) {
      ignored.add(path + ": not UTF-8");
    } catch (IOException e) {
      ignored.add(path + ": cannot be read: " + e.getMessage());
    }
  }
}
