package dev.signalbox.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.web.ConsoleApp;
import dev.signalbox.web.Scene;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** What only the real server does: odd paths on the wire, cookies, error pages. With users, so that nothing is open. */
class RealServerTest {

  private static ConfigurableApplicationContext app;
  private static int port;

  @BeforeAll
  static void start() {
    app = ConsoleApp.start(Map.of(
        "signalbox.users.mira.password", BCrypt.hashpw("correct horse", BCrypt.gensalt(4)),
        "signalbox.users.mira.token", "mira-token-0123456789abcdef"));
    port = Integer.parseInt(String.valueOf(app.getEnvironment().getProperty("local.server.port")));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** Byte for byte what is given, which no well-behaved client would send. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String ask(String method, String path, String... headers) throws IOException {
    return raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + (method.equals("POST") ? "Content-Length: 0\r\n" : "")
        + String.join("", Arrays.stream(headers).map(header -> header + "\r\n").toList()) + "\r\n");
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/api//incidents", "//api/incidents", "/api/incidents;x", "/api/incidents;.css", "/%2e/api/incidents", "/./api/incidents",
    "/login/../api/incidents", "/hooks/../api/incidents", "/hooks/%2e%2e/api/incidents", "/hooks/..%2fapi/incidents",
    "/actuator/health/../env", "/actuator/health/..;/env", "/api%2fincidents", "/api\\incidents", "/assets/signalbox.css/../../api/incidents",
    "/%61pi/incidents", "/api/incidents%00", "/api/incidents%0a", "/API/incidents", "/api/incidents/", "/hooks/%252e%252e/api/incidents"
  })
  void no_spelling_of_a_path_leads_past_the_door(String path) throws IOException {
    String answer = ask("GET", path);

    assertThat(status(answer)).isIn(400, 401, 404);
    assertThat(answer).doesNotContain("[]").doesNotContainIgnoringCase("exception").doesNotContain("Apache Tomcat", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"})
  void no_method_leads_past_the_door(String method) throws IOException {
    assertThat(status(ask(method, "/api/dead-letters/7f0c1a52-9d3e-4c1b-8a66-000000000001"))).isBetween(400, 405);
  }

  @Test
  void an_error_is_one_sentence_on_a_page_and_in_json() throws IOException {
    String page = ask("GET", "/nosuch", "Accept: text/html", "Authorization: Bearer mira-token-0123456789abcdef");
    assertThat(status(page)).isEqualTo(404);
    assertThat(page).contains("there is nothing under this address").doesNotContain("Whitelabel", "timestamp");

    String json = ask("GET", "/api/nosuch", "Authorization: Bearer mira-token-0123456789abcdef");
    assertThat(status(json)).isEqualTo(404);
    assertThat(json).endsWith("{\"error\":\"there is nothing under this address\"}");

    String method = ask("POST", "/api/rules", "Authorization: Bearer mira-token-0123456789abcdef");
    assertThat(status(method)).isEqualTo(405);
    assertThat(method).contains("{\"error\":");
  }

  @Test
  void a_failure_inside_tells_the_outside_nothing_but_its_number() throws IOException {
    app.getBean(Scene.class).incidents.rules.add(null);
    String json = ask("GET", "/api/rules", "Authorization: Bearer mira-token-0123456789abcdef");
    String page = ask("GET", "/rules", "Accept: text/html", "Authorization: Bearer mira-token-0123456789abcdef");
    app.getBean(Scene.class).incidents.rules.clear();

    assertThat(status(json)).isEqualTo(500);
    assertThat(json).containsPattern("\\{\"error\":\"the hub could not answer; its log says why under failure=[0-9a-f]{8}\"}");
    assertThat(status(page)).isEqualTo(500);
    assertThat(page).contains("its log says why").doesNotContain("NullPointer", "Exception", "\tat ");
  }

  @Test
  void the_session_cookie_is_for_this_site_and_not_for_scripts() throws IOException {
    String form = ask("GET", "/login", "Accept: text/html");
    String cookie = line(form, "set-cookie: signalbox-csrf=");
    assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    String token = form.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    String body = "username=mira&password=correct+horse&next=%2F&_csrf=" + token;

    String answer = raw("POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
        + cookie.substring(12, cookie.indexOf(';')) + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        + body.length() + "\r\n\r\n" + body);

    assertThat(status(answer)).isEqualTo(302);
    assertThat(line(answer, "set-cookie: signalbox=")).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict");
  }

  private static String line(String answer, String start) {
    return answer.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start)).findFirst()
        .orElseThrow(() -> new AssertionError("no line '" + start + "' in " + answer));
  }
}
