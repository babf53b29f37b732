import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** CPU seconds of processes and of everything that they have started, from /proc. */
final class Usage {

  private static final double TICKS = 100;

  private Usage() {}

  static double seconds(long root) throws IOException {
    Set<Long> family = new TreeSet<>(Set.of(root));
    List<Path> all;
    try (var entries = Files.list(Path.of("/proc"))) {
      all = entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).collect(Collectors.toList());
    }
    double sum = 0;
    for (boolean grown = true; grown; ) {
      grown = false;
      for (Path entry : all) {
        long pid = Long.parseLong(entry.getFileName().toString());
        String[] stat = stat(entry);
        if (stat.length > 1 && family.contains(Long.parseLong(stat[1])) && family.add(pid)) {
          grown = true;
        }
      }
    }
    for (long pid : family) {
      String[] stat = stat(Path.of("/proc/" + pid));
      if (stat.length > 14) {
        // own time, and that of children which have ended
        sum += (Long.parseLong(stat[11]) + Long.parseLong(stat[12]) + Long.parseLong(stat[13]) + Long.parseLong(stat[14])) / TICKS;
      }
    }
    return sum;
  }

  /** The fields after the name, which may hold spaces: state, parent … */
  private static String[] stat(Path entry) {
    try {
      String text = Files.readString(entry.resolve("stat"));
      return text.substring(text.lastIndexOf(')') + 2).split(" ");
    } catch (IOException gone) {
      return new String[0];
    }
  }
}
