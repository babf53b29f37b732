package dev.signalbox.camel;

import static dev.signalbox.camel.StubServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.oncall.calendar.HttpGet;
import dev.signalbox.oncall.calendar.HttpGet.Answer;
import dev.signalbox.oncall.calendar.SourceFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarHttpTest {

  private static final String TOKEN = "canary-7f3a9c";

  private final StubServer server = new StubServer();
  private final CalendarHttp http = new CalendarHttp(Duration.ofMillis(400), Duration.ofMillis(900));

  @AfterEach
  void close() throws IOException {
    http.close();
    server.close();
  }

  private HttpGet.Request request(String url, boolean named) {
    return new HttpGet.Request(URI.create(url), named, 3, Map.of("Authorization", "Basic " + TOKEN));
  }

  private Answer get(StubServer.Answer... answers) {
    server.willAnswer(answers);
    return http.get(request(server.url() + "/web.ics?token=" + TOKEN, true));
  }

  private String failure(String url, boolean named) {
    SourceFailure failure = catchThrowableOfType(SourceFailure.class, () -> http.get(request(url, named)));
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).isNotBlank().doesNotContain(TOKEN, "://", "127.0.0.1");
    return failure.reason();
  }

  @Test
  void an_answer_comes_with_status_headers_and_body() {
    Answer answer = get(answer(200, "BEGIN:VCALENDAR", "ETag", "\"1\""));

    assertThat(answer.text()).isEqualTo("BEGIN:VCALENDAR");
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    assertThat(server.asked().get(0).headers())
        .containsEntry("authorization", "Basic " + TOKEN).containsEntry("user-agent", "Signalbox");
    assertThat(get(answer(304, "")).status()).isEqualTo(304);
    assertThat(get(answer(503, "busy")).status()).as("nothing is repeated").isEqualTo(503);
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void a_compressed_answer_is_unpacked() throws IOException {
    assertThat(get(gzip("BEGIN:VCALENDAR".getBytes())).text()).isEqualTo("BEGIN:VCALENDAR");
  }

  @Test
  void what_is_larger_than_five_megabytes_is_refused_and_not_read_to_its_end() throws IOException {
    AtomicLong written = new AtomicLong();
    server.willAnswer(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] chunk = new byte[64 * 1024];
      for (int i = 0; i < 4_000; i++) {
        exchange.getResponseBody().write(chunk);
        written.addAndGet(chunk.length);
      }
      exchange.close();
    });
    assertThat(failure(server.url(), true)).contains("larger than 5 MB");
    assertThat(written.get()).isLessThan(64L * 1024 * 1024);

    server.willAnswer(gzip(new byte[200 * 1024 * 1024]));
    assertThat(failure(server.url(), true)).as("a small one that unpacks to a large one").contains("larger than 5 MB");
  }

  @Test
  void an_answer_that_does_not_come_or_drips_is_cut_off() {
    server.willAnswer(exchange -> { });
    assertThat(failure(server.url(), true)).contains("no answer in time");

    long start = System.nanoTime();
    server.willAnswer(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 100; i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    });
    failure(server.url(), true);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void an_answer_that_breaks_off_is_a_failure() {
    server.willAnswer(exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("BEGIN:VCALENDAR".getBytes());
      exchange.getResponseBody().flush();
      throw new IOException("pulled the plug");
    });
    failure(server.url(), true);
  }

  @Test
  void redirects_are_followed_a_few_times_with_what_belongs_to_the_same_host() {
    Answer answer = get(
        answer(302, "", "Location", "/moved"),
        answer(301, "", "Location", server.url() + "/again"),
        answer(200, "here"));

    assertThat(answer.text()).isEqualTo("here");
    assertThat(server.asked()).extracting(StubServer.Asked::path)
        .containsExactly("/web.ics?token=" + TOKEN, "/moved", "/again");
    assertThat(server.asked()).allSatisfy(asked -> assertThat(asked.headers()).containsKey("authorization"));

    StubServer.Answer round = answer(307, "", "Location", "/round");
    server.willAnswer(round, round, round, round);
    assertThat(failure(server.url(), true)).contains("more than 3 redirects");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "http://localhost:%d/", "http://169.254.169.254/latest", "file:///etc/passwd", "gopher://x/", "ftp://x/", "//",
    "http://u:p@localhost:%d/", ":"
  })
  void a_redirect_leads_nowhere_that_was_not_allowed(String target) {
    server.willAnswer(answer(302, "", "Location", target.formatted(URI.create(server.url()).getPort())));

    failure(server.url(), true);

    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "http://localhost:%d/", "http://127.0.0.1:%d/", "http://[::1]:%d/", "http://[::ffff:127.0.0.1]:%d/",
    "http://2130706433:%d/",
    "http://127.1:%d/", "http://0.0.0.0:%d/", "http://[::]:%d/"
  })
  void an_address_in_a_file_leads_to_nothing_on_this_machine(String url) {
    failure(url.formatted(URI.create(server.url()).getPort()), false);

    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "http://169.254.169.254/", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/", "http://224.0.0.1/"
  })
  void not_even_a_setting_leads_to_link_local_addresses(String url) {
    assertThat(failure(url, true)).contains("an address that is not allowed");
    assertThat(failure(url, false)).contains("an address that is not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "100.64.0.1", "100.100.100.200", "0.1.2.3", "::1",
    "fc00::1", "fd12::1", "fec0::1", "64:ff9b::a01:203", "64:ff9b::a9fe:a9fe", "::10.1.2.3", "169.254.169.254"
  })
  void private_addresses_are_not_public(String address) throws Exception {
    InetAddress literal = InetAddress.getByName(address);

    assertThatExceptionOfType(Destinations.ForbiddenAddress.class)
        .isThrownBy(() -> Destinations.checkPublic(literal));
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:2800:220:1::1", "64:ff9b::5db8:d822"})
  void public_addresses_are(String address) throws Exception {
    Destinations.checkPublic(InetAddress.getByName(address));
  }

  private static StubServer.Answer gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, packed.size());
      exchange.getResponseBody().write(packed.toByteArray());
      exchange.close();
    };
  }
}
