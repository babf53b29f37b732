package dev.signalbox.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.SettableClock;
import dev.signalbox.Secret;
import dev.signalbox.camel.CalendarHttp;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Person;
import dev.signalbox.sandbox.Fault;
import dev.signalbox.sandbox.PagerDutyOnCalls;
import dev.signalbox.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutySourceTest extends OnCallSourceContract {

  private static final String TOKEN = "u+canary7f3a9c";
  private static final Person ANNA =
      new Person("anna", "Anna Lindqvist", "anna@example.com", null, null, null, null, null);
  private static final Person BEN = new Person("ben", "Ben Okafor", null, null, null, null, null, null);

  private final Sandbox sandbox = Sandbox.builder().clock(SettableClock.at(NOW.toString())).start();
  private final CalendarHttp http = new CalendarHttp();
  private final List<HttpGet.Request> asked = new ArrayList<>();
  private final List<HttpGet.Answer> answered = new ArrayList<>();
  private List<Person> people = List.of();

  @AfterEach
  void close() throws Exception {
    sandbox.close();
    http.close();
  }

  @Override
  protected OnCallSource source() {
    HttpGet watched = request -> {
      asked.add(request);
      HttpGet.Answer answer = http.get(request);
      answered.add(answer);
      return answer;
    };
    return new PagerDutySource(
        watched, sandbox.url() + "/pagerduty", Optional.of(new Secret(TOKEN)), () -> new PagerDutyUsers(people));
  }

  @Override
  protected String kept() {
    return "pagerduty: PI7DH85";
  }

  @Override
  protected void hold(List<Entry> entries) {
    sandbox.pagerDuty().onCalls().put("PI7DH85", entries.stream().map(one ->
        new PagerDutyOnCalls.Entry("PT23IWX", one.who(), "", one.start(), one.end())).toList());
  }

  private void holdUsers(PagerDutyOnCalls.Entry... entries) {
    sandbox.pagerDuty().onCalls().put("PI7DH85", List.of(entries));
  }

  @Override
  protected void holdRubbish() {
    sandbox.faults.always("pagerduty", "oncalls", Fault.htmlPage(200));
  }

  @Override
  protected void goAway() {
    sandbox.close();
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN, sandbox.url(), "localhost", String.valueOf(sandbox.port()));
  }

  @Override
  protected boolean knowsLevels() {
    return false;
  }

  @Test
  void a_user_is_whom_the_mail_address_says_else_whom_the_name_says_else_a_name() {
    people = List.of(ANNA, BEN);
    holdUsers(
        user("P1", "A. L.", "Anna@Example.com", "2026-03-02T08"),
        user("P2", "ben okafor", "ben@elsewhere.example", "2026-03-03T08"),
        user("P3", "BEN", "", "2026-03-04T08"),
        user("P4", "Zoe Unknown", "zoe@example.com", "2026-03-05T08"));

    assertThat(read().assignments()).extracting(Assignment::participant)
        .containsExactly("anna", "ben", "ben", "Zoe Unknown");
  }

  @Test
  void a_name_that_two_people_share_says_nothing() {
    Person other = new Person("anna2", "anna lindqvist", null, null, null, null, null, null);
    people = List.of(ANNA, other);
    holdUsers(user("P1", "Anna Lindqvist", "", "2026-03-02T08"));

    assertThat(read().assignments()).extracting(Assignment::participant).containsExactly("Anna Lindqvist");
  }

  @Test
  void somebody_without_start_and_end_is_always_on_call() {
    holdUsers(new PagerDutyOnCalls.Entry("P1", "Hugo", "", null, null));

    assertThat(read().assignments()).containsExactly(new Assignment(WINDOW.start(), WINDOW.end(), "Hugo", 0));
  }

  @Test
  void all_pages_are_read_and_no_question_is_longer_than_pagerduty_allows() {
    Instant first = Instant.parse("2026-02-02T00:00:00Z");
    List<PagerDutyOnCalls.Entry> hours = IntStream.range(0, 250)
        .mapToObj(i -> first.plusSeconds(3600L * i))
        .map(start -> new PagerDutyOnCalls.Entry("P1", "anna", "", start, start.plusSeconds(3600))).toList();
    sandbox.pagerDuty().onCalls().put("PI7DH85", hours);

    assertThat(read().assignments()).hasSize(250);
    assertThat(asked).as("three pages of the first 80 days, one of the rest").hasSize(4);
    assertThat(asked).allSatisfy(request -> assertThat(request.redirects()).isZero());
  }

  @Test
  void shifts_are_asked_for_as_far_ahead_as_pagerduty_knows_them() {
    OnCallSource.Question question = question("");
    OnCallSource.Question further = new OnCallSource.Question(question.schedule(), question.location(), NOW,
        new Interval(WINDOW.start(), NOW.plus(Duration.ofDays(400))), "");

    Reading reading = source().read(further).orElseThrow();

    assertThat(reading.assignments()).as("weeks of the sandbox's own schedule").hasSizeBetween(16, 18);
    assertThat(asked).hasSize(2);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', value = {
    "400 | HTTP 400, error 2001",
    "401 | api-token",
    "402 | api-token",
    "403 | api-token",
    "404 | no schedule PI7DH85",
    "408 | HTTP 408",
    "429 | rate limit",
    "500 | HTTP 500",
    "503 | HTTP 503",
    "302 | api-url"
  })
  void refusals_say_what_to_do(int status, String said) {
    String body = "{\"error\":{\"message\":\"see http://localhost/%s\",\"code\":2001}}".formatted(TOKEN);
    Map<String, String> headers = Map.of("Location", "http://127.0.0.1:1/");
    sandbox.faults.always("pagerduty", "oncalls", Fault.status(status, headers, body));

    assertThat(failure().reason()).contains(said);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_rate_limit_is_obeyed_as_pagerduty_says_it() {
    sandbox.faults.next(1, "pagerduty", "oncalls", Fault.status(429, Map.of("ratelimit-reset", "7"), "{}"));
    assertThat(failure().notBefore()).contains(Duration.ofSeconds(7));

    sandbox.faults.next(1, "pagerduty", "oncalls", Fault.status(429, Map.of(), "{}"));
    assertThat(failure().notBefore()).contains(Duration.ofMinutes(1));
  }

  @Test
  void a_page_that_fails_is_a_reading_that_fails() {
    sandbox.faults.next(1, "pagerduty", "oncalls", Fault.of(Fault.Kind.TRUNCATE));

    assertThat(failure().reason()).contains("not PagerDuty's list");
  }

  @Test
  void without_a_token_nothing_is_asked() {
    OnCallSource source =
        new PagerDutySource(http, sandbox.url(), Optional.empty(), () -> new PagerDutyUsers(List.of()));

    SourceFailure failure = catchThrowableOfType(SourceFailure.class, () -> source.read(question("")));
    assertThat(failure.reason()).isEqualTo("signalbox.pagerduty.api-token is not set");
  }

  @Test
  @Tag("shared")
  void questions_and_answers_are_those_of_pagerdutys_own_description() throws Exception {
    read();
    JsonNode document = SharedSchemas.document("pagerduty/rest-oncall.trimmed.openapi.json");
    List<String> known = new ArrayList<>();
    document.at("/paths/~1oncalls/get/parameters").forEach(reference ->
        known.add(document.at(reference.path("$ref").asText().substring(1)).path("name").asText()));
    var page = SharedSchemas.openApi("pagerduty/rest-oncall.trimmed.openapi.json", "/components/schemas/Pagination");
    var entry = SharedSchemas.openApi("pagerduty/rest-oncall.trimmed.openapi.json", "/components/schemas/Oncall");
    var user = SharedSchemas.openApi("pagerduty/rest-oncall.trimmed.openapi.json", "/components/schemas/User/allOf/1");

    for (HttpGet.Request request : asked) {
      assertThat(request.address().getPath()).isEqualTo("/pagerduty/oncalls");
      for (String pair : request.address().getQuery().split("&")) {
        assertThat(pair.substring(0, pair.indexOf('='))).isIn(known);
      }
      assertThat(request.headers()).containsEntry("Accept", "application/vnd.pagerduty+json;version=2");
    }
    assertThat(answered).isNotEmpty();
    for (HttpGet.Answer answer : answered) {
      JsonNode json = new ObjectMapper().readTree(answer.body());
      SharedSchemas.assertValid(page, json.toString());
      assertThat(json.path("oncalls")).isNotEmpty();
      for (JsonNode one : json.path("oncalls")) {
        SharedSchemas.assertValid(user, one.path("user").toString());
        // with include[] a user takes the place of the reference, which the description does not say
        ((ObjectNode) one.path("user")).put("type", "user_reference");
        SharedSchemas.assertValid(entry, one.toString());
      }
    }
  }

  @Test
  @Tag("shared")
  void pagerdutys_own_example_is_read() {
    JsonNode example = SharedSchemas.document("pagerduty/rest-oncall.trimmed.openapi.json")
        .at("/paths/~1oncalls/get/responses/200/content/application~1json/examples/response/value");
    assertThat(example.isObject()).isTrue();
    OnCallSource source = new PagerDutySource(
        request -> new HttpGet.Answer(200, Map.of(), example.toString().getBytes(StandardCharsets.UTF_8)),
        "https://api.pagerduty.com", Optional.of(new Secret(TOKEN)), () -> new PagerDutyUsers(List.of()));
    Instant start = Instant.parse("2015-03-06T20:28:51Z");
    OnCallSource.Question question = question("");

    Reading reading = source.read(new OnCallSource.Question(question.schedule(), question.location(), start,
        new Interval(start.minusSeconds(60), start.plusSeconds(60)), "")).orElseThrow();

    assertThat(reading.assignments())
        .containsExactly(new Assignment(start, start.plus(Duration.ofDays(1)), "Tim Wright", 0));
  }

  private static PagerDutyOnCalls.Entry user(String id, String name, String mail, String start) {
    Instant from = Instant.parse(start + ":00:00Z");
    return new PagerDutyOnCalls.Entry(id, name, mail, from, from.plus(Duration.ofDays(1)));
  }
}
