package dev.signalbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The web without users on a fresh scene, asked as a program on this machine asks. */
@SpringBootTest(classes = ConsoleApp.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
public abstract class WebTest {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Autowired protected MockMvcTester mvc;
  @Autowired protected Scene scene;

  @BeforeEach
  void emptyScene() {
    scene.clear();
  }

  protected MvcTestResult get(String path) {
    return mvc.get().uri(URI.create(path)).header("Host", "localhost:8080").exchange();
  }

  protected MvcTestResult post(String path, String json) {
    return mvc.post().uri(URI.create(path)).header("Host", "localhost:8080")
        .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
  }

  protected MvcTestResult post(String path) {
    return mvc.post().uri(URI.create(path)).header("Host", "localhost:8080").exchange();
  }

  protected MvcTestResult delete(String path) {
    return mvc.delete().uri(URI.create(path)).header("Host", "localhost:8080").exchange();
  }

  /** A page as a browser asks for it; it has to be there. */
  protected String page(String path) {
    MvcTestResult answer = mvc.get().uri(URI.create(path)).header("Host", "localhost").accept(MediaType.TEXT_HTML)
        .exchange();
    assertThat(answer).as(path).hasStatusOk().hasContentTypeCompatibleWith("text/html");
    return body(answer);
  }

  /** Presses a button as a browser does: with the token and the cookie of the page that shows it. */
  protected MvcTestResult press(String pageWithForm, String action, String... parameters) {
    MvcTestResult page = mvc.get().uri(URI.create(pageWithForm)).header("Host", "localhost").exchange();
    Matcher token = CSRF.matcher(body(page));
    assertThat(token.find()).as("a CSRF token on " + pageWithForm).isTrue();
    Cookie cookie = page.getResponse().getCookie("SIGNALBOX-CSRF");
    var request = mvc.post().uri(URI.create(action)).header("Host", "localhost").header("Origin", "http://localhost")
        .header("Sec-Fetch-Site", "same-origin").accept(MediaType.TEXT_HTML).cookie(cookie)
            .param("_csrf", token.group(1));
    for (int i = 0; i < parameters.length; i += 2) {
      request = request.param(parameters[i], parameters[i + 1]);
    }
    return request.exchange();
  }

  protected static String body(MvcTestResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
