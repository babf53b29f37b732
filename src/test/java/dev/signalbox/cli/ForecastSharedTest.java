package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind on a slice of real data; bench/forecast prints the figures on all of it. */
@Tag("shared")
class ForecastSharedTest {

  private static final Path DATA = Path.of(System.getProperty("signalbox.shared", "../shared"), "forecast");

  @TempDir Path folder;

  private String slice(String name, Predicate<String> rows) throws IOException {
    Path source = DATA.resolve(name);
    assumeTrue(Files.exists(source), source + " is not here: the forecasts were not run on real data");
    Path part = folder.resolve(source.getFileName().toString().replace(".gz", ""));
    try (InputStream in = Files.newInputStream(source);
        BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(in)));
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(part))) {
      out.println(lines.readLine());
      lines.lines().filter(rows).forEach(out::println);
    }
    return part.toString();
  }

  private List<String> backtest(String... args) throws IOException {
    StringWriter err = new StringWriter();
    Path out = folder.resolve("p.csv");
    String[] all = Stream.concat(
        Stream.of("forecast", "backtest", "--out", out.toString()), Stream.of(args)).toArray(String[]::new);
    assertThat(Cli.run(new PrintWriter(new StringWriter()), new PrintWriter(err), all)).as(err.toString()).isZero();
    return Files.readAllLines(out);
  }

  private static double mean(List<String> lines, Predicate<String> of) {
    return lines.stream().skip(1).filter(of).mapToDouble(line ->
        Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
        .average().orElseThrow();
  }

  @Test
  void an_incident_looks_less_usual_than_the_rest() throws IOException {
    List<String> lines = backtest("--kind", "anomaly",
        "--metrics", slice("anomaly/asd_server_metrics.csv.gz", row -> row.startsWith("asd-a5,")));

    Predicate<String> incident = line -> line.matches("asd-a5,2025-02-(14|16|19)T0[345].*");
    assertThat(lines).hasSize(1 + 4320);
    assertThat(mean(lines, incident)).isGreaterThan(mean(lines, incident.negate()) + 0.1);
  }

  @Test
  void a_daily_peak_is_foreseen() throws IOException {
    List<String> lines = backtest("--kind", "trend",
        "--metrics", slice("anomaly/asd_server_metrics.csv.gz", row -> row.startsWith("asd-a2,")),
        "--train-to", "2025-02-05", "--from", "2025-02-05", "--to", "2025-02-07", "--step-hours", "1",
            "--horizon-hours", "6");

    assertThat(lines).as("the server and 19 metrics, 48 hours").hasSize(1 + 48 * 20);
    assertThat(lines.stream().filter(line -> line.startsWith("asd-a2,"))).hasSize(48);
  }

  @Test
  void a_node_that_fails_often_is_the_likeliest_to_fail() throws IOException {
    List<String> lines = backtest("--kind", "failure",
        "--servers", slice("nodefail/servers.csv.gz", row -> row.startsWith("c918-") || row.startsWith("c640-")),
        "--downtime", slice("nodefail/downtime_logs.csv.gz", row -> row.startsWith("c918-") || row.startsWith("c640-")),
        "--train-to", "2024-03-29", "--from", "2024-03-29", "--to", "2024-04-08", "--step-hours", "24",
            "--horizon-hours", "168");

    assertThat(lines).hasSizeGreaterThan(400);
    assertThat(mean(lines, line -> true)).isBetween(0.02, 0.4);
  }

  @Test
  void drives_are_judged_by_what_they_report() throws IOException {
    Predicate<String> some = row -> row.matches("d0000\\d.*|d0001\\d.*|d48725.*|d03819.*");
    List<String> lines = backtest("--kind", "failure", "--servers", slice("diskfail/servers.csv.gz", some),
        "--metrics", slice("diskfail/server_metrics.csv.gz", some), "--downtime",
            slice("diskfail/downtime_logs.csv.gz", some),
        "--train-to", "2024-01-03", "--from", "2024-01-03", "--to", "2024-03-01", "--step-hours", "168",
            "--horizon-hours", "672");

    assertThat(lines).hasSizeGreaterThan(50);
  }
}
