package dev.signalbox.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.silence.Silence;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** It is 09:30 UTC. */
class SilencesApiTest extends WebTest {

  private static final String PATH = "/api/silences";

  private Silence made() {
    return scene.silences.silences.values().iterator().next();
  }

  @Test
  void a_silence_is_made_read_and_expired() {
    MvcTestResult answer = post(PATH, """
        {"matchers": ["server_id=~\\"db-.*\\"", {"column": "rule", "op": "!=", "value": "signalbox"}],
         "endsAt": "4h", "by": "mira", "comment": "disk swap"}""");

    assertThat(answer).hasStatus(201).headers().hasValue("Location", PATH + "/" + made().id());
    assertThat(answer).bodyJson().isStrictlyEqualTo("""
        {"id": "%s", "status": "active",
         "matchers": [{"column": "server_id", "op": "=~", "value": "db-.*", "text": "server_id=~\\"db-.*\\""},
                      {"column": "rule", "op": "!=", "value": "signalbox", "text": "rule!=signalbox"}],
         "startsAt": "2026-08-03T09:30:00Z", "endsAt": "2026-08-03T13:30:00Z", "author": "mira", "comment": "disk swap",
         "createdAt": "2026-08-03T09:30:00Z", "expiredAt": null, "expiredBy": null, "holding": 0, "warnings": []}""".formatted(made().id()));
    assertThat(get(PATH)).bodyJson().extractingPath("$[0].status").isEqualTo("active");

    assertThat(delete(PATH + "/" + made().id() + "?by=jan")).hasStatusOk().bodyJson().extractingPath("$.status").isEqualTo("expired");
    assertThat(get(PATH)).bodyJson().extractingPath("$.length()").isEqualTo(0);
    assertThat(get(PATH + "?status=expired")).bodyJson().extractingPath("$[0].expiredBy").isEqualTo("jan");
    assertThat(get(PATH + "/" + made().id())).hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"matchers\": [{\"name\": \"server_id\", \"value\": \"db-.*\", \"isRegex\": true}], \"startsAt\": \"2026-08-03T09:30:00Z\","
        + " \"endsAt\": \"2026-08-03T13:30:00Z\", \"createdBy\": \"mira\", \"comment\": \"c\"}",
    "{\"matchers\": \"server_id=~db-.*\", \"end\": \"4h\", \"author\": \"mira\", \"comment\": \"c\"}",
  })
  void other_spellings_of_the_same_are_understood(String body) {
    assertThat(post(PATH, body)).hasStatus(201);
    assertThat(made().matchers()).hasToString("server_id=~\"db-.*\"");
    assertThat(made().endsAt()).isEqualTo(Scene.NOW.plusSeconds(4 * 3600));
    assertThat(made().author()).isEqualTo("mira");
  }

  @Test
  void a_request_repeated_under_one_key_is_one_silence() {
    String body = "{\"matchers\": {\"server_id\": \"db-7\"}, \"endsAt\": \"4h\", \"by\": \"mira\", \"comment\": \"c\"}";
    assertThat(once("k", body)).hasStatus(201);
    assertThat(once("k", body)).hasStatus(200);
    assertThat(once("k", body.replace("db-7", "db-8"))).hasStatus(409);
    assertThat(scene.silences.silences).hasSize(1);
  }

  private MvcTestResult once(String key, String json) {
    return mvc.post().uri(URI.create(PATH)).header("Host", "localhost:8080").header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{} | by is missing",
    "{\"by\": \"mira\"} | there is no matcher; say what it is about",
    "{\"by\": \"mira\", \"matchers\": [\"a=b\"], \"endsAt\": \"4h\"} | the comment is missing",
    "{\"by\": \"mira\", \"matchers\": [\"a=b\"], \"comment\": \"c\"} | the end is missing",
    "{\"by\": \"mira\", \"matchers\": [\"a=~(\"], \"endsAt\": \"4h\", \"comment\": \"c\"} | the pattern '(' of a cannot be used",
    "{\"by\": \"mira\", \"matcherz\": [\"a=b\"]} | 'matcherz' is no key of the body (did you mean 'matchers'?)",
    "{\"by\": \"mira\", \"matchers\": [{\"column\": \"a\", \"op\": \"~\", \"value\": \"b\"}]} | '~' compares nothing; write one of =, !=, =~, !~",
    "{\"by\": \"mira\", \"matchers\": 7} | matchers must be a list",
    "nonsense | the body is not JSON",
    "[] | the body is no JSON object",
  })
  void bad_input_gets_one_sentence(String body, String sentence) {
    assertThat(post(PATH, body)).hasStatus(400).bodyJson().extractingPath("$.error").asString().startsWith(sentence.substring(0, Math.min(25, sentence.length())));
    assertThat(scene.silences.silences).isEmpty();
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(delete(PATH + "/7f0c1a52-9d3e-4c1b-8a66-000000000003")).hasStatus(404);
    assertThat(delete(PATH + "/7")).hasStatus(400);
    assertThat(get(PATH + "?status=over")).hasStatus(400);
  }
}
