package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The shipped YAML of an HTTP channel on one side, a server that misbehaves on the other. */
abstract class ChannelRouteContract {

  static final Duration ANSWER = Duration.ofMillis(400);
  static final Duration DEADLINE = Duration.ofMillis(900);

  final StubServer server = new StubServer();
  final DefaultCamelContext camel = new DefaultCamelContext();
  final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ChannelHttp http = new ChannelHttp(ANSWER, DEADLINE);
  RouteSender sender;

  /** File stem under routes/channels. */
  abstract String file();

  /** With the base URL of whatever plays the other side. */
  abstract Properties settings(String url);

  abstract Channel channel(String url);

  /** What a success looks like. */
  abstract StubServer.Answer success();

  abstract String secret();

  String address() {
    return "";
  }

  /** Whether each address has credentials and a limit of its own. */
  boolean eachAddressForItself() {
    return false;
  }

  SlackSettings slackSettings(String url) {
    return new SlackSettings(null, null, null);
  }

  JiraSettings jiraSettings(String url) {
    return new JiraSettings(null, null, null, null, null, null, null, null);
  }

  void prepare(DefaultCamelContext context, String url) throws Exception {}

  @BeforeEach
  void listenToTheLog() {
    Logger root = (Logger) LoggerFactory.getLogger("org.apache");
    root.setLevel(Level.INFO);
    log.start();
    root.addAppender(log);
  }

  /** Not in the set-up, because some tests point the channel elsewhere. */
  void start(String url) throws Exception {
    http.customize(camel.getComponent("http", HttpComponent.class));
    http.customize(camel.getComponent("https", HttpComponent.class));
    camel.getRegistry().bind("credentials", new Credentials(slackSettings(url), jiraSettings(url)));
    camel.getPropertiesComponent().setInitialProperties(settings(url));
    prepare(camel, url);
    camel.start();
    PluginHelper.getRoutesLoader(camel).loadRoutes(
        PluginHelper.getResourceLoader(camel).resolveResource("file:routes/channels/" + file() + ".camel.yaml"));
    sender = new RouteSender(camel);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger("org.apache")).detachAppender(log);
    camel.stop();
    http.close();
    server.close();
    log.list.forEach(event -> assertThat(event.getFormattedMessage()).doesNotContain(secret()));
  }

  Message message() {
    return a_downtime().to("x", address()).build();
  }

  Outcome send(StubServer.Answer... answers) throws Exception {
    server.willAnswer(answers);
    start(server.url());
    Outcome outcome = sender.send(channel(server.url()), message());
    assertThat(outcome.toString()).doesNotContain(secret()).doesNotContain(server.url());
    return outcome;
  }

  @Test
  void a_success_is_delivered_with_one_request() throws Exception {
    assertThat(send(success()).label()).isEqualTo("delivered");
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"400, refused", "401, misconfigured", "403, misconfigured", "500, deferred", "503, deferred", "422, refused"})
  void statuses(int status, String label) throws Exception {
    assertThat(send(answer(status, "no " + secret())).label()).isEqualTo(label);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void a_rate_limit_keeps_its_retry_after() throws Exception {
    assertThat(send(answer(429, "{}", "Retry-After", "7")))
        .isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(7), eachAddressForItself() ? Reach.ADDRESS : Reach.CHANNEL));
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirects_are_not_followed(int status) throws Exception {
    try (StubServer thief = new StubServer()) {
      assertThat(send(answer(status, "", "Location", thief.url() + "/"))).isInstanceOf(Refused.class);
      assertThat(thief.asked()).isEmpty();
    }
  }

  @Test
  void no_answer_in_time_is_unsure() throws Exception {
    assertThat(send(exchange -> { })).isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.unsure()).isTrue());
  }

  @Test
  void an_answer_that_drips_is_cut_off_at_the_deadline() throws Exception {
    long start = System.nanoTime();
    Outcome outcome = send(exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 100; i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    });
    assertThat(outcome).isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.unsure()).isTrue());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void an_answer_that_breaks_off_is_unsure() throws Exception {
    Outcome outcome = send(exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("{\"ok\":".getBytes());
      exchange.getResponseBody().flush();
      throw new IOException("pulled the plug");
    });
    assertThat(outcome).isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.unsure()).isTrue());
  }

  @Test
  void an_endless_body_is_not_read_to_its_end() throws Exception {
    java.util.concurrent.atomic.AtomicLong written = new java.util.concurrent.atomic.AtomicLong();
    Outcome outcome = send(exchange -> {
      exchange.sendResponseHeaders(400, 0);
      byte[] chunk = "x".repeat(64 * 1024).getBytes();
      for (int i = 0; i < 4000; i++) {
        exchange.getResponseBody().write(chunk);
        written.addAndGet(chunk.length);
      }
      exchange.close();
    });
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(written.get()).isLessThan(64L * 1024 * 1024);
  }

  @Test
  void a_refused_connection_is_certainly_not_sent() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    start(url);
    Outcome outcome = sender.send(channel(url), message());
    assertThat(outcome).isInstanceOfSatisfying(Deferred.class, d -> assertThat(d.unsure()).isFalse());
    assertThat(outcome.toString()).doesNotContain(secret()).doesNotContain(url);
  }

  @Test
  void link_local_addresses_are_not_sent_to() throws Exception {
    start("http://169.254.1.1");
    Outcome outcome = sender.send(channel("http://169.254.1.1"), message());
    assertThat(outcome).isEqualTo(Deferred.notSent("ForbiddenAddress"));
  }

  @Test
  void without_its_route_nothing_is_sent() throws Exception {
    start(server.url());
    camel.getRouteController().stopAllRoutes();
    assertThat(sender.send(channel(server.url()), message()))
        .isEqualTo(Deferred.notSent("DirectConsumerNotAvailableException"));
  }

  @Test
  void expressions_in_a_row_are_text() throws Exception {
    String expressions = "${sysenv.PATH} ${camelContext.name} {{env:PATH}} #{7*7} $simple{1+1}";
    server.willAnswer(success());
    start(server.url());
    sender.send(channel(server.url()), Messages.a_downtime().titled(expressions).withNobodyOnCall().to("x", address()).build());
    assertThat(server.asked().get(0).body()).contains(expressions);
  }

  @Test
  void wrong_credentials_are_a_matter_of_configuration() throws Exception {
    assertThat(send(answer(401, ""))).isInstanceOfSatisfying(Misconfigured.class, m -> assertThat(m.wholeChannel()).isEqualTo(!eachAddressForItself()));
  }
}
