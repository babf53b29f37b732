package dev.signalbox.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.web.WebTest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/** No login: everything on this machine may, foreign web pages in its browser may not. */
class WithoutUsersTest extends WebTest {

  private Incident incident;
  private String acknowledge = "";

  @BeforeEach
  void anOpenIncident() {
    incident = scene.incident("sla-breach", "srv-1", Severity.ERROR, "t", Duration.ofMinutes(5), null);
    acknowledge = "/api/incidents/" + incident.id() + "/acknowledge";
  }

  private MockMvcRequestBuilder posting(String host) {
    return mvc.post().uri(URI.create(acknowledge)).header("Host", host)
        .contentType(MediaType.APPLICATION_JSON).content("{\"by\": \"mira\"}");
  }

  private void untouched() {
    assertThat(scene.incidents.find(incident.id())).contains(incident);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"})
  void names_of_this_machine_are_answered(String host) {
    assertThat(mvc.get().uri("/api/incidents").header("Host", host)).hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.5", "0.0.0.0", "[::2]", "", "localhost@evil"
  })
  void any_other_name_is_refused_because_it_may_be_a_rebound_one(String host) {
    assertThat(mvc.get().uri("/api/incidents").header("Host", host)).hasStatus(403).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).asString().contains("configure users"));
    assertThat(posting(host)).hasStatus(403);
    untouched();
  }

  @Test
  void whoever_came_through_a_proxy_is_not_on_this_machine() {
    assertThat(mvc.get().uri("/").header("Host", "localhost").header("X-Forwarded-Host", "signalbox.example")).hasStatus(403);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example", "Origin, null", "Origin, http://localhost:3000", "Origin, http://localhost.evil.example:8080",
    "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site"
  })
  void a_foreign_page_cannot_change_anything(String header, String value) {
    assertThat(posting("localhost:8080").header(header, value)).hasStatus(403).bodyText()
        .isEqualTo("{\"error\":\"the request comes from another site's page\"}");
    assertThat(mvc.delete().uri("/api/dead-letters/" + incident.id()).header("Host", "localhost:8080").header(header, value)).hasStatus(403);
    untouched();
  }

  @Test
  void programs_and_the_consoles_own_pages_can() {
    assertThat(posting("localhost:8080")).hasStatusOk();
    assertThat(posting("localhost:8080").header("Origin", "http://localhost:8080").header("Sec-Fetch-Site", "same-origin")).hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense"})
  void a_body_that_a_foreign_form_could_send_is_refused(String type) {
    assertThat(mvc.post().uri(URI.create(acknowledge)).header("Host", "localhost").header("Content-Type", type)
        .content("{\"by\": \"mira\"}")).hasStatus(415).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).isEqualTo("send the body as application/json, or none"));
    untouched();
  }

  @Test
  void a_form_without_the_token_of_its_page_is_refused() {
    assertThat(mvc.post().uri("/incidents/" + incident.id() + "/resolve").header("Host", "localhost")).hasStatus(403);
    assertThat(mvc.post().uri("/incidents/" + incident.id() + "/resolve").header("Host", "localhost").param("_csrf", "guess")).hasStatus(403);
    untouched();
  }

  @Test
  void a_method_cannot_be_smuggled() {
    assertThat(mvc.get().uri(URI.create(acknowledge)).header("Host", "localhost").header("X-HTTP-Method-Override", "POST")).hasStatus(405);
    assertThat(mvc.head().uri(URI.create(acknowledge)).header("Host", "localhost")).hasStatus(405);
    assertThat(mvc.post().uri("/api/dead-letters/" + incident.id() + "?_method=DELETE").header("Host", "localhost")).hasStatus(405);
    untouched();
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "heapdump", "loggers", "jolokia", "beans", "mappings", "shutdown", "configprops", "threaddump", "metrics"})
  void of_the_actuator_only_health_and_prometheus_exist(String endpoint) {
    assertThat(get("/actuator/" + endpoint)).hasStatus(404);
    assertThat(post("/actuator/" + endpoint)).hasStatus4xxClientError();
  }

  @Test
  void every_page_forbids_scripts_of_others_and_frames() {
    for (String path : new String[] {"/", "/api/incidents", "/nosuch"}) {
      var headers = get(path).getResponse();
      assertThat(headers.getHeader("Content-Security-Policy")).as(path)
          .isEqualTo("default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
      assertThat(headers.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(headers.getHeader("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(headers.getHeader("Access-Control-Allow-Origin")).isNull();
    }
  }
}
