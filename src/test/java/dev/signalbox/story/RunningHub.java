package dev.signalbox.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Signalbox;
import dev.signalbox.TestPostgres;
import dev.signalbox.sandbox.MailSandbox;
import dev.signalbox.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole program, one or more of it, between a database of its own and a sandbox of its own. */
final class RunningHub implements AutoCloseable {

  static final String CANARY = "canary-7f3a9c";

  final Sandbox sandbox = Sandbox.start();
  final MailSandbox mail = MailSandbox.start(sandbox, 0);
  final JdbcTemplate source;
  final JdbcTemplate store;
  private final String storeUrl = TestPostgres.emptyUrl();
  private final String sourceUrl = TestPostgres.emptyUrl();
  private final Path routes;
  private final List<ConfigurableApplicationContext> hubs = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  RunningHub(Path folder, String rule) throws IOException {
    routes = folder.resolve("routes");
    copy(Path.of("routes"), routes);
    try (Stream<Path> rules = Files.list(routes.resolve("rules"))) {
      for (Path file : rules.filter(file -> !file.endsWith("signalbox.camel.yaml")).toList()) {
        Files.delete(file);
      }
    }
    Files.writeString(routes.resolve("rules/outage.camel.yaml"), rule);
    source = new JdbcTemplate(new DriverManagerDataSource(sourceUrl, "postgres", ""));
    store = new JdbcTemplate(new DriverManagerDataSource(storeUrl, "postgres", ""));
    source.execute("create table outage (server_id text, resolved boolean default false)");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /** Another file in place of a shipped one, before the hub is started. */
  RunningHub with(String file, String text) throws IOException {
    Files.writeString(routes.resolve(file), text);
    return this;
  }

  /** @param more arguments beside those that every story needs */
  RunningHub start(String... more) {
    List<String> arguments = new ArrayList<>(List.of(
            "--server.port=0",
            "--signalbox.routes=" + routes,
            "--signalbox.store.url=" + storeUrl,
            "--signalbox.store.username=postgres",
            "--signalbox.source.url=" + sourceUrl,
            "--signalbox.source.username=postgres",
            "--signalbox.slack.token=xoxb-" + CANARY,
            "--signalbox.slack.api-url=" + sandbox.url() + "/slack/api",
            "--signalbox.pagerduty.events-url=" + sandbox.url() + "/pagerduty/v2/enqueue",
            "--signalbox.pagerduty.routing-key=0123456789abcdef0123456789abcdef",
            "--signalbox.pagerduty.api-url=" + sandbox.url() + "/pagerduty",
            "--signalbox.pagerduty.api-token=" + CANARY,
            "--signalbox.mail.host=localhost",
            "--signalbox.mail.port=" + mail.port(),
            "--signalbox.mail.from=signalbox@example.com",
            "--signalbox.delivery.probe=1s",
            "--rules.signalbox.every=1s"));
    arguments.addAll(List.of(more));
    hubs.add(Signalbox.start(Map.of("spring.main.log-startup-info", "false"), arguments.toArray(String[]::new)));
    return this;
  }

  /** Ends all of them. */
  RunningHub stop() {
    hubs.forEach(ConfigurableApplicationContext::close);
    hubs.clear();
    return this;
  }

  /** Another file among the routes, or more of one that is there. */
  void write(String path, String text) throws IOException {
    Files.writeString(routes.resolve(path), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void goesDown(String... servers) {
    for (String server : servers) {
      source.update("insert into outage (server_id) values (?)", server);
    }
  }

  void comesBack(String server) {
    source.update("delete from outage where server_id = ?", server);
  }

  /** @param hub in the order in which they were started */
  JsonNode get(int hub, String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(text(HttpRequest.newBuilder(uri(hub, path)).build()));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(text(HttpRequest.newBuilder(uri(path)).build()));
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(
            text(
                HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build()));
  }

  /** Calls a hook as another system does; returns the status. */
  int call(String hook, String body, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri("/hooks/" + hook)).POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  String page(int hub, String path) throws IOException, InterruptedException {
    return text(HttpRequest.newBuilder(uri(hub, path)).build());
  }

  String page(String path) throws IOException, InterruptedException {
    return text(HttpRequest.newBuilder(uri(path)).build());
  }

  private String text(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Of the first hub. */
  String url() {
    return uri("").toString();
  }

  private URI uri(String path) {
    return uri(0, path);
  }

  private URI uri(int hub, String path) {
    return URI.create("http://localhost:" + hubs.get(hub).getEnvironment().getProperty("local.server.port") + path);
  }

  @Override
  public void close() {
    hubs.forEach(ConfigurableApplicationContext::close);
    mail.close();
    sandbox.close();
  }
}
