package dev.signalbox.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** It is 09:30 UTC, mira is on call until 12:00, then jan until the next morning. */
class OverridesApiTest extends WebTest {

  private static final String PATH = "/api/on-call/infra%20team/overrides";

  @BeforeEach
  void aSchedule() {
    scene.shifts.put("infra team", List.of(
        Scene.shift(Scene.NOW.minusSeconds(3600), Scene.NOW.plusSeconds(9000), "mira"),
        Scene.shift(Scene.NOW.plusSeconds(9000), Scene.NOW.plusSeconds(86_400), "jan")));
  }

  private List<Made> made() {
    return scene.overrides.endingAfter("infra team", Scene.NOW);
  }

  private MvcTestResult postOnce(String key, String json) {
    return mvc.post().uri(URI.create(PATH)).header("Host", "localhost:8080").header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
  }

  @Test
  void an_override_is_made_in_the_words_of_the_files_and_says_what_it_changes() {
    MvcTestResult answer = post(PATH, """
        {"start": "2026-08-03T11:00", "end": "2026-08-03T14:00:00Z", "participant": "ana", "reason": "mira is ill", "by": "jan"}""");

    Made made = made().get(0);
    assertThat(answer).hasStatus(201).headers().hasValue("Location", PATH + "/" + made.id());
    assertThat(answer).bodyJson().isStrictlyEqualTo("""
        {"id": "%s", "schedule": "infra team", "origin": "hand", "start": "2026-08-03T11:00:00Z", "end": "2026-08-03T14:00:00Z",
         "type": "set", "participants": ["ana"], "replaces": [], "author": "jan", "reason": "mira is ill",
         "madeAt": "2026-08-03T09:30:00Z", "withdrawnAt": null, "withdrawnBy": null,
         "before": [{"start": "2026-08-03T11:00:00Z", "end": "2026-08-03T12:00:00Z", "participants": ["mira"]},
                    {"start": "2026-08-03T12:00:00Z", "end": "2026-08-03T14:00:00Z", "participants": ["jan"]}],
         "after": [{"start": "2026-08-03T11:00:00Z", "end": "2026-08-03T14:00:00Z", "participants": ["ana"]}],
         "warnings": []}""".formatted(made.id()));
    assertThat(scene.overrideJournal.entries()).containsExactly("made ana");
  }

  @Test
  void it_is_in_force_at_once_and_the_answers_say_so() {
    assertThat(get("/api/on-call/infra%20team")).bodyJson().isLenientlyEqualTo("""
        {"participants": ["mira"], "overridden": false, "fallbackUsed": false}""");

    assertThat(post(PATH, "{\"end\": \"2h\", \"participants\": [\"ana\", \"jan\"], \"by\": \"jan\"}")).hasStatus(201);

    assertThat(get("/api/on-call/infra%20team")).bodyJson().isStrictlyEqualTo("""
        {"schedule": "infra team", "at": "2026-08-03T09:30:00Z", "participants": ["ana", "jan"], "next": ["mira"],
         "nextAt": "2026-08-03T11:30:00Z", "fallbackUsed": false, "overridden": true}""");
    assertThat(get("/api/on-call")).bodyJson().hasPathSatisfying("$[0].participants", who -> assertThat(who).asInstanceOf(LIST).contains("ana"));
    scene.clock.tick(Duration.ofHours(2));
    assertThat(get("/api/on-call/infra%20team")).bodyJson().isLenientlyEqualTo("{\"participants\": [\"mira\"], \"overridden\": false}");
  }

  @Test
  void the_same_request_under_the_same_key_is_one_override() {
    String json = "{\"end\": \"8h\", \"participant\": \"ana\", \"by\": \"jan\"}";
    MvcTestResult first = postOnce("2am-1", json);
    scene.clock.tick(Duration.ofMinutes(2));

    MvcTestResult again = postOnce("2am-1", json);

    assertThat(first).hasStatus(201);
    assertThat(again).hasStatus(200).bodyText().isEqualTo(body(first));
    assertThat(again.getResponse().getHeader("Location")).isEqualTo(first.getResponse().getHeader("Location"));
    assertThat(made()).hasSize(1);
    assertThat(postOnce("2am-1", json.replace("ana", "mira"))).hasStatus(409).bodyJson().hasPathSatisfying("$.error",
        error -> assertThat(error).isEqualTo("this idempotency key was used already, for 'set ana'; use a new one"));
    assertThat(postOnce("k".repeat(300), json)).hasStatus(400);
  }

  @Test
  void a_swap_is_two_overrides_or_none() {
    MvcTestResult answer = post(PATH, """
        {"type": "swap", "participants": ["mira", "jan"], "start": "2026-08-03T10:00", "end": "2026-08-03T12:00",
         "with": {"start": "2026-08-03T18:00", "end": "2h"}, "by": "jan"}""");

    assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
        {"type": "replace", "replaces": ["mira"], "participants": ["jan"], "start": "2026-08-03T10:00:00Z",
         "with": {"type": "replace", "replaces": ["jan"], "participants": ["mira"], "start": "2026-08-03T18:00:00Z", "end": "2026-08-03T20:00:00Z"}}""");
    assertThat(made()).hasSize(2);

    assertThat(post(PATH, """
        {"type": "swap", "participants": ["mira", "ana"], "end": "1h", "with": {"start": "2026-08-03T21:00", "end": "1h"}, "by": "jan"}"""))
        .hasStatus(409).bodyJson().hasPathSatisfying("$.error", error -> assertThat(error).asString()
            .startsWith("ana is not on call at any time from 2026-08-03T21:00Z"));
    assertThat(made()).hasSize(2);
  }

  @Test
  void nobody_is_possible_and_confirmed() {
    assertThat(post(PATH, "{\"end\": \"1h\", \"participant\": [], \"by\": \"jan\"}")).hasStatus(201).bodyJson().isLenientlyEqualTo("""
        {"participants": [], "after": [], "warnings": [{"kind": "nobody",
         "sentence": "nobody is on call from 2026-08-03T09:30Z to 2026-08-03T10:30Z; the schedule has no fallback"}]}""");
  }

  @Test
  void one_is_listed_shown_and_taken_back_and_the_first_time_stands() {
    post(PATH, "{\"end\": \"1h\", \"participant\": \"ana\", \"by\": \"jan\"}");
    String id = made().get(0).id().toString();

    assertThat(get(PATH)).hasStatusOk().bodyJson().isLenientlyEqualTo("[{\"id\": \"%s\", \"origin\": \"hand\", \"withdrawnAt\": null}]".formatted(id));
    assertThat(get(PATH + "?from=2026-08-03T10:30:00Z")).bodyText().isEqualTo("[]");
    assertThat(get(PATH + "?from=2026-08-03T08:00:00Z&to=2026-08-03T09:30:00Z")).bodyText().isEqualTo("[]");
    assertThat(get(PATH + "/" + id)).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"id\": \"%s\", \"author\": \"jan\"}".formatted(id));
    assertThat(delete(PATH + "/" + id + "?by=mira")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        {"withdrawnAt": "2026-08-03T09:30:00Z", "withdrawnBy": "mira", "before": [{"participants": ["ana"]}], "after": [{"participants": ["mira"]}]}""");
    assertThat(delete(PATH + "/" + id)).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"withdrawnBy\": \"mira\"}");
    assertThat(get(PATH)).bodyJson().isLenientlyEqualTo("[{\"id\": \"%s\", \"withdrawnBy\": \"mira\"}]".formatted(id));
    assertThat(scene.overrideJournal.entries()).containsExactly("made ana", "withdrawn ana");
  }

  @Test
  void what_is_over_is_not_taken_back() {
    post(PATH, "{\"end\": \"1h\", \"participant\": \"ana\", \"by\": \"jan\"}");
    scene.clock.tick(Duration.ofHours(1));

    assertThat(delete(PATH + "/" + made().get(0).id())).hasStatus(409);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{`end`: `1h`, `partcipant`: `ana`, `by`: `j`}                     | 'partcipant' is no key of the body (did you mean 'participant'?); there are: start, end, type, participant, participants, replaces, reason, by, with",
    "{`end`: `1h`, `participant`: `ana`}                               | by is missing: say who acts, for example {`by`: `mira`}",
    "{`end`: `1h`, `participant`: `anna`, `by`: `j`}                   | participant 'anna' is not in people.yaml (did you mean 'ana'?); add the person there or correct the name",
    "{`end`: `1h`, `participant`: 7, `by`: `j`}                        | participant must be a string",
    "{`end`: `1h`, `participant`: [`ana`, 7], `by`: `j`}               | participant must be a string or a list of strings",
    "{`end`: 8, `participant`: `ana`, `by`: `j`}                       | end must be a string",
    "{`end`: `1h`, `participant`: `ana`, `participants`: `jan`, `by`: `j`} | participant and participants are the same; give one of them",
    "{`end`: `1h`, `participant`: `ana`, `with`: {}, `by`: `j`}        | with has a meaning only in a swap; write type swap, or leave it out",
    "{`type`: `swap`, `participant`: `ana`, `by`: `j`}                 | with is missing; say which shift the second participant gives, as {`start`: …, `end`: …}",
    "{`type`: `swap`, `participant`: `ana`, `with`: {}, `by`: `j`}     | a swap is between two: give participants two names, first the one whose shift is from start to end",
    "{`type`: `swap`, `participant`: [`ana`, `jan`], `with`: {`ends`: `1h`}, `by`: `j`} | 'ends' is no key of with (did you mean 'end'?); there are: start, end",
    "{`type`: `swap`, `participant`: [`ana`, `jan`], `with`: `1h`, `by`: `j`} | with is no JSON object with keys such as start, end",
    "{`type`: `swap`, `replaces`: `ana`, `with`: {}, `by`: `j`}        | replaces has no meaning in a swap; give participants the two who swap",
    "{`end`: `1h`, `end`: `2h`, `participant`: `ana`, `by`: `j`}       | the body is not JSON without repeated keys: send for example {`end`: `8h`, `participant`: `ben`}",
    "{`end`: `1h`} {}                                                  | the body is not JSON without repeated keys: send for example {`end`: `8h`, `participant`: `ben`}",
    "[]                                                                | the body is no JSON object with keys such as start, end, type, participant, participants, replaces, reason, by, with",
    "null                                                              | the body is no JSON object with keys such as start, end, type, participant, participants, replaces, reason, by, with",
    "{`start`: `+200000-01-01T00:00Z`, `end`: `1h`, `participant`: `ana`, `by`: `j`} | start '+200000-01-01T00:00Z' is not a time; write 2026-05-01T09:00 for the clock of Z, with Z or an offset for any other",
    "{`end`: `-8h`, `participant`: `ana`, `by`: `j`}                   | end '-8h' is neither a time nor a length; write 2026-05-01T09:00 for the clock of Z, with Z or an offset for any other, and for a length 8h, 90m or 2d",
    "{`end`: `1h`, `participant`: `ana`, `by`: `j`, `reason`: `a\\nb`} | reason must be one line without control characters",
  })
  void what_is_wrong_is_refused_in_one_sentence_and_makes_nothing(String json, String sentence) {
    assertThat(post(PATH, json.replace('`', '"'))).hasStatus(400).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).isEqualTo(sentence.replace('`', '"')));
    assertThat(made()).isEmpty();
  }

  @Test
  void a_name_with_markup_and_control_characters_is_told_harmlessly() {
    MvcTestResult answer = post(PATH, "{\"end\": \"1h\", \"participant\": \"<img src=x>\\u001b[2J\\u202e\\nfake\", \"by\": \"j\"}");

    assertThat(answer).hasStatus(400).hasContentType(MediaType.APPLICATION_JSON);
    assertThat(body(answer)).contains("<img src=x>").doesNotContain("\u001b", "\u202e", "\n", "\\n", "\\u001b");
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 1_048_576})
  void a_huge_body_is_refused(int size) {
    assertThat(post(PATH, "{\"reason\": \"" + "x".repeat(size) + "\"}")).hasStatus(400).bodyJson().hasPathSatisfying("$.error",
        error -> assertThat(error).isEqualTo("the body is longer than 65536 bytes: shorten it"));
    assertThat(post(PATH, "[".repeat(60_000))).hasStatus(400);
  }

  @Test
  void an_empty_body_is_refused() {
    assertThat(post(PATH)).hasStatus(400);
    assertThat(post(PATH, "")).hasStatus(400);
  }

  @Test
  void unknown_schedules_and_overrides_are_not_found() {
    String unknown = "00000000-0000-4000-8000-000000000000";
    assertThat(post("/api/on-call/nights/overrides", "{\"end\": \"1h\", \"participant\": \"ana\", \"by\": \"j\"}")).hasStatus(404).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).isEqualTo("there is no schedule 'nights'; there are: infra team"));
    assertThat(get("/api/on-call/nights/overrides")).hasStatus(404);
    assertThat(get(PATH + "/" + unknown)).hasStatus(404);
    assertThat(delete(PATH + "/" + unknown)).hasStatus(404).bodyJson().hasPathSatisfying("$.error",
        error -> assertThat(error).isEqualTo("there is no override " + unknown + " of schedule 'infra team'"));
    assertThat(delete(PATH + "/1-1-1-1-1")).hasStatus(400);
    assertThat(get(PATH + "?from=2026-08-03T10:00:00Z&to=2026-08-03T10:00:00Z")).hasStatus(400);
  }

  @Test
  void the_contract_is_published() {
    assertThat(get("/api/openapi")).bodyJson()
        .hasPathSatisfying("$.paths['/api/on-call/{schedule}/overrides'].post.requestBody.content['application/json'].schema['$ref']",
            body -> assertThat(body).isEqualTo("#/components/schemas/OverrideRequest"))
        .hasPathSatisfying("$.paths['/api/on-call/{schedule}/overrides'].post.parameters[*].name",
            names -> assertThat(names).asInstanceOf(LIST).containsExactly("schedule", "Idempotency-Key"))
        .hasPathSatisfying("$.paths['/api/on-call/{schedule}/overrides/{id}'].delete", delete -> assertThat(delete).isNotNull());
  }
}
