package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.oncall.ical.IcalReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules whose calendar is kept elsewhere, asked from the command line. */
class OnCallCalendarTest {

  private static final String ICS =
      """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:u
      DTSTART:20240501T090000
      DTEND:20240501T170000
      RRULE:FREQ=DAILY;COUNT=2
      SUMMARY:änna
      END:VEVENT
      END:VCALENDAR
      """;
  private static final String FOUND =
      "[{\"at\":\"2024-05-02T07:00:00Z\",\"participants\":[\"änna\"]}]";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int who(String calendar) throws IOException {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Path file =
        Files.writeString(
            folder.resolve("on-call.yaml"),
            """
            schedule: s
            timezone: Europe/Berlin
            %s
            ---
            schedule: other
            timezone: UTC
            layers: [{name: always, participants: [ben]}]
            ---
            escalation: e
            levels: [{delay_minutes: 5, targets: [{schedule: s}]}]
            """
                .formatted(calendar));
    return run(
        "who", "--schedules", file.toString(), "--schedule", "s", "--at", "2024-05-02T07:00:00Z");
  }

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "on-call";
    System.arraycopy(args, 0, all, 1, args.length);
    return Cli.run(new PrintWriter(out), new PrintWriter(err), all);
  }

  private String serve(int status, String body) {
    server.createContext(
        "/private-token",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    return "http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/private-token/basic.ics?key=hush";
  }

  private void assertTrouble(int code, String calendar, String sentence) throws IOException {
    assertThat(who(calendar)).as(sentence).isEqualTo(code);
    assertThat(err.toString().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith(folder.resolve("on-call.yaml") + ":1: schedule 's': ")
        .contains(sentence)
        .doesNotContain("hush", "private-token");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_calendar_is_a_path_from_the_schedules_folder_or_anywhere() throws IOException {
    Path ics =
        Files.writeString(
            Files.createDirectories(folder.resolve("calendars")).resolve("s.ics"), ICS);

    for (String path :
        new String[] {
          "calendars/s.ics",
          "file:calendars/s.ics",
          ics.toString(),
          "file:" + ics,
          ics.toUri().toString(),
          "file://" + ics
        }) {
      assertThat(who("ical: " + path)).as(path).isZero();
      assertThat(out.toString().strip()).isEqualTo(FOUND);
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void shifts_and_ladder_read_it_too() throws IOException {
    Files.writeString(folder.resolve("s.ics"), ICS);
    who("ical: s.ics");
    out.getBuffer().setLength(0);
    String file = folder.resolve("on-call.yaml").toString();

    assertThat(
            run(
                "shifts",
                "--schedules",
                file,
                "--schedule",
                "s",
                "--from",
                "2024-05-01T00:00Z",
                "--to",
                "2024-05-02T00:00Z"))
        .isZero();
    assertThat(
            run(
                "ladder",
                "--schedules",
                file,
                "--escalation",
                "e",
                "--opened-at",
                "2024-05-01T08:00Z",
                "--at",
                "2024-05-01T08:00Z"))
        .isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "[{\"start\":\"2024-05-01T07:00:00Z\",\"end\":\"2024-05-01T15:00:00Z\",\"participants\":[\"änna\"]}]",
            "[{\"at\":\"2024-05-01T08:00:00Z\",\"level\":1,\"participants\":[\"änna\"]}]");
  }

  @Test
  void a_calendar_is_fetched_from_its_address() throws IOException {
    assertThat(who("ical: " + serve(200, ICS))).isZero();

    assertThat(out.toString().strip()).isEqualTo(FOUND);
  }

  @Test
  void what_is_wrong_with_an_event_is_said_beside_the_answer() throws IOException {
    Files.writeString(
        folder.resolve("s.ics"),
        ICS.replace("END:VCALENDAR", "BEGIN:VEVENT\nUID:v\nEND:VEVENT\nEND:VCALENDAR"));

    assertThat(who("ical: s.ics")).isZero();

    assertThat(out.toString().strip()).isEqualTo(FOUND);
    assertThat(err.toString().strip())
        .isEqualTo(
            folder.resolve("on-call.yaml")
                + ":1: schedule 's': calendar, line 9: an event has no DTSTART; the event 'v' is"
                + " left out");
  }

  @Test
  void a_calendar_that_cannot_be_had_is_one_line_without_its_address() throws IOException {
    String address = serve(404, "nothing");
    assertTrouble(3, "ical: " + address, "its calendar at http://127.0.0.1 answered HTTP 404");
    server.stop(0);
    assertTrouble(
        3,
        "ical: " + address,
        "its calendar at http://127.0.0.1 cannot be reached (ConnectException)");
    assertTrouble(2, "ical: 'http://private-token hush'", "the URL of its calendar is not one");
    assertTrouble(2, "ical: nowhere/private-token.ics", "its calendar cannot be read");
    assertTrouble(
        2,
        "ical: '{{signalbox.no-such.ical}}'",
        "{{signalbox.no-such.ical}} is not set; set the environment variable"
            + " SIGNALBOX_NOSUCH_ICAL");
    Files.writeString(folder.resolve("page.html"), "<html>");
    assertTrouble(
        1, "ical: page.html", "the text is no iCalendar; it must start with BEGIN:VCALENDAR");
  }

  @Test
  void a_calendar_that_is_too_large_or_too_slow_is_given_up() {
    String large = serve(200, " ".repeat(IcalReader.LONGEST + 1));
    assertThatThrownBy(() -> new CalendarText(folder, Duration.ofSeconds(10)).read(large))
        .hasMessage("its calendar at http://127.0.0.1 has more than 5 MB");
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("BEGIN:VCALENDAR\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush(); // and never a word more
        });
    String slow = "http://127.0.0.1:%d/slow".formatted(server.getAddress().getPort());
    assertThatThrownBy(() -> new CalendarText(folder, Duration.ofMillis(300)).read(slow))
        .hasMessageContaining("did not answer within");
  }

  @Test
  void what_only_a_hub_can_ask_is_said_and_the_other_schedules_answer() throws IOException {
    assertTrouble(
        2,
        "sql: file:routes/sql/rota.sql",
        "it is kept in a database, which only a running hub can ask; see its /api/on-call");
    assertTrouble(
        2, "pagerduty: PI7DH85", "it is kept in PagerDuty, which only a running hub can ask");

    assertThat(
            run(
                "who",
                "--schedules",
                folder.resolve("on-call.yaml").toString(),
                "--schedule",
                "other",
                "--at",
                "2024-05-02T07:00Z"))
        .isZero();
    assertThat(out.toString()).contains("ben");
  }

  @Test
  void placeholders_are_filled_as_a_hub_fills_them() {
    Placeholders placeholders =
        new Placeholders(
            Map.of("signalbox.a", "property")::get,
            Map.of("SIGNALBOX_A", "x", "SIGNALBOX_CALENDARS_MYTEAM", "$1\\")::get);

    assertThat(placeholders.fill("https://h/{{signalbox.calendars.my-team}}/{{ signalbox.a }}.ics"))
        .isEqualTo("https://h/$1\\/property.ics");
    assertThat(
            placeholders.fill("{{env:SIGNALBOX_A}} {{none:http://b:1}} {{env:NONE:c}} {{none:}}"))
        .isEqualTo("x http://b:1 c ");
    assertThatThrownBy(() -> placeholders.fill("{{env:NONE}}"))
        .hasMessage("{{env:NONE}} is not set; set the environment variable NONE");
  }
}
