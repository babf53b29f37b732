package dev.signalbox.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.web.BusyMonday;
import dev.signalbox.web.WebTest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** With users: mira operates, olli looks, a bot has a token only. */
class WithUsersTest extends WebTest {

  private static final String MIRA = "mira-token-0123456789abcdef";
  private static final String OLLI = "olli-token-0123456789abcdef";
  private static final String BOT = "slackbot-token-0123456789ab";

  private Incident incident;

  @DynamicPropertySource
  static void users(DynamicPropertyRegistry settings) {
    settings.add("signalbox.users.mira.password", () -> BCrypt.hashpw("correct horse", BCrypt.gensalt(4)));
    settings.add("signalbox.users.mira.token", () -> MIRA);
    settings.add("signalbox.users.olli.password", () -> BCrypt.hashpw("battery staple", BCrypt.gensalt(4)));
    settings.add("signalbox.users.olli.token", () -> OLLI);
    settings.add("signalbox.users.olli.role", () -> "viewer");
    settings.add("signalbox.users.slackbot.token", () -> BOT);
  }

  @BeforeEach
  void anOpenIncident() {
    incident = scene.incident("sla-breach", "srv-1", Severity.ERROR, "t", Duration.ofMinutes(5), null);
  }

  private MvcTestResult acknowledge(String token, String json) {
    return mvc.post().uri("/api/incidents/" + incident.id() + "/acknowledge").header("Host", "signalbox.example")
        .header("Authorization", "Bearer " + token).contentType(MediaType.APPLICATION_JSON).content(json).exchange();
  }

  private MvcTestResult signIn(String name, String password, MockHttpSession session) {
    MvcTestResult form = mvc.get().uri("/login?next=/incidents").header("Host", "signalbox.example").exchange();
    Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(body(form));
    assertThat(token.find()).isTrue();
    Cookie cookie = form.getResponse().getCookie("SIGNALBOX-CSRF");
    return mvc.post().uri("/login").header("Host", "signalbox.example").session(session).cookie(cookie)
        .param("_csrf", token.group(1)).param("username", name).param("password", password).param("next", "/incidents").exchange();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/", "/incidents", "/deliveries", "/dead-letters", "/rules", "/on-call", "/nosuch", "/error", "/assets/console.js", "/sandbox",
    "/webjars/htmx.org/2.0.7/dist/htmx.min.js"
  })
  void nobody_sees_a_page_before_signing_in(String path) {
    assertThat(mvc.get().uri(path).header("Host", "signalbox.example").accept(MediaType.TEXT_HTML)).hasStatus(302)
        .headers().hasValue("Location", "/login?next=" + path.replace("/", "%2F"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/api/incidents", "/api/openapi", "/api/nosuch", "/actuator", "/actuator/env", "/actuator/healthcheck", "/actuator/info"
  })
  void scripts_are_told_to_send_a_token(String path) {
    assertThat(mvc.get().uri(path).header("Host", "signalbox.example")).hasStatus(401).headers().hasValue("WWW-Authenticate", "Bearer");
    assertThat(mvc.post().uri(path).header("Host", "signalbox.example").exchange().getResponse().getStatus()).isIn(401, 403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/login", "/assets/signalbox.css"})
  void health_and_the_sign_in_form_are_for_everybody(String path) {
    assertThat(mvc.get().uri(path).header("Host", "signalbox.example")).hasStatusOk();
  }

  @Test
  void hooks_ask_for_no_login_and_no_csrf_token_because_they_are_signed() {
    // turned away by the hook, which says nothing, and not by the door, which asks for a login
    assertThat(mvc.post().uri("/hooks/slack").header("Host", "signalbox.example").header("Origin", "https://slack.com"))
        .hasStatus(401).bodyText().isEmpty();
  }

  @Test
  void metrics_are_for_this_machine_and_for_those_signed_in() {
    assertThat(mvc.get().uri("/actuator/prometheus").header("Host", "x").remoteAddress("203.0.113.9")).hasStatus(401);
    assertThat(mvc.get().uri("/actuator/prometheus").header("Host", "x").header("X-Forwarded-For", "203.0.113.9")).hasStatus(401);
    // 404: tests export no metrics, but the door was open
    assertThat(mvc.get().uri("/actuator/prometheus").header("Host", "x")).hasStatus(404);
    assertThat(mvc.get().uri("/actuator/prometheus").header("Host", "x").remoteAddress("203.0.113.9")
        .header("Authorization", "Bearer " + OLLI)).hasStatus(404);
  }

  @Test
  void a_token_acts_in_the_name_of_its_user() {
    assertThat(acknowledge(MIRA, "{}")).hasStatusOk();
    assertThat(scene.incidents.find(incident.id()).orElseThrow().acknowledgedBy()).isEqualTo("mira");
  }

  @Test
  void nobody_can_act_as_somebody_else_only_for_somebody_else() {
    assertThat(acknowledge(BOT, "{\"by\": \"mira\"}")).hasStatusOk();
    assertThat(scene.incidents.find(incident.id()).orElseThrow().acknowledgedBy()).isEqualTo("mira via slackbot");
  }

  @Test
  void a_viewer_looks_and_changes_nothing() {
    assertThat(mvc.get().uri("/api/incidents").header("Host", "x").header("Authorization", "Bearer " + OLLI)).hasStatusOk();
    assertThat(acknowledge(OLLI, "{}")).hasStatus(403).bodyText()
        .isEqualTo("{\"error\":\"this needs the role operator; you may look only\"}");
    assertThat(mvc.delete().uri("/api/dead-letters/" + incident.id()).header("Host", "x").header("Authorization", "Bearer " + OLLI))
        .hasStatus(403);
    assertThat(scene.incidents.find(incident.id())).contains(incident);
  }

  private MvcTestResult override(String token, String json) {
    return mvc.post().uri("/api/on-call/infrastructure/overrides").header("Host", "signalbox.example")
        .header("Authorization", "Bearer " + token).contentType(MediaType.APPLICATION_JSON).content(json).exchange();
  }

  @Test
  void an_override_stands_in_the_name_of_whoever_is_signed_in_and_a_viewer_makes_none_and_takes_none_back() {
    BusyMonday.fill(scene);
    scene.overrides.clear();
    String json = "{\"end\": \"8h\", \"participant\": \"ana\"}";
    assertThat(override(OLLI, json)).hasStatus(403).bodyText()
        .isEqualTo("{\"error\":\"this needs the role operator; you may look only\"}");
    assertThat(override(MIRA, json)).hasStatus(201);
    assertThat(override(BOT, json.replace("}", ", \"by\": \"jan\"}"))).hasStatus(201);

    List<Made> made = scene.overrides.endingAfter("infrastructure", scene.clock.instant());
    assertThat(made).extracting(Made::author).containsExactly("mira", "jan via slackbot");
    assertThat(mvc.delete().uri("/api/on-call/infrastructure/overrides/" + made.get(0).id()).header("Host", "x")
        .header("Authorization", "Bearer " + OLLI)).hasStatus(403);
    assertThat(mvc.get().uri("/api/on-call/infrastructure/overrides").header("Host", "x").header("Authorization", "Bearer " + OLLI)).hasStatusOk();
    assertThat(mvc.post().uri("/api/on-call/infrastructure/overrides").header("Host", "signalbox.example")
        .header("Authorization", "Bearer " + MIRA).header("Origin", "https://evil.example")
        .contentType(MediaType.APPLICATION_JSON).content(json)).as("from a foreign page").hasStatus(403);
    assertThat(mvc.post().uri("/api/on-call/infrastructure/overrides").header("Host", "signalbox.example")
        .header("Authorization", "Bearer " + MIRA).contentType(MediaType.TEXT_PLAIN).content(json)).as("as a foreign form would").hasStatus(415);
    assertThat(scene.overrides.endingAfter("infrastructure", scene.clock.instant())).isEqualTo(made);
  }

  @Test
  void a_viewer_sees_no_buttons() {
    BusyMonday.fill(scene);
    String page = body(mvc.get().uri("/incidents/" + incident.id()).header("Host", "x").header("Authorization", "Bearer " + OLLI).exchange());
    assertThat(page).contains("olli", "Evidence").doesNotContain("Acknowledge</button>", "Resolve</button>");
  }

  @Test
  void a_viewer_sees_the_calendar_but_no_way_to_change_it() {
    BusyMonday.fill(scene);
    String calendar = asked("/on-call", OLLI);
    assertThat(calendar).contains("Kwame is at the dentist", "Tomoko Hayashi").doesNotContain("Override…", "Withdraw…", "/overrides/new");
    assertThat(asked("/on-call/people/ana", OLLI)).contains("Ana Duarte").doesNotContain("Replace…");
    assertThat(asked("/on-call/infrastructure/overrides/new", OLLI)).contains("you may look only").doesNotContain("Who takes over");
    assertThat(asked("/on-call/infrastructure/overrides/new", MIRA)).contains("Who takes over");

    MvcTestResult page = mvc.get().uri("/on-call").header("Host", "x").header("Authorization", "Bearer " + OLLI).exchange();
    Matcher csrf = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(body(page));
    assertThat(csrf.find()).as("of the button that signs out").isTrue();
    assertThat(mvc.post().uri("/on-call/infrastructure/overrides").header("Host", "x").header("Authorization", "Bearer " + OLLI)
        .accept(MediaType.APPLICATION_JSON).cookie(page.getResponse().getCookie("SIGNALBOX-CSRF")).param("_csrf", csrf.group(1))
        .param("who", "ana").param("hours", "8")).hasStatus(403).bodyText().contains("this needs the role operator");
  }

  private String asked(String path, String token) {
    return body(mvc.get().uri(path).header("Host", "x").header("Authorization", "Bearer " + token).exchange());
  }

  @Test
  void a_wrong_token_is_refused_and_guessing_is_slowed_down_while_a_right_one_still_works() {
    for (int i = 0; i < 5; i++) {
      assertThat(acknowledge("wrong", "{}")).hasStatus(401);
    }
    assertThat(acknowledge("wrong", "{}")).hasStatus(429).headers().containsHeader("Retry-After");
    assertThat(acknowledge(MIRA, "{}")).hasStatusOk();
  }

  @Test
  void a_script_with_a_stale_token_keeps_nobody_from_signing_in() {
    for (int i = 0; i < 60; i++) {
      acknowledge("stale", "{}");
    }
    assertThat(signIn("mira", "correct horse", new MockHttpSession())).hasStatus(302).headers().hasValue("Location", "/incidents");
  }

  @Test
  void a_token_for_a_hook_is_the_hooks_own_affair() {
    for (int i = 0; i < 10; i++) {
      assertThat(mvc.post().uri("/hooks/servicenow").header("Host", "x").header("Authorization", "Bearer of-servicenow"))
          .hasStatus(401).doesNotContainHeader("WWW-Authenticate");
    }
  }

  @Test
  void signing_in_leads_on_and_changes_the_session() {
    MockHttpSession planted = new MockHttpSession();
    String before = planted.getId();

    MvcTestResult answer = signIn("mira", "correct horse", planted);

    assertThat(answer).hasStatus(302).headers().hasValue("Location", "/incidents");
    HttpSession after = answer.getRequest().getSession(false);
    assertThat(after).isNotNull();
    assertThat(after.getId()).as("a planted session id is worth nothing").isNotEqualTo(before);
    assertThat(mvc.get().uri("/incidents").header("Host", "x").session((MockHttpSession) after)).hasStatusOk().bodyText()
        .contains("Sign out");
  }

  @Test
  void fifty_bad_sign_ins_are_slowed_down_and_the_right_password_has_to_wait_too() {
    for (int i = 0; i < 5; i++) {
      assertThat(signIn("mira", "guess " + i, new MockHttpSession())).hasStatus(302).headers()
          .hasValue("Location", "/login?failed&next=%2Fincidents");
    }
    for (int i = 5; i < 50; i++) {
      assertThat(signIn("mira", "guess " + i, new MockHttpSession())).hasStatus(429);
    }
    assertThat(signIn("mira", "correct horse", new MockHttpSession())).hasStatus(429);
    assertThat(signIn("olli", "battery staple", new MockHttpSession())).as("another user").hasStatus(302);
    scene.clock.tick(Duration.ofSeconds(2));
    assertThat(signIn("mira", "correct horse", new MockHttpSession())).hasStatus(302);
  }

  @Test
  void a_user_with_a_token_only_cannot_sign_in_and_neither_can_a_stranger() {
    assertThat(signIn("slackbot", "", new MockHttpSession())).headers().hasValue("Location", "/login?failed&next=%2Fincidents");
    assertThat(signIn("nobody", "x", new MockHttpSession())).headers().hasValue("Location", "/login?failed&next=%2Fincidents");
  }

  @Test
  void a_sign_in_from_a_foreign_page_is_refused() {
    assertThat(mvc.post().uri("/login").header("Host", "signalbox.example").header("Origin", "https://evil.example")
        .param("username", "mira").param("password", "correct horse")).hasStatus(403);
    assertThat(mvc.post().uri("/login").header("Host", "signalbox.example")
        .param("username", "mira").param("password", "correct horse")).hasStatus(403);
  }

  @Test
  void a_live_part_without_sign_in_makes_the_page_leave() {
    assertThat(mvc.get().uri("/").header("Host", "x").header("HX-Request", "true")).hasStatus(401).headers()
        .hasValue("HX-Redirect", "/login");
  }

  @ParameterizedTest
  @CsvSource({"/incidents/1, /incidents/1", "//evil.example, /", "https://evil.example, /", "/\\evil.example, /", "/login, /"})
  void signing_in_never_leads_to_another_site(String next, String shown) {
    String form = body(mvc.get().uri(URI.create("/login?next=" + next.replace("\\", "%5C"))).header("Host", "x").exchange());
    assertThat(form).contains("name=\"next\" value=\"" + shown + "\"");
  }
}
