package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of one server climbs: it is warned of in Slack and in the console, and when the server goes down the warning
 * was right. Hours of samples are there before the hub starts; the outcomes over days are in ForecastRoutesTest.
 */
class ForecastStoryTest {

  @Test
  void a_server_whose_memory_climbs_is_warned_of_and_the_downtime_makes_it_a_hit(@TempDir Path folder) throws Exception {
    try (RunningHub hub = new RunningHub(folder, rule("resource-forecast"))) {
      hub.source.execute("create table servers (server_id text, team text)");
      hub.source.execute("create table downtime_logs (server_id text, start_time timestamptz, end_time timestamptz, cause text)");
      hub.source.execute(
          """
          create table server_metrics as
          select server_id, at as timestamp, 20 + 2 * sin(extract(epoch from at) / 3000) as cpu_usage,
                 50 + case when server_id = 'db-7' and at > now() - interval '5 hours'
                           then 5.5 * extract(epoch from at - now() + interval '5 hours') / 3600 else 0 end as memory_usage
          from unnest(array['db-6', 'db-7', 'db-8']) server_id,
               generate_series(now() - interval '6 days', now(), interval '5 minutes') at""");
      hub.source.execute("insert into servers values ('db-6', 'data'), ('db-7', 'data'), ('db-8', 'data')");
      hub.with("rules/forecast.camel.yaml", rule("forecast"))
          .start("--rules.forecast.every=1s", "--rules.resource-forecast.every=1s");

      await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
          assertThat(hub.sandbox.slack().posts()).anySatisfy(post ->
              assertThat(post.toString()).contains("db-7", "memory_usage has risen by")));
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
    }
  }

  private static String rule(String name) throws Exception {
    return Files.readString(Path.of("routes/rules/" + name + ".camel.yaml"));
  }
}
