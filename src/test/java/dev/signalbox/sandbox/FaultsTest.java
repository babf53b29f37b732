package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

  private static final String EVENT =
      """
      {"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"a",
       "payload":{"summary":"down","source":"s","severity":"error"}}
      """;

  @TempDir Path folder;
  private final Sandbox sandbox = Sandbox.start();
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Client.Got page() throws Exception {
    return client.post("/pagerduty/v2/enqueue", EVENT);
  }

  @Test
  void a_status_is_answered_as_often_as_wished_and_nothing_is_accepted() throws Exception {
    sandbox.faults.next(2, "pagerduty", "*", Fault.status(503));
    assertThat(List.of(page().status(), page().status(), page().status())).containsExactly(503, 503, 202);
    assertThat(sandbox.ledger.size()).isOne();
  }

  @Test
  void a_rate_limit_says_when_to_come_back_in_the_vendors_words() throws Exception {
    sandbox.faults.always("servicenow", "*", Fault.rateLimited("17"));
    Client.Got got = client.get("/servicenow/api/now/table/incident");
    assertThat(got.status()).isEqualTo(429);
    assertThat(got.header("Retry-After")).isEqualTo("17");
    assertThat(got.json().at("/error/message").asText()).isEqualTo("Rate limit exceeded");
  }

  @Test
  void it_can_work_and_say_that_little_of_its_limit_is_left() throws Exception {
    Instant soon = Instant.now().plusSeconds(58);
    sandbox.faults.add(KnownFault.named("servicenow", "works, with few requests left for a minute"), 1);
    Client.Got got = client.get("/servicenow/api/now/table/incident");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("X-RateLimit-Remaining")).isEqualTo("10");
    assertThat(Instant.ofEpochSecond(Long.parseLong(got.header("X-RateLimit-Reset")))).isBetween(soon, soon.plusSeconds(30));
    sandbox.faults.add(KnownFault.named("jira", "works, with few requests left for a minute"), 1);
    assertThat(Instant.parse(client.get("/jira/rest/api/3/myself").header("X-RateLimit-Reset"))).isBetween(soon, soon.plusSeconds(30));
  }

  @Test
  void one_operation_can_fail_while_others_work() throws Exception {
    sandbox.faults.always("slack", "chat.update", Fault.slackError("is_archived"));
    assertThat(client.post("/slack/api/chat.postMessage", "{\"channel\":\"c\",\"text\":\"x\"}").json().path("ok").asBoolean()).isTrue();
    assertThat(client.post("/slack/api/chat.update", "{\"channel\":\"c\",\"ts\":\"1.1\"}").json().path("error").asText()).isEqualTo("is_archived");
  }

  @Test
  void an_answer_can_be_lost_although_the_effect_happened() {
    sandbox.faults.next(1, "pagerduty", "enqueue", Fault.of(Fault.Kind.LOSE_ANSWER));
    assertThatThrownBy(this::page).isInstanceOf(IOException.class);
    assertThat(sandbox.ledger.effects("pagerduty")).hasSize(1);
  }

  @Test
  void an_answer_can_never_come() {
    sandbox.faults.next(1, "pagerduty", "enqueue", Fault.of(Fault.Kind.NEVER_ANSWER));
    assertThatThrownBy(this::page).isInstanceOf(HttpTimeoutException.class);
    assertThat(sandbox.ledger.effects("pagerduty")).hasSize(1);
  }

  @Test
  void a_body_can_be_cut_and_a_connection_can_break_in_it() throws Exception {
    sandbox.faults.next(1, "pagerduty", "*", Fault.of(Fault.Kind.TRUNCATE));
    assertThat(page().json().isMissingNode()).isTrue();
    sandbox.faults.next(1, "pagerduty", "*", Fault.of(Fault.Kind.BREAK_OFF));
    assertThatThrownBy(this::page).isInstanceOf(IOException.class);
    sandbox.faults.next(1, "pagerduty", "*", Fault.of(Fault.Kind.HANG_UP));
    assertThatThrownBy(this::page).isInstanceOf(IOException.class);
    sandbox.faults.next(1, "pagerduty", "*", Fault.htmlPage(200));
    assertThat(page().text()).startsWith("<!doctype html>");
    assertThat(sandbox.ledger.effects("pagerduty")).hasSize(2);
  }

  @Test
  void a_slow_answer_is_late_by_what_was_asked() throws Exception {
    sandbox.faults.next(1, "pagerduty", "*", Fault.slow(Duration.ofMillis(300)));
    long started = System.nanoTime();
    assertThat(page().status()).isEqualTo(202);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(2));
  }

  @Test
  void whoever_watches_is_called_between_effect_and_answer() throws Exception {
    List<String> order = new ArrayList<>();
    sandbox.afterAccepting(effect -> order.add(effect.did() + " " + sandbox.ledger.size()));
    page();
    order.add("answered");
    assertThat(order).containsExactly("opened 1", "answered");
  }

  @Test
  void another_process_can_steer_and_read() throws Exception {
    assertThat(client.post("/_sandbox/faults", "{\"system\":\"pagerduty\",\"status\":500,\"times\":1}").status()).isEqualTo(204);
    assertThat(client.get("/_sandbox/faults").json()).hasSize(1);
    assertThat(page().status()).isEqualTo(500);
    assertThat(page().status()).isEqualTo(202);
    assertThat(client.get("/_sandbox/ledger").json().at("/counts/pagerduty").asInt()).isOne();
    assertThat(client.get("/_sandbox/ledger?system=pagerduty").json().at("/effects/0/key").asText()).isEqualTo("a");
    assertThat(client.post("/_sandbox/faults", "{\"kind\":\"explode\"}").status()).isEqualTo(400);
    assertThat(client.post("/_sandbox/faults", "{}", "Origin", "http://evil.example").status()).isEqualTo(403);
    assertThat(client.send("DELETE", "/_sandbox/ledger", "").status()).isEqualTo(204);
    assertThat(sandbox.pagerDuty().alerts()).isEmpty();
  }

  @Test
  void a_ledger_that_a_crash_cut_off_is_read_up_to_its_last_whole_line() throws Exception {
    Path file = folder.resolve("ledger.ndjson");
    try (Sandbox kept = Sandbox.builder().ledger(file).start()) {
      new Client(kept).post("/pagerduty/v2/enqueue", EVENT);
    }
    Files.writeString(file, Files.readString(file) + "{\"number\":2,\"at\":\"20");
    try (Sandbox again = Sandbox.builder().ledger(file).start()) {
      assertThat(again.pagerDuty().alerts()).hasSize(1);
      new Client(again).post("/pagerduty/v2/enqueue", EVENT);
      assertThat(again.ledger.effects()).extracting(Effect::did).containsExactly("opened", "merged");
    }
    assertThat(Files.readAllLines(file)).hasSize(2);
  }
}
