package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import dev.signalbox.camel.Mishaps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the running routes in step with the files, in place of Camel's own watcher. A file is checked, tried in a context
 * that starts nothing, and only then swapped, alone; a bad edit is reported and its last good version goes on; a deleted
 * file stops its routes.
 *
 * <p>It looks every half second. A change counts once the file has looked the same twice; a file that became empty is given
 * longer, since editors empty a file before they write it.
 */
public final class RouteLoader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RouteLoader.class);
  private static final String ERRORS = "errors.camel.yaml";
  private static final int LOOKS_UNTIL_EMPTY_IS_MEANT = 3;

  private final CamelContext camel;
  private final RouteFolder folder;
  private final RouteCheck check;
  private final Consumer<Collection<String>> rulesChanged;
  private final Runnable otherFiles;
  private final Duration look;
  private final Clock clock;
  private final TrialRun trial;
  private final Stage stage;

  /** What runs, by path. */
  private final Map<String, String> good = new TreeMap<>();
  /** What was last judged, by path: a file is judged again only when it, or what it uses, changes. */
  private final Map<String, String> judged = new HashMap<>();
  private final Map<String, FileState> states = new ConcurrentSkipListMap<>();
  private Map<String, String> lastLook = Map.of();
  private final Map<String, Integer> emptyFor = new HashMap<>();
  private Set<String> ignored = Set.of();
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "route-loader"));
  private volatile boolean running;

  /**
   * @param rulesChanged told the ids of the rules that have a file, after each change
   * @param otherFiles looks at what else is in the folder, as often as the loader looks at its own
   * @param look how often to look at the folder
   */
  public RouteLoader(
      CamelContext camel,
      Path folder,
      RouteCheck check,
      Consumer<Collection<String>> rulesChanged,
      Runnable otherFiles,
      Duration look,
      Clock clock) {
    this.camel = camel;
    this.folder = new RouteFolder(folder);
    this.check = check;
    this.rulesChanged = rulesChanged;
    this.otherFiles = otherFiles;
    this.look = look;
    this.clock = clock;
    this.trial = new TrialRun(camel);
    this.stage = new Stage(camel);
  }

  /** Loads what is there; what is broken is reported and left out. */
  @Override
  public void start() {
    RouteFolder.Listing listing = folder.list();
    lastLook = listing.texts();
    warn(listing.ignored());
    apply(listing.texts());
    running = true;
    looker.scheduleWithFixedDelay(this::lookAgain, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    looker.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the Camel context, before the dispatchers. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 100;
  }

  /** Every file, by path. */
  public List<FileState> files() {
    return List.copyOf(states.values());
  }

  public long broken() {
    return states.values().stream().filter(state -> !state.current()).count();
  }

  private void lookAgain() {
    try {
      otherFiles.run();
      RouteFolder.Listing listing = folder.list();
      warn(listing.ignored());
      Map<String, String> settled = settled(listing.texts());
      lastLook = listing.texts();
      if (!settled.equals(judged)) {
        apply(settled);
      }
    } catch (RuntimeException | Error e) {
      LOG.atError().addKeyValue("reason", Mishaps.reason(e)).log("the routes folder could not be looked at; what runs goes on");
    }
  }

  /** What may be acted upon: files that look as they did before; for the others, what was judged already. */
  private Map<String, String> settled(Map<String, String> now) {
    Map<String, String> settled = new TreeMap<>();
    Set<String> paths = new TreeSet<>(now.keySet());
    paths.addAll(judged.keySet());
    for (String path : paths) {
      String text = now.get(path);
      boolean stable = text == null ? !lastLook.containsKey(path) : text.equals(lastLook.get(path));
      if (text != null && text.isBlank()) {
        stable = stable && emptyFor.merge(path, 1, Integer::sum) >= LOOKS_UNTIL_EMPTY_IS_MEANT;
      } else {
        emptyFor.remove(path);
      }
      String counts = stable ? text : judged.get(path);
      if (counts != null) {
        settled.put(path, counts);
      }
    }
    return settled;
  }

  private void warn(Set<String> found) {
    found.stream().filter(line -> !ignored.contains(line)).forEach(line -> LOG.warn("{} (ignored)", line));
    ignored = found;
  }

  /** Brings what runs in step with these files. */
  private void apply(Map<String, String> files) {
    Set<String> changed = changes(files);
    judged.clear();
    judged.putAll(files);
    remove(files);
    boolean everything = applyConfiguration(files, changed);
    Set<String> kamelets = applyKamelets(files, changed);
    for (String path : routeFiles(files)) {
      boolean touched = everything || changed.contains(path) || uses(files.get(path), kamelets, changed) || retry(path);
      if (touched) {
        applyRoute(files, path);
      }
    }
    rulesChanged.accept(rules(files));
  }

  private Set<String> changes(Map<String, String> files) {
    Set<String> changed = new HashSet<>();
    files.forEach(
        (path, text) -> {
          if (!text.equals(judged.get(path))) {
            changed.add(path);
          }
        });
    judged.keySet().stream().filter(path -> !files.containsKey(path)).forEach(changed::add);
    return changed;
  }

  /** What failed because of another file is tried again whenever any file changes. */
  private boolean retry(String path) {
    FileState state = states.get(path);
    return state != null && !state.current();
  }

  private static List<String> routeFiles(Map<String, String> files) {
    return files.keySet().stream().filter(path -> path.endsWith(".camel.yaml") && !path.equals(ERRORS)).toList();
  }

  private static Set<String> rules(Map<String, String> files) {
    return files.keySet().stream()
        .filter(path -> path.startsWith("rules/") && path.endsWith(".camel.yaml"))
        .map(path -> path.substring("rules/".length()).replace(".camel.yaml", ""))
        .collect(Collectors.toSet());
  }

  private void remove(Map<String, String> files) {
    for (String path : List.copyOf(states.keySet())) {
      if (files.containsKey(path)) {
        continue;
      }
      try {
        if (path.endsWith(".kamelet.yaml")) {
          if (routeFiles(files).stream().anyMatch(route -> mentions(good.get(route), Stage.name(path)))) {
            Finding finding = new Finding(path, 1, "it was deleted, but routes use it; they go on with the last good version");
            state(path, false, true, List.of(finding));
            continue;
          }
          stage.removeKamelet(path);
        } else {
          stage.stop(path);
        }
        LOG.atInfo().addKeyValue("file", path).log("route file gone, its routes are stopped");
      } catch (Exception e) {
        LOG.atError().addKeyValue("file", path).addKeyValue("reason", Mishaps.reason(e)).log("routes could not be stopped");
      }
      good.remove(path);
      states.remove(path);
    }
  }

  /** Returns whether every route has to be built again. */
  private boolean applyConfiguration(Map<String, String> files, Set<String> changed) {
    if (!changed.contains(ERRORS) || !files.containsKey(ERRORS)) {
      return false;
    }
    Optional<Finding> problem = problem(files, ERRORS, Map.of(), Map.of(ERRORS, files.get(ERRORS)));
    if (problem.isPresent()) {
      reject(ERRORS, List.of(problem.get()));
      return false;
    }
    try {
      stage.configuration(ERRORS, files.get(ERRORS));
      accept(ERRORS, files.get(ERRORS));
      return true;
    } catch (Exception e) {
      reject(ERRORS, List.of(new Finding(ERRORS, 1, Mishaps.reason(e))));
      return false;
    }
  }

  /** Returns the names of the Kamelets that are new. */
  private Set<String> applyKamelets(Map<String, String> files, Set<String> changed) {
    Set<String> renewed = new HashSet<>();
    for (String path : files.keySet()) {
      if (!path.endsWith(".kamelet.yaml") || !(changed.contains(path) || retry(path))) {
        continue;
      }
      String text = files.get(path);
      Map<String, String> kamelets = goodKamelets();
      kamelets.put(path, text);
      Map<String, String> users = new TreeMap<>();
      good.forEach((route, yaml) -> {
        if (route.endsWith(".camel.yaml") && !route.equals(ERRORS) && mentions(yaml, Stage.name(path))) {
          users.put(route, yaml);
        }
      });
      Optional<Finding> problem = problem(files, path, kamelets, users);
      if (problem.isPresent()) {
        reject(path, List.of(problem.get()));
        continue;
      }
      try {
        stage.kamelet(path, text);
        accept(path, text);
        renewed.add(Stage.name(path));
      } catch (Exception e) {
        reject(path, List.of(new Finding(path, 1, Mishaps.reason(e))));
      }
    }
    return renewed;
  }

  private Map<String, String> goodKamelets() {
    Map<String, String> kamelets = new TreeMap<>();
    good.forEach((path, text) -> {
      if (path.endsWith(".kamelet.yaml")) {
        kamelets.put(path, text);
      }
    });
    return kamelets;
  }

  private void applyRoute(Map<String, String> files, String path) {
    String text = files.get(path);
    List<Finding> findings = check.check(files, path);
    if (!findings.isEmpty()) {
      reject(path, findings);
      return;
    }
    Optional<Finding> problem = trial.problem(goodKamelets(), Map.of(path, text));
    if (problem.isPresent()) {
      reject(path, List.of(problem.get()));
      return;
    }
    swap(path, text);
  }

  private Optional<Finding> problem(
      Map<String, String> files, String path, Map<String, String> kamelets, Map<String, String> routes) {
    List<Finding> findings = check.check(files, path);
    return findings.isEmpty() ? trial.problem(kamelets, routes) : Optional.of(findings.get(0));
  }

  /** The old version stops, the new one starts; if it does not, the old one is put back. */
  private void swap(String path, String text) {
    try {
      stage.stop(path);
      stage.play(path, text);
      accept(path, text);
    } catch (Exception e) {
      List<Finding> findings = new ArrayList<>(List.of(new Finding(path, 1, "it did not start: " + Mishaps.reason(e))));
      if (good.containsKey(path)) {
        try {
          stage.play(path, good.get(path));
        } catch (Exception again) {
          good.remove(path);
          findings.add(new Finding(path, 1, "and its last good version did not start again: " + Mishaps.reason(again)));
        }
      }
      reject(path, findings);
    }
  }

  private static boolean uses(String text, Set<String> kamelets, Set<String> changed) {
    return kamelets.stream().anyMatch(name -> mentions(text, name))
        || changed.stream().anyMatch(path -> path.endsWith(".sql") && text.contains(path.substring(path.lastIndexOf('/') + 1)));
  }

  private static boolean mentions(String text, String kamelet) {
    return text != null && text.matches("(?s).*kamelet:" + kamelet + "\\b(?!-).*");
  }

  private void accept(String path, String text) {
    boolean news = !text.equals(good.put(path, text)) || retry(path);
    state(path, true, true, List.of());
    if (running && news) {
      LOG.atInfo().addKeyValue("file", path).log("route file loaded");
    }
  }

  private void reject(String path, List<Finding> findings) {
    boolean lastGood = good.containsKey(path);
    boolean said = states.containsKey(path) && states.get(path).findings().equals(findings);
    state(path, false, lastGood, findings);
    if (!said) {
      findings.forEach(finding -> LOG.error("{} ({})", finding, lastGood ? "its last good version goes on" : "not loaded"));
    }
  }

  private void state(String path, boolean current, boolean lastGood, List<Finding> findings) {
    states.put(path, new FileState(path, current, lastGood, List.copyOf(findings), stage.routesOf(path), clock.instant()));
  }
}
