package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int render(String... more) throws Exception {
    Path row = folder.resolve("row.json");
    if (!Files.exists(row)) {
      Files.writeString(row, "{\"server_id\": \"srv-042\", \"downtime_count\": 7, \"note\": \"${x} <!channel>\"}");
    }
    List<String> args = new ArrayList<>(List.of("render", "--rule", "repeated-downtime", "--row", row.toString()));
    args.addAll(List.of(more));
    return Cli.run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
      "slack, POST slack/chat.postMessage", "mail, SEND mail", "pagerduty, POST pagerduty", "jira, POST jira/rest/api/3/issue",
      "servicenow, servicenow", "webhook-teams, POST webhook", "webhook-alertmanager, POST webhook/api/v2/alerts"
  })
  void every_channel_shows_the_request_that_it_would_make(String channel, String request) throws Exception {
    assertThat(render("--channel", channel, "--kind", "opened", "--kind", "resolved")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("# opened", "# resolved", request, "srv-042");
  }

  @Test
  void a_secret_reads_as_dots() throws Exception {
    render("--channel", "pagerduty");
    assertThat(out.toString()).contains("\"routing_key\" : \"•••\"", "\"summary\" : \"Repeated downtime of the same server: srv-042\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--channel=smoke|2|--channel 'smoke' is none; use one of slack",
      "--channel=slack --kind=opend|2|--kind 'opend' is none; use one of opened",
      "--channel=slack --routes=nowhere|2|there is no folder 'nowhere'",
      "--channel=webhook-none|2|there is no file 'routes/webhooks/none.yaml'",
      "--channel=mail --to=nobody|1|mail cannot say that: not one plain mail address",
  })
  void what_is_wrong_is_one_line_and_an_exit_code(String arguments, int exitCode, String message) throws Exception {
    assertThat(render(arguments.split(" "))).isEqualTo(exitCode);
    assertThat(err.toString().strip()).contains(message).doesNotContain("\n");
  }

  @Test
  void a_row_that_is_none_is_a_finding_with_its_line() throws Exception {
    Files.writeString(folder.resolve("row.json"), "{\n\"a\": }");
    assertThat(render("--channel", "slack")).isEqualTo(1);
    assertThat(err.toString()).contains("row.json:2: is not JSON");
  }

  @Test
  void without_a_hub_a_channel_cannot_be_tested() {
    assertThat(Cli.run(new PrintWriter(out), new PrintWriter(err), "test-channel", "slack", "--url", "http://localhost:9")).isEqualTo(3);
    assertThat(err.toString().strip()).contains("cannot be reached").doesNotContain("\n");
    assertThat(Cli.run(new PrintWriter(out), new PrintWriter(err), "test-channel")).isEqualTo(2);
  }
}
