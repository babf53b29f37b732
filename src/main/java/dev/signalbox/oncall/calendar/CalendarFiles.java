package dev.signalbox.oncall.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a schedule names. They are in the routes folder, unless a setting of the hub names another place. */
public final class CalendarFiles {

  private static final String BESIDE_THE_SCHEDULES = "on-call";

  private final Path routes;

  public CalendarFiles(Path routes) {
    this.routes = routes.toAbsolutePath().normalize();
  }

  /**
   * @param location a path that begins beside the schedules, {@code web.ics}, or in the routes folder, {@code
   *     on-call/web.ics}; or {@code file:routes/on-call/web.ics}, as rules name their queries
   * @param largest in bytes
   * @throws SourceFailure if there is no such file, it is not there, or it is too large
   */
  public String read(Location location, int largest) {
    try {
      Path file = find(location);
      if (!Files.isRegularFile(file)) {
        throw new SourceFailure("there is no such file; a path begins beside the schedules or in the routes folder");
      }
      if (!location.named() && !file.toRealPath().startsWith(routes.toRealPath())) {
        throw outside();
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(largest + 1);
        if (bytes.length > largest) {
          throw new SourceFailure("the file is larger than %d KB".formatted(largest / 1024));
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (InvalidPathException e) {
      throw new SourceFailure("the location is no path");
    } catch (IOException e) {
      throw new SourceFailure("the file cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private Path find(Location location) {
    Path given = Path.of(location.text().replaceFirst("^file:", ""));
    Path here = given.toAbsolutePath().normalize();
    if (here.startsWith(routes) || location.named() && given.isAbsolute()) {
      return here;
    }
    boolean fromAbove = given.startsWith("routes") && given.getNameCount() > 1;
    Path below = fromAbove ? given.subpath(1, given.getNameCount()) : given;
    Path beside = routes.resolve(BESIDE_THE_SCHEDULES).resolve(below).normalize();
    Path file = Files.exists(beside) ? beside : routes.resolve(below).normalize();
    if (!location.named() && !file.startsWith(routes)) {
      throw outside();
    }
    return file;
  }

  private static SourceFailure outside() {
    return new SourceFailure("the file is outside the routes folder; only a setting, such as "
        + "signalbox.calendars.<name>, may name another place");
  }
}
