package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {

  private static final String SERVERS = "server_id,cluster,active_from,active_to\na,x,2024-01-01,\nb,x,2024-01-01,2024-03-10\n";

  private static final String DOWNTIME = """
      server_id,start_time,end_time,cause,planned
      a,2024-01-05 10:00:00,2024-01-05 11:00:00,"disk, again",0
      a,2024-02-05 10:00:00,,,0
      b,2024-02-07T10:00:00Z,2024-02-07T11:00:00Z,upgrade,1
      """;

  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... args) {
    err.getBuffer().setLength(0);
    return Cli.run(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String[] failure(String servers, String downtime, String... more) {
    return Stream.concat(
        Stream.of("forecast", "backtest", "--kind", "failure", "--servers", servers, "--downtime", downtime,
            "--train-to", "2024-02-01", "--from", "2024-02-01", "--to", "2024-03-15", "--step-hours", "24",
            "--horizon-hours", "168", "--out", folder.resolve("p.csv").toString()),
        Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void a_row_for_each_server_and_instant_while_it_is_up_and_in_service() throws IOException {
    assertThat(run(failure(file("s.csv", SERVERS), file("d.csv", DOWNTIME)))).as(err.toString()).isZero();

    List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
    assertThat(lines.get(0)).isEqualTo("server_id,timestamp,probability");
    assertThat(lines).filteredOn(line -> line.startsWith("a,")).as("down for good from 5 February on").hasSize(5)
        .first().asString().startsWith("a,2024-02-01T00:00:00Z,");
    assertThat(lines).filteredOn(line -> line.startsWith("b,")).as("out of service from 10 March on").hasSize(38);
    assertThat(lines.stream().skip(1).map(line -> Double.parseDouble(line.split(",")[2])))
        .allSatisfy(probability -> assertThat(probability).isBetween(0.0, 1.0));
  }

  @Test
  void packed_files_are_read_and_written() throws IOException {
    Path packed = folder.resolve("d.csv.gz");
    try (var out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(packed)))) {
      out.write(DOWNTIME);
    }
    Path result = folder.resolve("p.csv.gz");

    assertThat(run(failure(file("s.csv", SERVERS), packed.toString(), "--out", result.toString())))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'--out'").contains("should be specified only once");

    String[] args = failure(file("s.csv", SERVERS), packed.toString());
    args[args.length - 1] = result.toString();
    assertThat(run(args)).as(err.toString()).isZero();
    try (var in = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(result))))) {
      assertThat(in.lines()).hasSize(44);
    }
  }

  @Test
  void anomaly_learns_from_the_history_that_split_marks_and_scores_the_rest() throws IOException {
    List<String> rows = new ArrayList<>(List.of("server_id,timestamp,cpu_usage,memory_usage,split"));
    for (int minute = 0; minute < 600; minute++) {
      String load = minute < 550 ? "%d,40".formatted(20 + minute % 5) : "99,95";
      rows.add("a,2025-01-06 %02d:%02d:00,%s,%s".formatted(minute / 60, minute % 60, load, minute < 500 ? "train"
          : "test"));
    }

    assertThat(run("forecast", "backtest", "--kind", "anomaly", "--metrics", file("m.csv", String.join("\n", rows)),
        "--out", folder.resolve("p.csv").toString())).as(err.toString()).isZero();

    List<Double> scores = Files.readAllLines(folder.resolve("p.csv")).stream().skip(1).map(line ->
        Double.parseDouble(line.split(",")[2])).toList();
    assertThat(scores).hasSize(100);
    assertThat(scores.subList(50, 60)).allSatisfy(score ->
        assertThat(score).isGreaterThan(scores.subList(0, 50).stream().mapToDouble(Double::doubleValue).max()
            .orElseThrow()));
  }

  @Test
  void trend_answers_for_the_servers_asked_and_for_one_metric_of_a_server() throws IOException {
    StringBuilder metrics = new StringBuilder("server_id,timestamp,cpu_usage,memory_usage\n");
    for (int hour = 0; hour < 12 * 24; hour++) {
      metrics.append("a,2025-01-%02dT%02d:00:00Z,%d,30\n".formatted(1 + hour / 24, hour % 24, hour % 24 == 15 ? 95
          : 20));
    }
    String servers = file("s.csv", "server_id,active_from\na,2025-01-01\na/memory_usage,2025-01-01\n");

    assertThat(run("forecast", "backtest", "--kind", "trend", "--metrics", file("m.csv", metrics.toString()),
        "--servers", servers,
        "--train-to", "2025-01-10", "--from", "2025-01-10", "--to", "2025-01-12", "--step-hours", "1",
            "--horizon-hours", "6",
        "--out", folder.resolve("p.csv").toString())).as(err.toString()).isZero();

    List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
    assertThat(probability(lines, "a,2025-01-11T12:00:00Z")).isGreaterThan(0.5);
    assertThat(probability(lines, "a,2025-01-11T18:00:00Z")).isLessThan(0.3);
    assertThat(probability(lines, "a/memory_usage,2025-01-11T12:00:00Z")).isLessThan(0.3);
  }

  private static double probability(List<String> lines, String start) {
    return Double.parseDouble(lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow()
        .split(",")[2]);
  }

  @Test
  void a_broken_table_is_one_sentence_with_file_and_line_and_code_1() throws IOException {
    String servers = file("s.csv", SERVERS);
    assertFinding("d.csv:3: start_time 'soon' is not a time",
        failure(servers, file("d.csv", "server_id,start_time\na,2024-01-05\nb,soon\n")));
    assertFinding("d.csv:2: end_time 2024-01-04 is before start_time 2024-01-05",
        failure(servers, file("d.csv", "server_id,start_time,end_time\na,2024-01-05,2024-01-04\n")));
    assertFinding("d.csv:1: has no column 'start_time'; it has server_id, begin", failure(servers, file("d.csv",
        "server_id,begin\n")));
    assertFinding("d.csv:2: has 1 values, but the header names 2 columns", failure(servers, file("d.csv",
        "server_id,start_time\na\n")));
    assertFinding("d.csv:1: is empty", failure(servers, file("d.csv", "")));
    assertFinding("m.csv:2: cpu_usage 'high' is not a number", "forecast", "backtest", "--kind", "anomaly",
        "--metrics", file("m.csv", "server_id,timestamp,cpu_usage\na,2024-01-05,high\n"), "--out",
            folder.resolve("p.csv").toString());
    assertFinding("x.csv.gz:1: cannot be read", failure(servers, file("x.csv.gz", "server_id,start_time\n")));
  }

  private void assertFinding(String sentence, String... args) {
    assertThat(run(args)).as(sentence).isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(sentence);
  }

  @Test
  void misuse_is_one_line_and_code_2() throws IOException {
    String servers = file("s.csv", SERVERS);
    String downtime = file("d.csv", DOWNTIME);
    assertMisuse("say what to do: backtest", "forecast");
    assertMisuse("Invalid value for option '--kind'", "forecast", "backtest", "--kind", "mood", "--out", "x");
    assertMisuse("--kind trend needs --metrics", "forecast", "backtest", "--kind", "trend", "--out", "x");
    assertMisuse("--kind failure needs --from", "forecast", "backtest", "--kind", "failure", "--servers", servers,
        "--downtime", downtime,
        "--out", folder.resolve("p.csv").toString());
    assertMisuse("nowhere.csv: is no readable file", failure(servers, "nowhere.csv"));
    assertMisuse("'yesterday' is not a time", "forecast", "backtest", "--kind", "failure", "--from", "yesterday",
        "--out", "x");
    assertMisuse("what is predicted may not be learnt from", "forecast", "backtest", "--kind", "failure", "--servers",
        servers,
        "--downtime", downtime, "--train-to", "2024-03-01", "--from", "2024-02-01", "--to", "2024-03-15", "--out", "x");
    assertMisuse("cannot be written", "forecast", "backtest", "--kind", "failure", "--servers", servers,
        "--downtime", downtime, "--train-to", "2024-01-01", "--from", "2024-02-01", "--to", "2024-03-15",
        "--out", folder.resolve("no/such/p.csv").toString());
  }

  private void assertMisuse(String sentence, String... args) {
    assertThat(run(args)).as(sentence).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(sentence);
  }
}
