package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnCallCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write_the_file() throws IOException {
    file = Files.writeString(folder.resolve("on-call.json"), """
        [
        \t{"schedule": "s", "timezone": "Europe/Berlin", "layers": [
        \t\t{"rotation": {"type": "daily", "every": 1, "start": "2024-05-01T09:00", "participants": [["ben", "anna"], "cleo"]}}]},
        \t{"escalation": "e", "levels": [{"delay_minutes": 5, "targets": [{"schedule": "s"}]}]}
        ]
        """);
  }

  private int run(String... args) {
    return Cli.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void who_answers_each_instant_in_the_order_asked() {
    assertThat(run("on-call", "who", "--schedules", file.toString(), "--schedule", "s",
        "--at", "2024-05-02T07:00:00Z", "--at", "2024-05-01T09:00+02:00", "--at", "2024-05-01T06:59:59Z")).isZero();

    assertThat(out.toString().strip()).isEqualTo("[{\"at\":\"2024-05-02T07:00:00Z\",\"participants\":[\"cleo\"]},"
        + "{\"at\":\"2024-05-01T07:00:00Z\",\"participants\":[\"anna\",\"ben\"]},"
        + "{\"at\":\"2024-05-01T06:59:59Z\",\"participants\":[]}]");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shifts_are_clipped_to_the_range() {
    assertThat(run("on-call", "shifts", "--schedules", file.toString(), "--schedule", "s",
        "--from", "2024-05-02T00:00:00Z", "--to", "2024-05-02T12:00:00Z")).isZero();

    assertThat(out.toString().strip()).isEqualTo(
        "[{\"start\":\"2024-05-02T00:00:00Z\",\"end\":\"2024-05-02T07:00:00Z\",\"participants\":[\"anna\",\"ben\"]},"
            + "{\"start\":\"2024-05-02T07:00:00Z\",\"end\":\"2024-05-02T12:00:00Z\",\"participants\":[\"cleo\"]}]");
  }

  @Test
  void ladder_says_the_level_or_null() {
    assertThat(run("on-call", "ladder", "--schedules", file.toString(), "--escalation", "e",
        "--opened-at", "2024-05-02T08:00:00Z", "--at", "2024-05-02T07:59:59Z", "--at", "2024-05-02T08:00:00Z")).isZero();

    assertThat(out.toString().strip()).isEqualTo(
        "[{\"at\":\"2024-05-02T07:59:59Z\",\"level\":null,\"participants\":[]},"
            + "{\"at\":\"2024-05-02T08:00:00Z\",\"level\":1,\"participants\":[\"cleo\"]}]");
  }

  @Test
  void a_broken_file_is_findings_on_stderr_and_code_1() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "schedule: s\ntimezone: Nowhere\nlayer: []\n");

    assertThat(run("on-call", "who", "--schedules", broken.toString(), "--schedule", "s", "--at", "2024-05-02T07:00Z"))
        .isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(2)
        .first().asString().startsWith(broken + ":2: timezone 'Nowhere' is not a known zone");
  }

  @Test
  void misuse_is_one_line_and_code_2() {
    assertMisuse("there is no schedule 't' in this file; there are: s",
        "on-call", "who", "--schedules", file.toString(), "--schedule", "t", "--at", "2024-05-02T07:00Z");
    assertMisuse("'2024-05-02T07:00' is not an instant; write it with Z or an offset",
        "on-call", "who", "--schedules", file.toString(), "--schedule", "s", "--at", "2024-05-02T07:00");
    assertMisuse("names no readable file",
        "on-call", "who", "--schedules", folder.resolve("x").toString(), "--schedule", "s", "--at", "2024-05-02T07:00Z");
    assertMisuse("Missing required option: '--at=INSTANT'",
        "on-call", "who", "--schedules", file.toString(), "--schedule", "s");
    assertMisuse("is before --from", "on-call", "shifts", "--schedules", file.toString(), "--schedule", "s",
        "--from", "2024-05-02T07:00Z", "--to", "2024-05-01T07:00Z");
    assertMisuse("there is no escalation 'x' in this file; there are: e", "on-call", "ladder",
        "--schedules", file.toString(), "--escalation", "x", "--opened-at", "2024-05-02T07:00Z", "--at", "2024-05-02T07:00Z");
  }

  private void assertMisuse(String sentence, String... args) {
    err.getBuffer().setLength(0);
    assertThat(run(args)).as(sentence).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(sentence);
    assertThat(out.toString()).isEmpty();
  }
}
