package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.web.ConsoleApp;
import dev.signalbox.web.Scene;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The commands against a real hub, over HTTP: mira is on call until 12:00 UTC, then jan; now it is 09:30. */
class OverrideCommandsTest {

  private static final String MIRA = "mira-token-0123456789abcdef";
  private static final String OLLI = "olli-token-0123456789abcdef";

  private static ConfigurableApplicationContext app;
  private static Scene scene;

  private record Ran(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() {
    app = ConsoleApp.start(Map.of(
        "signalbox.users.mira.token", MIRA, "signalbox.users.olli.token", OLLI, "signalbox.users.olli.role", "viewer"));
    scene = app.getBean(Scene.class);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void aSchedule() {
    scene.clear();
    scene.shifts.put("infra team", List.of(
        Scene.shift(Scene.NOW.minusSeconds(3600), Scene.NOW.plusSeconds(9000), "mira"),
        Scene.shift(Scene.NOW.plusSeconds(9000), Scene.NOW.plusSeconds(86_400), "jan")));
  }

  private static Ran runAt(String url, String token, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", url, "--token", token));
    int exitCode = Cli.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Ran(exitCode, out.toString(), err.toString());
  }

  private static Ran run(String... arguments) {
    return runAt(ConsoleApp.url(app), MIRA, arguments);
  }

  private static List<Made> made() {
    return scene.overrides.endingAfter("infra team", Scene.NOW);
  }

  @Test
  void an_override_is_made_and_its_effect_is_told() {
    Ran ran = run("on-call", "override", "add", "--schedule", "infra team", "--start", "2026-08-03T11:00", "--for", "2h",
        "--participant", "ana", "--participant", "jan", "--reason", "mira is ill", "--by", "mira");

    Made made = made().get(0);
    assertThat(ran).isEqualTo(new Ran(0, """
        made %s: set ana, jan, from 2026-08-03T11:00:00Z to 2026-08-03T13:00:00Z
          without  2026-08-03T11:00:00Z  2026-08-03T12:00:00Z  mira
                   2026-08-03T12:00:00Z  2026-08-03T13:00:00Z  jan
          with     2026-08-03T11:00:00Z  2026-08-03T13:00:00Z  ana, jan
        """.formatted(made.id()), ""));
    assertThat(made).extracting(Made::author, Made::reason).containsExactly("mira", "mira is ill");
  }

  @Test
  void from_now_on_somebody_replaces_somebody_until_a_time() {
    assertThat(run("on-call", "override", "add", "--schedule", "infra team", "--end", "2026-08-03T12:00", "--participant", "ana",
        "--replaces", "mira").out()).contains("replace mira by ana, from 2026-08-03T09:30:00Z to 2026-08-03T12:00:00Z");

    assertThat(made().get(0).change()).extracting(Replacement::kind, Replacement::replaces)
        .containsExactly(Replacement.Kind.REPLACE, List.of("mira"));
  }

  @Test
  void nobody_is_made_and_confirmed() {
    Ran ran = run("on-call", "override", "add", "--schedule", "infra team", "--for", "1h", "--participant", "none");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("set nobody", "with     nobody",
        "warning: nobody is on call from 2026-08-03T09:30Z to 2026-08-03T10:30Z; the schedule has no fallback");
  }

  @Test
  void they_are_listed_and_taken_back_by_either_name() {
    run("on-call", "override", "add", "--schedule", "infra team", "--for", "1h", "--participant", "ana", "--reason", "ill", "--by", "mira");
    run("on-call", "override", "add", "--schedule", "infra team", "--for", "2h", "--participant", "jan", "--by", "mira");
    String first = made().get(0).id().toString();
    String second = made().get(1).id().toString();

    assertThat(run("on-call", "override", "list", "--schedule", "infra team").out().lines().toList()).hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("ID").contains("PARTICIPANTS", "WITHDRAWN BY", "REASON"))
        .satisfies(lines -> assertThat(lines.get(1)).startsWith(first).contains("set", "ana", "mira", "ill"));
    Ran withdrawn = run("on-call", "override", "withdraw", first, "--schedule", "infra team", "--by", "jan");
    assertThat(withdrawn.out()).startsWith("withdrawn " + first + ": set ana").contains("without  2026-08-03T09:30:00Z  2026-08-03T10:30:00Z  jan");
    assertThat(run("on-call", "override", "remove", second, "--schedule", "infra team").exitCode()).isZero();
    assertThat(run("on-call", "override", "list", "--schedule", "infra team", "--json").out())
        .contains("\"withdrawnBy\" : \"jan via mira\"", "\"origin\" : \"hand\"");
    assertThat(run("on-call", "override", "list", "--schedule", "infra team", "--from", "2026-08-04T00:00:00Z").out()).isEqualTo("no overrides\n");
  }

  @Test
  void two_people_swap() {
    Ran ran = run("on-call", "swap", "mira", "jan", "--schedule", "infra team", "--end", "2026-08-03T12:00",
        "--with-start", "2026-08-03T18:00", "--with-for", "2h", "--by", "mira");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("made " + made().get(0).id() + ": replace mira by jan", "made " + made().get(1).id() + ": replace jan by mira");
    assertThat(run("on-call", "swap", "mira", "ana", "--schedule", "infra team", "--for", "1h", "--with-start", "2026-08-03T18:00", "--with-for",
        "1h")).extracting(Ran::exitCode, Ran::out).containsExactly(1, "");
  }

  @Test
  void under_the_same_key_it_is_done_once() {
    String[] command = {"on-call", "override", "add", "--schedule", "infra team", "--for", "8h", "--participant", "ana", "--key", "2am"};
    Ran first = run(command);
    scene.clock.tick(Duration.ofMinutes(1));

    assertThat(run(command)).isEqualTo(first);
    assertThat(made()).hasSize(1);
  }

  @Test
  void a_refusal_is_one_line_and_exit_code_1() {
    assertThat(run("on-call", "override", "add", "--schedule", "infra team", "--for", "-8h", "--participant", "ana")).isEqualTo(new Ran(1, "",
        "end '-8h' is neither a time nor a length; write 2026-05-01T09:00 for the clock of Z, with Z or an offset for any other, "
            + "and for a length 8h, 90m or 2d\n"));
    assertThat(run("on-call", "override", "add", "--schedule", "infra", "--for", "8h", "--participant", "ana").err())
        .isEqualTo("there is no schedule 'infra'; there are: infra team\n");
    assertThat(run("on-call", "override", "add", "--schedule", "infra team", "--for", "8h", "--participant", "anna\u001b[2J\nx").err())
        .contains("is not in people.yaml").doesNotContain("\u001b").hasLineCount(1);
    assertThat(run("on-call", "override", "withdraw", "00000000-0000-4000-8000-000000000000", "--schedule", "infra team").exitCode()).isOne();
    assertThat(made()).isEmpty();
  }

  @Test
  void wrong_use_is_one_line_and_exit_code_2() {
    for (List<String> command : List.of(
        List.of("add"), List.of("add", "--schedule", "infra team"), List.of("add", "--schedule", "s", "--for", "8h", "--end", "2026-08-04"),
        List.of("list"), List.of("withdraw", "--schedule", "s"), List.of("withdraw", "../../x", "--schedule", "s"),
        List.of("add", "--schedule", "s", "--for", "8h", "--key", "a\nb"))) {
      List<String> all = new ArrayList<>(List.of("on-call", "override"));
      all.addAll(command);
      Ran ran = run(all.toArray(String[]::new));
      assertThat(ran.exitCode()).as(command.toString()).isEqualTo(2);
      assertThat(ran.err()).as(command.toString()).hasLineCount(1);
    }
    Ran viewer = runAt(ConsoleApp.url(app), OLLI, "on-call", "override", "add", "--schedule", "infra team", "--for", "8h", "--participant", "ana");
    assertThat(viewer.exitCode()).isEqualTo(2);
    assertThat(viewer.err()).contains("forbids it", "role operator").hasLineCount(1);
    assertThat(made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../../incidents", "a/b", "a?b#c", "%2e%2e", "\u0000"})
  void a_schedule_with_a_strange_name_is_no_other_path(String schedule) {
    Ran ran = run("on-call", "override", "list", "--schedule", schedule);
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).hasLineCount(1);
  }

  @Test
  void a_lost_answer_is_asked_for_again_under_the_same_key() throws IOException {
    List<String> keys = new CopyOnWriteArrayList<>();
    HttpServer flaky = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    flaky.createContext("/", exchange -> {
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      exchange.getRequestBody().readAllBytes();
      if (keys.size() % 2 == 1) {
        exchange.close(); // done, but the answer is lost
        return;
      }
      byte[] answer = "{\"id\": \"x\", \"type\": \"set\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    flaky.start();
    String url = "http://127.0.0.1:" + flaky.getAddress().getPort();
    try {
      assertThat(runAt(url, MIRA, "on-call", "override", "add", "--schedule", "s", "--for", "8h", "--participant", "ana").exitCode()).isZero();
      assertThat(keys).hasSize(2).containsOnly(keys.get(0)).doesNotContainNull();
    } finally {
      flaky.stop(0);
    }
    Ran gone = runAt(url, MIRA, "on-call", "override", "add", "--schedule", "s", "--for", "8h", "--participant", "ana", "--key", "2am");
    assertThat(gone.exitCode()).isEqualTo(3);
    assertThat(gone.err()).contains("cannot be reached", "repeated with --key 2am it is done once").hasLineCount(1).doesNotContain(MIRA);
  }
}
