package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are edited, well and badly, while exchanges flow. */
class RouteLoaderTest {

  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Counts counts = new Counts();
  private RouteLoader loader;

  @BeforeEach
  void start() throws Exception {
    camel.getRegistry().bind("counts", counts);
    camel.start();
    write("kamelets/tick-source.kamelet.yaml", tick("one"));
    write("rules/steady.camel.yaml", route("steady", "1"));
    write("rules/edited.camel.yaml", route("edited", "1"));
    RouteCheck shipped = new FolderCheck(java.util.Optional::empty);
    loader = new RouteLoader(camel, folder, shipped, rules -> {}, () -> {}, Duration.ofMillis(50), Clock.systemUTC());
    loader.start();
    flows("steady steady-1 one");
    flows("edited edited-1 one");
  }

  @AfterEach
  void stop() {
    loader.stop();
    camel.stop();
  }

  static Stream<Arguments> badEdits() {
    String good = route("edited", "2");
    return Stream.of(
        Arguments.of("broken syntax", good.replace("    from:", "   from: [")),
        Arguments.of("tabs", good.replace("    from:", "\tfrom:")),
        Arguments.of("unknown step", good.replace("- bean:", "- beann:")),
        Arguments.of("unknown key", good.replace("    id: edited", "    id: edited\n    identity: x")),
        Arguments.of("unknown component", good.replace("kamelet:tick-source", "tuimer:x").replaceAll("(?m)^ +parameters:\\n.*\\n", "")),
        Arguments.of("forbidden where nobody sets the setting",
            good.replace("- bean:", "- to: \"{{hook:bean:camelContext?method=stop}}\"\n        - bean:")),
        Arguments.of("unknown option", "- route:\n    id: edited\n    from:\n      uri: timer:t\n      parameters:\n        perriod: 5\n      steps:\n        - bean: {ref: counts, method: count}\n"),
        Arguments.of("wrong type of an option", "- route:\n    id: edited\n    from:\n      uri: timer:t\n      parameters:\n        repeatCount: many\n      steps:\n        - bean: {ref: counts, method: count}\n"),
        Arguments.of("misspelt Kamelet parameter", good.replace("word:", "wrod:")),
        Arguments.of("missing Kamelet parameter", good.replaceAll("(?m)^ +parameters:\\n.*\\n", "")),
        Arguments.of("missing Kamelet", good.replace("tick-source", "tock-source")),
        Arguments.of("unknown bean", good.replace("ref: counts", "ref: coutns")),
        Arguments.of("unknown bean method", good.replace("method: count", "method: cuont")),
        Arguments.of("id of another file", good.replace("id: edited", "id: steady")),
        Arguments.of("the same id twice", good + good),
        Arguments.of("no id", good.replace("    id: edited\n", "")),
        Arguments.of("onException after the route", good + "- onException:\n    exception: [java.lang.Exception]\n    steps: []\n"),
        Arguments.of("empty", ""),
        Arguments.of("only a comment", "# nothing yet\n"),
        Arguments.of("half written", good.substring(0, good.length() * 2 / 3)),
        Arguments.of("not a list", "route:\n  id: edited\n"),
        Arguments.of("another language", "<routes/>"),
        Arguments.of("unresolved setting", good.replace("word: edited-2", "word: \"{{no.such.setting}}\"")),
        Arguments.of("an alias bomb", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badEdits")
  void a_bad_edit_stops_nothing_and_a_repair_is_picked_up(String fault, String text) throws IOException {
    write("rules/edited.camel.yaml", text);
    await().untilAsserted(() -> assertThat(state("rules/edited.camel.yaml").current()).isFalse());

    assertThat(state("rules/edited.camel.yaml").running()).isTrue();
    assertThat(state("rules/edited.camel.yaml").findings()).isNotEmpty().allSatisfy(finding -> assertThat(finding.toString()).matches("rules/edited.camel.yaml:\\d+: \\S.*"));
    flows("edited edited-1 one");
    flows("steady steady-1 one");

    write("rules/edited.camel.yaml", route("edited", "3"));
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(counts.of("edited edited-3 one")).isPositive());
    assertThat(state("rules/edited.camel.yaml").findings()).isEmpty();
    stands("edited edited-1 one");
    flows("steady steady-1 one");
  }

  @Test
  void a_deleted_file_stops_its_routes_with_everything_its_kamelets_made() throws IOException {
    Files.delete(folder.resolve("rules/edited.camel.yaml"));
    await().untilAsserted(() -> assertThat(camel.getRoutes()).hasSize(2));
    assertThat(camel.getRoute("edited")).isNull();
    stands("edited edited-1 one");
    flows("steady steady-1 one");
  }

  @Test
  void a_new_file_is_loaded() throws IOException {
    write("rules/another.camel.yaml", route("another", "1"));
    flows("another another-1 one");
  }

  @Test
  void a_file_may_be_replaced_by_moving_another_over_it() throws IOException {
    write("rules/edited.camel.yaml.tmp", route("edited", "2"));
    Files.move(folder.resolve("rules/edited.camel.yaml.tmp"), folder.resolve("rules/edited.camel.yaml"), StandardCopyOption.ATOMIC_MOVE);
    flows("edited edited-2 one");
    stands("edited edited-1 one");
  }

  @Test
  void touching_a_file_does_not_reload_it() throws Exception {
    Object before = camel.getRoute("edited");
    for (int i = 0; i < 100; i++) {
      Files.setLastModifiedTime(folder.resolve("rules/edited.camel.yaml"), java.nio.file.attribute.FileTime.fromMillis(1_000_000L * i));
    }
    flows("edited edited-1 one");
    assertThat(camel.getRoute("edited")).isSameAs(before);
  }

  @Test
  void only_the_edited_file_is_swapped() throws IOException {
    Object steady = camel.getRoute("steady");
    write("rules/edited.camel.yaml", route("edited", "2"));
    flows("edited edited-2 one");
    assertThat(camel.getRoute("steady")).isSameAs(steady);
    assertThat(camel.getRoutes()).as("nothing of the old version is left").hasSize(4);
  }

  @Test
  void an_edited_kamelet_reaches_the_routes_that_use_it_and_a_broken_one_does_not() throws IOException {
    write("kamelets/tick-source.kamelet.yaml", tick("two"));
    flows("edited edited-1 two");
    flows("steady steady-1 two");
    stands("steady steady-1 one");

    write("kamelets/tick-source.kamelet.yaml", tick("three").replace("setVariable", "setVaraible"));
    await().untilAsserted(() -> assertThat(state("kamelets/tick-source.kamelet.yaml").current()).isFalse());
    flows("edited edited-1 two");
    write("kamelets/tick-source.kamelet.yaml", tick("four"));
    flows("edited edited-1 four");
  }

  @Test
  void a_kamelet_in_use_survives_its_file() throws IOException {
    Files.delete(folder.resolve("kamelets/tick-source.kamelet.yaml"));
    await().untilAsserted(() -> assertThat(state("kamelets/tick-source.kamelet.yaml").current()).isFalse());
    flows("edited edited-1 one");
  }

  @Test
  void a_file_that_was_broken_at_the_start_keeps_only_itself_from_running() throws Exception {
    loader.stop();
    DefaultCamelContext fresh = new DefaultCamelContext();
    fresh.getRegistry().bind("counts", counts);
    fresh.start();
    write("rules/edited.camel.yaml", "- route: [");
    RouteLoader second = new RouteLoader(fresh, folder, new FolderCheck(
        java.util.Optional::empty), rules -> {}, () -> {}, Duration.ofMillis(50), Clock.systemUTC());
    second.start();
    try {
      assertThat(second.files()).filteredOn(file -> !file.current()).extracting(FileState::path).containsExactly("rules/edited.camel.yaml");
      assertThat(fresh.getRoute("steady")).isNotNull();
      write("rules/edited.camel.yaml", route("edited", "5"));
      await().untilAsserted(() -> assertThat(fresh.getRoute("edited")).isNotNull());
    } finally {
      second.stop();
      fresh.stop();
    }
  }

  @Test
  void files_with_strange_names_are_ignored() throws IOException {
    write("rules/.hidden.camel.yaml", route("hidden", "1"));
    write("rules/backup.camel.yaml~", route("backup", "1"));
    Files.createSymbolicLink(folder.resolve("rules/link.camel.yaml"), folder.resolve("rules/steady.camel.yaml"));
    write("rules/last.camel.yaml", route("last", "1"));
    flows("last last-1 one");
    assertThat(loader.files()).extracting(FileState::path).containsExactly(
        "kamelets/tick-source.kamelet.yaml", "rules/edited.camel.yaml", "rules/last.camel.yaml", "rules/steady.camel.yaml");
  }

  private FileState state(String path) {
    return loader.files().stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow();
  }

  /** Exchanges arrive from now on. */
  private void flows(String what) {
    long before = counts.of(what);
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(counts.of(what)).isGreaterThan(before + 1));
  }

  /** None arrives any more: while others do. */
  private void stands(String what) {
    long before = counts.of(what);
    flows(counts.latest.get("steady"));
    assertThat(counts.of(what)).isEqualTo(before);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String route(String id, String word) {
    return """
        - route:
            id: %s
            from:
              uri: kamelet:tick-source
              parameters:
                word: %s-%s
              steps:
                - bean:
                    ref: counts
                    method: count
        """
        .formatted(id, id, word);
  }

  private static String tick(String version) {
    return """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: tick-source
          labels:
            camel.apache.org/kamelet.type: source
        spec:
          definition:
            title: Tick Source
            description: Ticks.
            type: object
            required: [word]
            properties:
              word:
                title: Word
                description: What it says.
                type: string
          template:
            from:
              uri: timer:tick
              parameters: {period: 20, delay: 0}
              steps:
                - setVariable:
                    name: version
                    constant: %s
                - setBody:
                    constant: "{{word}}"
                - to: kamelet:sink
        """
        .formatted(version);
  }

  public static final class Counts {
    private final Map<String, AtomicLong> words = new ConcurrentHashMap<>();
    private final Map<String, String> latest = new ConcurrentHashMap<>();

    public void count(Exchange exchange) {
      String route = exchange.getUnitOfWork().getRoute().getRouteId();
      String word = route + " " + exchange.getMessage().getBody(String.class) + " " + exchange.getVariable("version");
      words.computeIfAbsent(word, key -> new AtomicLong()).incrementAndGet();
      latest.put(route, word);
    }

    long of(String word) {
      return words.getOrDefault(word, new AtomicLong()).get();
    }
  }
}
