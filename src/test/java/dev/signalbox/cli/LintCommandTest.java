package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {

  private static final String AT = "2026-03-02T12:00:00Z";
  private static final String WEEK = """
      schedule: db
      timezone: Europe/Berlin
      layers:
        - {name: week, rotation: {type: weekly, start: 2024-01-01T09:00, participants: [anna, ben, cleo]}}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private Path schedules;

  @BeforeEach
  void a_rota() throws IOException {
    Path onCall = Files.createDirectories(folder.resolve("routes/on-call"));
    Files.writeString(onCall.resolve("people.yaml"),
        "people:\n  anna: {mail: a@example.com}\n  ben: {mail: b@example.com}\n  cleo: {mail: c@example.com}\n");
    schedules = Files.writeString(onCall.resolve("schedules.yaml"), WEEK);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] command = Stream.concat(Stream.of("on-call", "lint"), Stream.of(args)).toArray(String[]::new);
    return Cli.run(new PrintWriter(out), new PrintWriter(err), command);
  }

  private String routes() {
    return folder.resolve("routes").toString();
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void a_clean_rota_is_one_line_that_says_what_was_looked_at() {
    assertThat(run(routes(), "--at", AT)).isZero();

    assertThat(lines()).containsExactly("1 schedule, 0 escalations and 3 people from 2026-03-02T12:00:00Z to"
        + " 2026-05-31T12:00:00Z:"
        + " nothing wrong; 1 remark with --all");
    assertThat(run(routes(), "--at", AT, "--all")).isZero();
    assertThat(lines()).hasSize(2).first().asString().isEqualTo(schedules + ":1: no rule and no escalation asks"
        + " schedule 'db';"
        + " name it in one, or delete it");
  }

  @Test
  void findings_are_one_line_each_by_file_and_line_and_code_1() throws IOException {
    Files.writeString(schedules, """
        schedule: db
        timezone: Europe/Berlin
        layers:
          - participants: [anna]
            restrictions: [{start_day: monday, start: "00:00", end_day: sunday, end: "00:00"}]
        ---
        schedule: web
        timezone: UTC
        fallback: ben
        """);

    assertThat(run(routes(), "--at", AT, "--days", "7")).isEqualTo(1);

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).startsWith(schedules + ":1: schedule 'db' has nobody on call from Sun 2026-03-08"
        + " 00:00 to");
    assertThat(lines().get(1)).startsWith(schedules + ":7: schedule 'web' has only its fallback (ben) on call"
        + " from Mon 2026-03-02 12:00");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void json_has_the_same_findings_for_scripts() throws IOException {
    Files.writeString(schedules, "schedule: db\ntimezone: UTC\nlayers: [{participants: [anna], end: 2026-03-04}]\n");

    assertThat(run("--schedules", schedules.toString(), "--at", AT, "--days", "7", "--json")).isEqualTo(1);

    assertThat(out.toString()).startsWith("[{\"kind\":\"gap\",\"severity\":\"error\",\"subject\":\"db\",\"file\":\"" + schedules
        + "\",\"line\":1,\"start\":\"2026-03-04T00:00:00Z\",\"end\":\"2026-03-09T12:00:00Z\",\"message\":\"schedule 'db' has nobody on call");
  }

  @Test
  void rules_of_the_folder_say_which_ids_are_needed() throws IOException {
    copy(Path.of("routes/kamelets"), folder.resolve("routes/kamelets"));
    Files.createDirectories(folder.resolve("routes/rules"));
    Files.writeString(folder.resolve("routes/rules/down.camel.yaml"), """
        - route:
            id: down
            from:
              uri: kamelet:incident-source
              parameters: {rule: down, query: "SELECT 1 AS id", key: id}
              steps:
                - to: {uri: kamelet:slack-sink, parameters: {channel: early}}
                - to: {uri: kamelet:on-call-action, parameters: {schedule: db}}
                - to: {uri: kamelet:mail-sink, parameters: {to: on-call}}
                - to: kamelet:ticket-sink
        """);
    Files.writeString(folder.resolve("routes/on-call/people.yaml"),
        "people:\n  anna: {mail: a@example.com, jiraName: a}\n  ben: {jiraAccountId: b}\n  cleo: {mail:"
            + " c@example.com}\n");

    assertThat(run(routes(), "--at", AT)).isEqualTo(1);

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).endsWith("people.yaml:3: ben is on call on 'db' but has no mail, which"
        + " rules/down.camel.yaml:9 needs;"
        + " add it in people.yaml");
    assertThat(lines().get(1)).contains("cleo is on call on 'db' but has neither jiraAccountId nor jiraName nor"
        + " serviceNowUser,"
        + " which rules/down.camel.yaml:10 needs");
  }

  @Test
  void an_earlier_version_that_is_named_is_compared_with() throws IOException {
    Path earlier = Files.writeString(folder.resolve("earlier.yaml"), WEEK.replace("[anna, ben, cleo]", "[anna, cleo]"));

    assertThat(run(routes(), "--at", AT, "--before", earlier.toString())).isEqualTo(1);
    assertThat(lines()).singleElement().asString().startsWith(schedules + ":1: layer 'week' of schedule 'db' was"
        + " edited in place");
    assertThat(run(routes(), "--at", AT, "--before", routes())).isZero();
    assertThat(run("--schedules", schedules.toString(), "--at", AT, "--before", earlier.toString())).isEqualTo(1);
  }

  @Test
  void without_one_it_is_what_git_has_committed_last() throws Exception {
    assumeThat(git("--version")).as("there is git").isTrue();
    assertThat(git("init", "-q") && git("add", ".")).isTrue();
    assertThat(run(routes(), "--at", AT)).as("no commit yet").isZero();
    assertThat(git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "rota")).isTrue();
    assertThat(run(routes(), "--at", AT)).as("as committed").isZero();
    Files.writeString(schedules, WEEK.replace("[anna, ben, cleo]", "[anna, cleo]"));

    assertThat(run(routes(), "--at", AT)).isEqualTo(1);
    assertThat(lines()).singleElement().asString().contains("which deals its turns anew: it is the turn of cleo"
        + " as before");
    assertThat(run("--schedules", schedules.toString(), "--at", AT)).isEqualTo(1);
  }

  @Test
  void a_broken_file_is_findings_on_stderr_and_misuse_is_code_2() throws IOException {
    assertThat(run(folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no folder").contains("--schedules");
    assertThat(run(routes(), "--days", "0")).isEqualTo(2);
    assertThat(run(routes(), "--schedules", schedules.toString())).isEqualTo(2);
    assertThat(run("--schedules", folder.resolve("none.yaml").toString())).isEqualTo(2);
    Files.writeString(schedules, "schedule: db\ntimezone: Mars\n");
    assertThat(run(routes())).isEqualTo(1);
    assertThat(err.toString()).startsWith(schedules + ":2: timezone 'Mars'");
    assertThat(out.toString()).isEmpty();
  }

  private boolean git(String... args) throws Exception {
    try {
      ProcessBuilder git = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(args)).toList());
      git.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return git.start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
