package dev.signalbox.camel;

import dev.signalbox.Finding;
import dev.signalbox.document.Findings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small files of one folder under {@code routes/}, each with one meaning, read again when they change. A broken edit
 * leaves the last good version of that file in force; a file that is gone means nothing any more. Links are not followed.
 */
public final class FolderFiles<T> {

  private static final Logger LOG = LoggerFactory.getLogger(FolderFiles.class);
  private static final int LARGEST = 256 * 1024;
  private static final int MOST = 500;
  private static final int PATIENCE_SECONDS = 5;

  private final Path folder;
  private final Pattern name;
  private final Reader<T> reader;
  private final Map<String, T> good = new HashMap<>();
  private Map<String, String> seen = Map.of();
  private Map<String, String> read;
  private volatile Map<String, T> current = Map.of();
  private volatile List<Finding> findings = List.of();

  /** What a file means; empty with a finding if it means nothing. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(String file, String text, Findings findings);
  }

  /**
   * @param folder need not exist
   * @param name of the files that count; its first group is what a file is called
   */
  public FolderFiles(Path folder, Pattern name, Reader<T> reader) {
    this.folder = folder;
    this.name = name;
    this.reader = reader;
    this.read = texts(new Findings());
    reload();
  }

  /** Reads the files again once they have changed and then looked the same twice. */
  public synchronized void reloadIfChanged() {
    Map<String, String> now = texts(new Findings());
    if (!now.equals(read) && now.equals(seen)) {
      read = now;
      reload();
      findings.forEach(finding -> LOG.atError().log("{} (the last good version stays in force)", finding));
      LOG.atInfo().addKeyValue("folder", folder()).addKeyValue("files", now.keySet()).log("files read");
    }
    seen = now;
  }

  private void reload() {
    Findings wrong = new Findings();
    Map<String, String> texts = texts(wrong);
    good.keySet().retainAll(texts.keySet());
    texts.forEach((file, text) -> read(file, text, wrong).ifPresent(meaning -> good.put(file, meaning)));
    Map<String, T> named = new TreeMap<>();
    good.forEach((file, meaning) -> named.put(called(file), meaning));
    current = Map.copyOf(named);
    findings = wrong.all();
  }

  /** On a thread of its own: a file is tried while it is read, and what it says may never end. */
  private Optional<T> read(String file, String text, Findings wrong) {
    Findings own = new Findings();
    CompletableFuture<Optional<T>> reading = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        reading.complete(reader.read(folder() + "/" + file, text, own));
      } catch (RuntimeException | Error e) {
        reading.completeExceptionally(e);
      }
    }, "reads " + file);
    thread.setDaemon(true);
    thread.start();
    @Nullable Optional<T> meaning = null;
    try {
      meaning = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      wrong.add(folder() + "/" + file, 1, "takes longer than %d s to be tried: something in it does not end".formatted(PATIENCE_SECONDS));
      return Optional.empty();
    } catch (ExecutionException e) {
      wrong.add(folder() + "/" + file, 1, "cannot be read: " + e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    own.all().forEach(finding -> wrong.add(finding.file(), finding.line(), finding.message()));
    return meaning == null || !own.all().isEmpty() ? Optional.empty() : meaning;
  }

  /** Its name below {@code routes}. */
  public String folder() {
    return folder.getFileName().toString();
  }

  private String called(String file) {
    var matcher = name.matcher(file);
    return matcher.matches() ? matcher.group(1) : file;
  }

  private Map<String, String> texts(Findings wrong) {
    Map<String, String> texts = new TreeMap<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return texts;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.limit(MOST).forEach(all::add);
    } catch (IOException e) {
      return seen; // in the middle of a change: the next look is soon
    }
    all.forEach(file -> text(file, wrong).ifPresent(text -> texts.put(file.getFileName().toString(), text)));
    return texts;
  }

  private Optional<String> text(Path file, Findings wrong) {
    String own = file.getFileName().toString();
    if (own.startsWith(".") || own.endsWith("~") || own.endsWith(".md")) {
      return Optional.empty();
    }
    String path = folder() + "/" + own.replaceAll("\\p{Cntrl}", "?");
    try {
      if (!name.matcher(own).matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
        wrong.add(path, 0, "is not taken: it must be a plain file of at most 256 KB whose name fits " + name);
        return Optional.empty();
      }
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      wrong.add(path, 0, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      wrong.add(path, 0, "cannot be read; it must be a file that this user may read");
    }
    return Optional.empty();
  }

  /** What each file means, by its name without ending. */
  public Map<String, T> all() {
    return current;
  }

  public Optional<T> get(String called) {
    return Optional.ofNullable(current.get(called));
  }

  /** What the files are called, right or wrong. */
  public synchronized Set<String> names() {
    return read.keySet().stream().map(this::called).collect(Collectors.toSet());
  }

  /** What is wrong with the files as they are now; their paths are relative to the routes folder. */
  public List<Finding> findings() {
    return findings;
  }
}
