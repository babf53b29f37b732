package dev.signalbox.cli;

import dev.signalbox.document.LoadException;
import dev.signalbox.escalation.OnCallPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The schedules as they were before an edit: a folder or file that somebody names, or else what git committed last. */
final class EarlierVersion {

  private static final long PATIENCE_SECONDS = 2;
  private static final int LARGEST = 4 * 1024 * 1024;

  private EarlierVersion() {}

  /**
   * @param path a folder of routes, the folder {@code on-call} of one, or a file of schedules
   * @throws LoadException if it cannot be read
   */
  static OnCallPlan at(Path path) {
    if (!Files.isDirectory(path)) {
      return OnCallPlan.ofFile(path);
    }
    Path inside = path.resolve("on-call");
    return OnCallPlan.ofFolder(Files.isDirectory(inside) ? inside : path);
  }

  /** What HEAD has of the files of a folder of routes. */
  static Optional<OnCallPlan> committed(Path routes) {
    Path folder = routes.resolve("on-call");
    return committed(List.of(folder.resolve(OnCallPlan.SCHEDULES), folder.resolve(OnCallPlan.ESCALATIONS)));
  }

  /**
   * What HEAD has of some files. Nothing, and no complaint, where there is no git, no work tree, no commit of them, or
   * where they could not be loaded: without an earlier version there is merely nothing to compare with.
   */
  static Optional<OnCallPlan> committed(List<Path> files) {
    List<String> texts = files.stream().flatMap(file -> show(file.toAbsolutePath()).stream()).toList();
    try {
      return texts.isEmpty() ? Optional.empty() : Optional.of(OnCallPlan.ofTexts(texts));
    } catch (LoadException broken) {
      return Optional.empty();
    }
  }

  /** Git's plumbing, which runs no filter, pager or hook of the repository, and knows no more than two seconds. */
  private static Optional<String> show(Path file) {
    ProcessBuilder git = new ProcessBuilder("git", "cat-file", "blob", "HEAD:./" + file.getFileName())
        .directory(file.getParent().toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().put("GIT_OPTIONAL_LOCKS", "0");
    git.environment().put("GIT_NO_LAZY_FETCH", "1"); // not over the network
    try {
      Process process = git.start();
      process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
      byte[] text = process.getInputStream().readNBytes(LARGEST + 1);
      boolean whole = text.length <= LARGEST;
      if (!whole) {
        process.destroyForcibly();
      }
      return process.waitFor() == 0 && whole ? Optional.of(new String(text, StandardCharsets.UTF_8)) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
