package dev.signalbox.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.camel.CalendarHttp;
import dev.signalbox.oncall.Assignment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A calendar behind a URL, from a small web server; and files. */
class IcalSourceTest extends OnCallSourceContract {

  private static final String TOKEN = "private-canary7f3a9c";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final HttpServer server;
  private final CalendarHttp http = new CalendarHttp();
  private final List<Map<String, String>> asked = new ArrayList<>();
  private String calendar = "";
  private int status = 200;
  private Map<String, String> headers = Map.of();
  private String odd = "";
  private String kept = "\"{{signalbox.calendars.web}}\"";

  @TempDir private Path folder;
  private Path routes = Path.of("routes");

  IcalSourceTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @BeforeEach
  void write() throws IOException {
    routes = Files.createDirectories(folder.resolve("routes"));
    Files.createDirectories(routes.resolve("on-call"));
  }

  @AfterEach
  void close() throws IOException {
    server.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> seen.put(name, values.get(0)));
    asked.add(seen);
    headers.forEach(exchange.getResponseHeaders()::set);
    byte[] body = calendar.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, status == 304 || body.length == 0 ? -1 : body.length);
    if (status != 304) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  protected OnCallSource source() {
    return new IcalSource(http, new CalendarFiles(routes));
  }

  @Override
  protected String kept() {
    return "ical: " + kept;
  }

  @Override
  protected String setting(String name) {
    int port = server.getAddress().getPort();
    return switch (name) {
      case "signalbox.calendars.web" -> "http://127.0.0.1:%d/%s/basic.ics".formatted(port, TOKEN);
      case "signalbox.calendars.login" -> "http://anna:%s@localhost:%d/".formatted(TOKEN, port);
      case "signalbox.calendars.file" -> routes.resolveSibling("elsewhere.ics").toString();
      case "signalbox.calendars.odd" -> odd;
      case "other.setting" -> setting("signalbox.calendars.web");
      default -> null;
    };
  }

  @Override
  protected void hold(List<Entry> entries) {
    StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n");
    int uid = 0;
    for (Entry one : entries) {
      String level = one.level() == 0 ? "" : "[L" + one.level() + "] ";
      text.append("BEGIN:VEVENT\r\nUID:").append(uid++)
          .append("\r\nDTSTART:").append(TIME.format(one.start()))
          .append("\r\nDTEND:").append(TIME.format(one.end()))
          .append("\r\nSUMMARY:").append(level).append(escaped(one.who()))
          .append("\r\nEND:VEVENT\r\n");
    }
    calendar = text.append("END:VCALENDAR\r\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,");
  }

  @Override
  protected void holdRubbish() {
    calendar = "<!doctype html><title>Sign in</title>";
  }

  @Override
  protected void goAway() {
    server.stop(0);
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN, "127.0.0.1", "localhost", String.valueOf(server.getAddress().getPort()), routes.toString());
  }

  @Override
  protected boolean knowsLevels() {
    return true;
  }

  private void holdOne(String who) {
    hold(List.of(entry("2026-03-02T08", "2026-03-09T08", who)));
  }

  @Test
  void a_calendar_that_has_not_changed_is_not_read_again() {
    holdOne("anna");
    headers = Map.of("ETag", "\"v1\"", "Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT");
    Reading first = read();
    status = 304;

    assertThat(source().read(question(first.tag()))).isEmpty();
    assertThat(asked.get(1)).containsEntry("If-None-Match", "\"v1\"").doesNotContainKey("If-Modified-Since");
    assertThat(failure().reason()).as("nobody asked whether it has changed").contains("304");
  }

  @Test
  void where_there_is_no_etag_the_date_does() {
    holdOne("anna");
    headers = Map.of("Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT");
    Reading first = read();
    status = 304;

    assertThat(source().read(question(first.tag()))).isEmpty();
    assertThat(asked.get(1)).containsEntry("If-Modified-Since", "Sun, 01 Mar 2026 08:00:00 GMT");
    headers = Map.of();
    status = 200;
    assertThat(read().tag()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "401, no longer let in", "403, no longer let in", "404, no calendar", "410, no calendar", "429, HTTP 429",
    "500, HTTP 500", "503, HTTP 503", "204, HTTP 204"
  })
  void refusals_are_told_by_their_number(int code, String said) {
    holdOne("anna");
    status = code;
    headers = Map.of("Retry-After", "7");
    if (code == 204) {
      calendar = "";
    }

    SourceFailure failure = failure();

    assertThat(failure.reason()).contains(said);
    assertThat(failure.notBefore().isPresent()).isEqualTo(code == 429 || code == 503);
  }

  @Test
  void a_server_that_wants_to_be_left_alone_says_for_how_long() {
    status = 429;
    headers = Map.of("Retry-After", "7");
    assertThat(failure().notBefore()).contains(Duration.ofSeconds(7));
    headers = Map.of("Retry-After", "99999999");
    assertThat(failure().notBefore()).contains(Duration.ofHours(1));
    headers = Map.of();
    assertThat(failure().notBefore()).contains(Duration.ofMinutes(1));
  }

  @Test
  void a_login_in_the_address_becomes_a_header() {
    kept = "\"{{signalbox.calendars.login}}\"";
    holdOne("anna");

    assertThat(read().assignments()).hasSize(1);
    assertThat(asked.get(0).get("Authorization")).startsWith("Basic ");
  }

  @Test
  void only_a_setting_of_the_hub_leads_to_this_machine() {
    holdOne("anna");
    kept = "http://127.0.0.1:%d/web.ics".formatted(server.getAddress().getPort());
    assertThat(failure().reason()).contains("this machine", "signalbox.calendars.<name>");
    kept = "\"{{other.setting}}\"";
    assertThat(failure().reason()).contains("this machine");
    kept = "\"{{signalbox.unset:http://127.0.0.1:%d/}}\"".formatted(server.getAddress().getPort());
    assertThat(failure().reason()).as("a default is the file's word").contains("this machine");
    kept = "'http://127.0.0.1:%d/{{signalbox.calendars.file}}'".formatted(server.getAddress().getPort());
    failure();

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "gopher://example.com/", "ftp://example.com/web.ics", "data:text/calendar,x", "http:web.ics", "http://",
    "http://exa mple.com/"
  })
  void other_addresses_are_refused(String address) {
    kept = "\"{{signalbox.calendars.odd}}\"";
    odd = address;

    assertThat(failure().reason()).contains("correct");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "web.ics", "./web.ics", "on-call/web.ics", "file:on-call/web.ics", "file:routes/on-call/web.ics", "routes/on-call/web.ics"
  })
  void a_path_begins_beside_the_schedules_or_in_the_routes_folder(String path) throws IOException {
    holdOne("anna");
    Files.writeString(routes.resolve("on-call/web.ics"), "\uFEFF" + calendar);
    kept = path;

    assertThat(read().assignments()).extracting(Assignment::participant).containsExactly("anna");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/etc/passwd", "file:/etc/passwd", "file:///etc/passwd", "../elsewhere.ics", "../../elsewhere.ics", "on-call/../../elsewhere.ics",
    "routes/../../elsewhere.ics", "on-call/link.ics"
  })
  void and_stays_there(String path) throws IOException {
    holdOne("anna");
    Files.writeString(routes.resolveSibling("elsewhere.ics"), calendar);
    Files.createSymbolicLink(routes.resolve("on-call/link.ics"), routes.resolveSibling("elsewhere.ics"));
    kept = path;

    assertThat(failure().reason()).contains("outside the routes folder");
  }

  @Test
  void a_setting_may_name_a_file_elsewhere() throws IOException {
    holdOne("anna");
    Files.writeString(routes.resolveSibling("elsewhere.ics"), calendar);
    kept = "\"{{signalbox.calendars.file}}\"";

    assertThat(read().assignments()).hasSize(1);
  }

  @Test
  void files_that_are_none_or_too_large_are_told() throws IOException {
    kept = "on-call/none.ics";
    assertThat(failure().reason()).contains("no such file");
    kept = "on-call";
    assertThat(failure().reason()).contains("no such file");
    kept = "on-call/large.ics";
    Files.write(routes.resolve("on-call/large.ics"), new byte[6 * 1024 * 1024]);
    assertThat(failure().reason()).contains("larger than 5120 KB");
  }

  @Test
  void another_charset_is_read_as_the_server_names_it() {
    HttpGet latin = request -> new HttpGet.Answer(200, Map.of("content-type", "text/calendar; charset=ISO-8859-1"),
        calendar.getBytes(StandardCharsets.ISO_8859_1));
    holdOne("Inês");

    Reading reading = new IcalSource(latin, new CalendarFiles(routes)).read(question("")).orElseThrow();

    assertThat(reading.assignments()).containsExactly(
        new Assignment(Instant.parse("2026-03-02T08:00:00Z"), Instant.parse("2026-03-09T08:00:00Z"), "Inês", 0));
  }

  @Test
  void a_rule_is_followed_as_far_as_the_window_reaches_and_bad_events_are_warnings() {
    calendar = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:1
        DTSTART;TZID=Europe/Berlin:20260105T090000
        DTEND;TZID=Europe/Berlin:20260112T090000
        RRULE:FREQ=WEEKLY;INTERVAL=2
        SUMMARY:anna
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART:never
        SUMMARY:ben
        END:VEVENT
        END:VCALENDAR
        """.replace("\n", "\r\n");

    Reading reading = read();

    assertThat(reading.assignments()).hasSize(7).allSatisfy(one -> assertThat(one.participant()).isEqualTo("anna"));
    assertThat(reading.warnings()).hasSize(1);
  }
}
