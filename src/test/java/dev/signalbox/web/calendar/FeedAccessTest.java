package dev.signalbox.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** With users: a calendar program cannot sign in, so its address carries the right to one feed. */
@TestPropertySource(
    properties = {
      "signalbox.users.olli.token=olli-token-0123456789abcdef",
      "signalbox.users.olli.role=viewer"
    })
@ExtendWith(OutputCaptureExtension.class)
class FeedAccessTest extends WebTest {

  @Autowired private FeedKeys keys;

  @BeforeEach
  void shifts() {
    scene.feedSecret = new byte[32];
    scene.shifts.put(
        "night watch", List.of(Scene.shift(Scene.NOW, Scene.NOW.plus(Duration.ofDays(1)), "mira")));
    scene.shifts.put(
        "network", List.of(Scene.shift(Scene.NOW, Scene.NOW.plus(Duration.ofDays(3)), "mira")));
  }

  private MvcTestResult ask(String address, String... header) {
    var request = mvc.get().uri(URI.create(address)).header("Host", "signalbox.example");
    return (header.length == 0 ? request : request.header(header[0], header[1])).exchange();
  }

  @Test
  void its_address_opens_a_feed() {
    assertThat(ask(keys.ofSchedule("night watch")))
        .hasStatusOk()
        .bodyText()
        .contains("SUMMARY:mira");
    assertThat(ask(keys.ofPerson("mira")))
        .hasStatusOk()
        .bodyText()
        .contains("SUMMARY:On call: network");
    assertThat(
            mvc.head().uri(URI.create(keys.ofPerson("mira"))).header("Host", "signalbox.example"))
        .hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?key=",
        "?key=wrong",
        "?key",
        "?key=%00",
        "?key=%F0%9F%98%80",
        "?Key={key}",
        "?key={key}x",
        "?key=x&key={key}",
        "?key={other}"
      })
  void without_the_right_key_there_is_nothing(String query) {
    String key = keys.ofSchedule("network").replaceAll(".*key=", "");
    String other = keys.ofSchedule("night watch").replaceAll(".*key=", "");
    MvcTestResult refused =
        ask("/on-call/network.ics" + query.replace("{key}", key).replace("{other}", other));

    assertThat(refused).hasStatus(404);
    assertThat(body(refused)).isEmpty();
  }

  @Test
  void a_key_opens_nothing_else() {
    String key = "?key=" + keys.ofSchedule("network").replaceAll(".*key=", "");

    assertThat(ask("/on-call/people/mira.ics" + key)).hasStatus(404);
    assertThat(ask("/on-call/people/network.ics" + key)).hasStatus(404);
    assertThat(ask("/api/on-call" + key)).hasStatus(401);
    assertThat(ask("/on-call" + key)).hasStatus(401);
    assertThat(ask("/on-call/network.ics/" + key).getResponse().getStatus()).isIn(401, 404);
    assertThat(ask("/on-call/network" + key)).hasStatus(401);
    assertThat(
            mvc.post()
                .uri(URI.create("/on-call/network.ics" + key))
                .header("Host", "x")
                .exchange()
                .getResponse()
                .getStatus())
        .isIn(403, 404, 405);
    assertThat(ask("/on-call/nobody.ics", "Accept", "text/html"))
        .as("no way to the sign-in form with the key in it")
        .hasStatus(404);
  }

  @Test
  void a_script_sends_its_token_instead() {
    assertThat(ask("/on-call/network.ics", "Authorization", "Bearer olli-token-0123456789abcdef"))
        .hasStatusOk();
    assertThat(ask("/on-call/network.ics", "Authorization", "Bearer something-else"))
        .hasStatus(401);
  }

  @Test
  void with_another_secret_no_old_address_opens_anything() {
    String address = keys.ofSchedule("network");
    scene.feedSecret =
        "another secret of thirty-two byte".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    assertThat(ask(address)).hasStatus(404);
    assertThat(ask(keys.ofSchedule("network"))).hasStatusOk();
  }

  @Test
  void no_key_gets_into_the_log(CapturedOutput output) {
    String address = keys.ofSchedule("network");
    ask(address);
    ask(address.replace("network", "other"));
    ask(address + "x", "Accept", MediaType.TEXT_HTML_VALUE);

    assertThat(output).doesNotContain(address.replaceAll(".*key=", ""));
  }
}
