package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.cli.Cli;
import dev.signalbox.sandbox.ReceivedMail;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of two servers climbs: that is told in Slack, by mail with a chart and in the console; one goes down, and the
 * warning was right, which the daily report tells beside the one that still stands. Hours of samples are there before the hub starts; the outcomes over days are in ForecastRoutesTest.
 */
class ForecastStoryTest {

  @Test
  void a_server_whose_memory_climbs_is_warned_of_and_the_downtime_makes_it_a_hit(@TempDir Path folder) throws Exception {
    try (RunningHub hub = new RunningHub(folder, byMailToo(rule("resource-forecast")))) {
      hub.source.execute("create table servers (server_id text, team text, region text, sla_minutes int)");
      hub.source.execute(
          """
          create table downtime_logs (server_id text, start_time timestamptz, end_time timestamptz, cause text,
            downtime_duration_minutes numeric, resolved boolean default false, sla_tracking boolean default true)""");
      hub.source.execute(
          """
          create table server_metrics as
          select server_id, at as timestamp, 20 + 2 * sin(extract(epoch from at) / 3000) as cpu_usage,
                 50 + case when server_id <> 'db-8' and at > now() - interval '5 hours'
                           then 5.5 * extract(epoch from at - now() + interval '5 hours') / 3600 else 0 end as memory_usage
          from unnest(array['db-6', 'db-7', 'db-8']) server_id,
               generate_series(now() - interval '6 days', now(), interval '5 minutes') at""");
      hub.source.execute("insert into servers (server_id, team) values ('db-6', 'data'), ('db-7', 'data'), ('db-8', 'data')");
      hub.with("rules/forecast.camel.yaml", rule("forecast"))
          .with("rules/forecast-training.camel.yaml", rule("forecast-training"))
          .start("--rules.forecast.every=1s", "--rules.resource-forecast.every=1s", "--rules.forecast-training.every=1s",
              "--rules.daily-report.every=1s", "--rules.daily-report.zone=" + whereItIsNine(hub));

      await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
          assertThat(hub.sandbox.slack().posts()).anySatisfy(post ->
              assertThat(post.toString()).contains("db-7", "memory_usage has risen by")));
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
          assertThat(hub.sandbox.slack().posts()).filteredOn(post -> post.toString().contains("db-7") && post.threadTs() == null).anySatisfy(post -> {
            assertThat(post.content().findPath("alt_text").asText()).contains("memory_usage", "the limit is 90");
            assertThat(hub.sandbox.slack().picture(post.content().findPath("slack_file").path("id").asText())).isPresent();
          }));
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(mails(hub)).hasSize(2).allSatisfy(mail -> {
        assertThat(mail.files()).extracting(ReceivedMail.File::type).containsExactly("image/png");
        assertThat(mail.html()).contains("cid:" + mail.files().get(0).contentId().replaceAll("[<>]", ""), "memory_usage has risen by");
        assertThat(mail.text()).contains("memory_usage has risen by", "the limit is 90");
      }));
      JsonNode forecasts = hub.get("/api/forecasts?kind=trend&server=db-7");
      assertThat(forecasts.get(0).fieldNames()).toIterable().containsExactly(
          "serverId", "kind", "probability", "horizonHours", "predictedFor", "reasons", "model");
      assertThat(forecasts.get(0).path("reasons").get(0).asText()).contains("memory_usage has risen by");
      String page = hub.page("/forecasts");
      assertThat(page).contains("db-7", "memory_usage has risen by", "/chart.png", "No warning has been judged yet");
      assertThat(hub.page(page.replaceAll("(?s).*src=\"(/forecasts/[^\"]*chart.png)\".*", "$1"))).startsWith("\uFFFDPNG");

      hub.source.execute("insert into downtime_logs (server_id, start_time, cause) values ('db-7', now(), 'out of memory')");
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
          assertThat(hub.page("/forecasts")).contains("a downtime began", "1 of its last 1 warnings came true", "Slack and report only"));
      assertThat(hub.get("/api/forecasts/scores")).anySatisfy(score -> {
        assertThat(score.path("kind").asText()).isEqualTo("trend");
        assertThat(score.path("model").asText()).isEqualTo("course");
        assertThat(score.path("hits").asInt()).isOne();
        assertThat(score.path("precision").asDouble()).isOne();
      });

      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      assertThat(Cli.run(new PrintWriter(out), new PrintWriter(err), "train", "--wait", "60", "--url", hub.url())).as(err.toString()).isZero();
      assertThat(out.toString()).startsWith("KIND").contains("trend", "failure", "too little history to learn from");
      assertThat(hub.store.queryForObject("select max(version) from forecast_model", Integer.class)).isGreaterThanOrEqualTo(2);

      hub.store.update("update forecast_warning set judged_at = judged_at - interval '1 day' where outcome is not null");
      hub.with("rules/daily-report.camel.yaml", rule("daily-report"));
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(hub.get("/api/reports")).isNotEmpty());
      JsonNode report = hub.get("/api/reports/" + hub.get("/api/reports").get(0).path("date").asText());
      assertThat(report.path("sections")).filteredOn(section -> section.path("name").asText().equals("predictions"))
          .singleElement().satisfies(section -> assertThat(section.toString())
              .contains("1 came true, 0 did not", "db-6: memory_usage reaches its limit", "memory_usage has risen by")
              .doesNotContain("db-7"));
    }
  }

  private static List<ReceivedMail> mails(RunningHub hub) {
    return hub.mail.mails().stream().filter(mail -> mail.recipient().equals("capacity@example.com")).toList();
  }

  private static String byMailToo(String rule) {
    return rule + """
              - to:
                  uri: kamelet:mail-sink
                  parameters:
                    to: capacity@example.com
      """;
  }

  /** The report of that day is due there. */
  private static String whereItIsNine(RunningHub hub) {
    int now = hub.store.queryForObject("select extract(epoch from (now() at time zone 'UTC')::time)::int", Integer.class);
    return ZoneOffset.ofTotalSeconds(Math.floorMod(9 * 3600 - now + 43_200, 86_400) - 43_200).getId();
  }

  private static String rule(String name) throws Exception {
    return Files.readString(Path.of("routes/rules/" + name + ".camel.yaml"));
  }
}
