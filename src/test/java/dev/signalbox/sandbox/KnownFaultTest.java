package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownFaultTest {

  private static final Sandbox SANDBOX = Sandbox.start();
  private static final Client CLIENT = new Client(SANDBOX);

  @AfterAll
  static void close() {
    SANDBOX.close();
  }

  static Stream<KnownFault> everyVendors() {
    return KnownFault.SYSTEMS.stream().flatMap(system -> KnownFault.of(system).stream());
  }

  static Stream<KnownFault> slackWords() {
    return KnownFault.of("slack").stream().filter(known -> known.fault().body() != null && known.fault().body().startsWith("{\"ok\":false"));
  }

  @Test
  void every_vendor_fails_in_ways_of_its_own_and_each_has_one_name() {
    assertThat(KnownFault.SYSTEMS).allSatisfy(system -> assertThat(KnownFault.of(system)).extracting(KnownFault::name)
        .hasSizeGreaterThan(10).doesNotHaveDuplicates());
    assertThatThrownBy(() -> KnownFault.named("slack", "sulks")).hasMessage("slack does not fail as 'sulks'");
  }

  @ParameterizedTest
  @MethodSource("slackWords")
  void slack_says_no_with_status_200(KnownFault known) throws Exception {
    SANDBOX.faults.clear();
    SANDBOX.faults.add(known, 1);
    String method = known.operation().equals("*") ? "chat.postMessage" : known.operation();
    Client.Got got = CLIENT.post("/slack/api/" + method, "{\"channel\":\"c\",\"text\":\"x\",\"ts\":\"1.1\"}");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("ok").asBoolean(true)).isFalse();
    assertThat(known.name()).endsWith(got.json().path("error").asText("?"));
    assertThat(SANDBOX.faults.active()).as("it was asked for once").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyVendors")
  void another_process_can_ask_for_each_by_name(KnownFault known) throws Exception {
    SANDBOX.faults.clear();
    String wanted = Trees.object().put("system", known.system()).put("known", known.name()).put("times", 2).toString();
    assertThat(CLIENT.post("/_sandbox/faults", wanted).status()).isEqualTo(204);
    assertThat(SANDBOX.faults.active()).containsExactly(
        new Faults.Rule(known.system(), known.operation(), known.fault(), 2, 1));
    assertThat(CLIENT.get("/_sandbox/faults/known?system=" + known.system()).text()).contains(Trees.write(Trees.MAPPER.valueToTree(known.name())));
  }

  @Test
  void an_answer_that_is_lost_had_its_effect() {
    SANDBOX.faults.clear();
    SANDBOX.faults.add(KnownFault.named("slack", "takes it and loses the answer"), 1);
    int before = SANDBOX.slack().posts().size();
    assertThatThrownBy(() -> CLIENT.post("/slack/api/chat.postMessage", "{\"channel\":\"c\",\"text\":\"x\"}")).isInstanceOf(IOException.class);
    assertThat(SANDBOX.slack().posts()).hasSize(before + 1);
  }
}
