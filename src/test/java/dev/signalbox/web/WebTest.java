package dev.signalbox.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
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

  protected static String body(MvcTestResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
