package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.web.BusyMonday;
import dev.signalbox.web.ConsoleApp;
import dev.signalbox.web.Scene;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** The commands against a real hub with users, over HTTP. */
class RemoteCommandsTest {

  private static final String MIRA = "mira-token-0123456789abcdef";
  private static final String OLLI = "olli-token-0123456789abcdef";

  private static ConfigurableApplicationContext app;
  private static Scene scene;

  private record Ran(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() {
    app = ConsoleApp.start(Map.of(
        "signalbox.users.mira.token", MIRA,
        "signalbox.users.mira.password", BCrypt.hashpw("x", BCrypt.gensalt(4)),
        "signalbox.users.olli.token", OLLI,
        "signalbox.users.olli.role", "viewer"));
    scene = app.getBean(Scene.class);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void aBusyMonday() {
    scene.clear();
    BusyMonday.fill(scene);
  }

  private static Ran runBare(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Cli.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  private static Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", ConsoleApp.url(app), "--token", MIRA));
    return runBare(all.toArray(String[]::new));
  }

  private static Incident first() {
    return scene.incidents.incidents.values().iterator().next();
  }

  private static DeadLetter dead(String channel) {
    return scene.deadLetters.letters.values().stream().filter(letter -> channel.equals(letter.channel())).findFirst().orElseThrow();
  }

  @Test
  void incidents_are_a_table_for_people_and_json_for_scripts() {
    Ran table = run("incidents", "list");
    assertThat(table.exitCode()).isZero();
    assertThat(table.out().lines().toList().get(0)).startsWith("ID").contains("SEVERITY", "STATUS", "TITLE");
    assertThat(table.out()).contains("Down for more than 2 hours: srv-042", "OPS-1274").doesNotContain("batch-12");

    Ran json = run("incidents", "list", "--status", "resolved", "--json");
    assertThat(json.out()).startsWith("[ {").contains("\"key\" : \"batch-12\"");
    assertThat(run("incidents", "list", "--rule", "none").out().trim()).isEqualTo("no incidents");
  }

  @Test
  void one_incident_is_shown_with_its_evidence_and_story() {
    Ran ran = run("incidents", "show", first().id().toString());
    assertThat(ran.out()).contains("server_id = srv-117", "opened by rule (first_notification)", "slack ops-alerts opened: sent");
  }

  @Test
  void an_incident_is_explained_and_so_is_what_never_was_one() {
    Ran ran = run("explain", "incident", first().id().toString());
    assertThat(ran.out()).startsWith("Told: slack ops-alerts").contains("\nDeliveries\n", "server_id = srv-117");
    assertThat(run("explain", "--rule", "sla-breach", "--key", "none").out()).startsWith("Nobody was told");
    assertThat(run("explain", "--rule", "sla-breach")).isEqualTo(new Ran(
        2, "", "say what to explain: explain incident ID, or explain --rule R --key K [--at T]\n"));
  }

  @Test
  void the_three_decisions_enter_the_timeline_with_the_name_of_the_token() {
    String id = first().id().toString();

    assertThat(run("incidents", "ack", id, "--by", "mira", "--note", "on it").exitCode()).isZero();
    assertThat(run("incidents", "snooze", id, "--by", "mira", "--until", "2026-08-03T12:00:00Z").out()).contains("snoozed until 2026-08-03T12");
    assertThat(run("incidents", "resolve", id, "--by", "jan").out()).contains(id + " is resolved");

    assertThat(scene.incidents.find(first().id()).orElseThrow().status()).isEqualTo(Status.RESOLVED);
    assertThat(scene.incidents.timeline(first().id())).extracting(entry -> entry.event() + " by " + entry.actor())
        .endsWith("acknowledged by mira", "snoozed by mira", "resolved by jan via mira");
  }

  @Test
  void a_silence_is_changed_and_the_hub_keeps_who_did() {
    run("silence", "add", "rule=down", "--for", "1h", "--comment", "disk", "--by", "mira");
    String id = scene.silences.silences.keySet().iterator().next().toString();

    assertThat(run("silence", "edit", id, "--for", "8h", "--comment", "disks", "--by", "mira").out()).contains("silence " + id + " is active: rule=down");
    assertThat(scene.silences.edits(UUID.fromString(id))).singleElement().asString().contains("mira", "disks");
    assertThat(run("silence", "edit", id).exitCode()).isEqualTo(2);
  }

  @Test
  void a_channel_is_tried_and_the_exit_code_says_whether_it_works() {
    assertThat(run("test-channel", "mail", "--to", "ops@example.com", "--by", "mira"))
        .isEqualTo(new Ran(0, "ok   open: 250 taken (mira)\n", ""));
    assertThat(run("test-channel", "slack")).isEqualTo(new Ran(1, "FAIL open: missing_scope: chat:write (mira)\n", ""));
    assertThat(run("test-channel", "slack", "--json").out()).contains("\"ok\" : false");
    assertThat(run("test-channel", "fax").exitCode()).isOne();
    assertThat(runBare("test-channel", "mail", "--url", ConsoleApp.url(app), "--token", OLLI).exitCode()).as("a viewer").isEqualTo(2);
  }

  @Test
  void dead_letters_are_listed_shown_replayed_and_discarded() {
    DeadLetter slack = dead("slack");
    DeadLetter jira = dead("jira");

    assertThat(run("dead-letters", "list").out()).contains(slack.id().toString(), "channel_not_found", "key column 'server_id' is null");
    assertThat(run("dead-letters", "list", "--channel", "slack").out()).doesNotContain(jira.id().toString());
    assertThat(run("dead-letters", "show", slack.id().toString()).out()).contains("\"channel\": \"db-alerts\"", "attempts        6");
    assertThat(run("dead-letters", "replay", slack.id().toString())).isEqualTo(new Ran(0, "replayed " + slack.id() + "\n", ""));

    Ran refused = run("dead-letters", "replay", jira.id().toString());
    assertThat(refused.exitCode()).isOne();
    assertThat(refused.err()).isEqualTo("the incident is over: an opening would come too late, force it if it has to be sent\n");
    assertThat(run("dead-letters", "replay", jira.id().toString(), "--force").exitCode()).isZero();
    assertThat(run("dead-letters", "discard", dead("slack").id().toString()).exitCode()).as("replayed already").isOne();
  }

  @Test
  void many_are_replayed_only_with_yes_and_the_count_is_told_before() {
    for (int i = 0; i < 119; i++) {
      scene.deadLetter("delivery", "slack", "ops", null, "p", "r", 1);
    }
    long before = scene.deadLetters.waiting();

    Ran asked = run("dead-letters", "replay", "--channel", "slack");
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err()).isEqualTo("this replays 120 dead letters: repeat it with --yes\n");
    assertThat(scene.deadLetters.waiting()).isEqualTo(before);

    assertThat(run("dead-letters", "replay", "--channel", "slack", "--yes")).isEqualTo(new Ran(0, "slack: 120 replayed, 0 refused\n", ""));
    Ran rest = run("dead-letters", "replay", "--all", "--yes");
    assertThat(rest.exitCode()).as("jira's incident is over").isOne();
    assertThat(rest.out()).contains("jira: 0 replayed, 1 refused", "the incident is over");
    assertThat(run("dead-letters", "replay", "--channel", "none").out()).isEqualTo("no dead letters of none\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "' or 1=1", "7f0c1a52", "7f0c1a52-9d3e-4c1b-8a66-000000000001/../x", "", "x\u001b[2J"})
  void what_is_not_an_id_never_leaves_the_machine(String id) {
    for (List<String> command : List.of(
        List.of("dead-letters", "replay"), List.of("dead-letters", "show"), List.of("dead-letters", "discard"), List.of("incidents", "show"),
        List.of("incidents", "ack"), List.of("incidents", "resolve"))) {
      Ran ran = run(command.get(0), command.get(1), id);
      assertThat(ran.exitCode()).as(command.toString()).isEqualTo(2);
      assertThat(ran.err()).contains("is not an id: use a UUID").doesNotContain("\u001b").hasLineCount(1);
    }
    assertThat(scene.deadLetters.actions).isEmpty();
  }

  @Test
  void a_silence_is_made_listed_and_expired() {
    Ran made = run("silence", "add", "rule=sla-breach", "-m", "server_id=~\"srv-.*\"", "--for", "4h", "--comment", "disk swap", "--by", "jan");

    String id = scene.silences.silences.keySet().iterator().next().toString();
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).startsWith("silence %s is active: rule=sla-breach, server_id=~\"srv-.*\", from 2026-08-03T09:30:00Z to 2026-08-03T13:30:00Z".formatted(id));
    assertThat(run("silence", "list").out()).contains(id, "active", "jan via mira", "disk swap");
    assertThat(run("silence", "expire", id, "--by", "jan").out()).contains("is expired");
    assertThat(run("silence", "list").out()).isEqualTo("no silences\n");
    assertThat(run("silence", "list", "--status", "expired").out()).contains(id);
  }

  @Test
  void a_silence_that_cannot_be_is_refused_in_one_sentence() {
    assertThat(run("silence", "add", "server_id=~(a", "--for", "4h", "--comment", "x").err())
        .isEqualTo("the pattern '(a' of server_id cannot be used: missing closing ) in (a; it is read as RE2, without looking ahead or behind and without backreferences\n");
    assertThat(run("silence", "add", "--for", "4h", "--comment", "x").err()).startsWith("there is no matcher; say what it is about");
    assertThat(run("silence", "add", "a=b", "--for", "4h").exitCode()).isEqualTo(2);
    assertThat(run("silence", "expire", "not-an-id").exitCode()).isEqualTo(2);
    assertThat(scene.silences.silences).isEmpty();
  }

  @Test
  void contradictory_wishes_are_refused() {
    assertThat(run("dead-letters", "replay").err()).isEqualTo("say what to replay: an ID, or --channel NAME, or --all\n");
    assertThat(run("dead-letters", "replay", "--all", "--channel", "slack").exitCode()).isEqualTo(2);
    assertThat(run("dead-letters", "replay", "--all", "--force", "--yes").exitCode()).isEqualTo(2);
    assertThat(run("incidents", "snooze", first().id().toString()).err()).startsWith("say how long");
    assertThat(run("incidents", "snooze", first().id().toString(), "--for", "soon").err()).contains("'soon' is not a span of time");
    assertThat(run("incidents", "list", "--status", "closed")).isEqualTo(
        new Ran(1, "", "status 'closed' is unknown, use one of open, acknowledged, held, resolved, all\n"));
  }

  @Test
  void a_missing_or_wrong_token_is_told_without_showing_it() {
    Ran none = runBare("incidents", "list", "--url", ConsoleApp.url(app));
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("wants a token", "SIGNALBOX_TOKEN").hasLineCount(1);

    Ran wrong = runBare("incidents", "list", "--url", ConsoleApp.url(app), "--token", "canary-wrong\nX: y");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).doesNotContain("canary").hasLineCount(1);

    Ran viewer = runBare("incidents", "ack", first().id().toString(), "--url", ConsoleApp.url(app), "--token", OLLI);
    assertThat(viewer.exitCode()).isEqualTo(2);
    assertThat(viewer.err()).contains("forbids it", "role operator");
  }

  @Test
  void a_hub_that_cannot_be_reached_is_exit_code_3_in_one_line() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Ran ran = runBare("incidents", "list", "--url", "http://127.0.0.1:" + free, "--token", "canary-0123456789abcdef");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("cannot be reached").doesNotContain("canary").hasLineCount(1);
    for (String url : List.of("file:///etc/passwd", "localhost:8080", "http://user:pw@x/", "")) {
      assertThat(runBare("incidents", "list", "--url", url).exitCode()).as(url).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 500, 503})
  void somebody_else_on_that_port_is_exit_code_3_too(int status) throws IOException {
    HttpServer stranger = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    stranger.createContext("/", exchange -> {
      byte[] page = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
    stranger.start();
    try {
      Ran ran = runBare("incidents", "list", "--url", "http://127.0.0.1:" + stranger.getAddress().getPort(), "--token", "t");
      assertThat(ran.exitCode()).isEqualTo(3);
      assertThat(ran.err()).hasLineCount(1);
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void foreign_text_cannot_steer_the_terminal() {
    scene.incident("sla-breach", "srv-9", Severity.ERROR, "x\u001b[2J\u202e\nERROR fake line", Duration.ofMinutes(1), null);
    Ran ran = run("incidents", "list");
    assertThat(ran.out()).contains("x\uFFFD[2J ERROR fake line").doesNotContain("\u001b", "\u202e");
  }
}
