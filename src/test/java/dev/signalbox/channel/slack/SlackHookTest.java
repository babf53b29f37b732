package dev.signalbox.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Secret;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Admission.Why;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.HookContract;
import dev.signalbox.channel.Signatures;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackHookTest extends HookContract {

  private static final UUID INCIDENT = UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-000000000042");
  private static final Path VECTOR =
      Path.of(System.getProperty("signalbox.shared", "../shared"), "contracts", "slack", "signature-vector.json");

  @Override
  protected Hook hook(@Nullable Secret setting) {
    return new SlackHook(setting);
  }

  @Override
  protected String header() {
    return "X-Slack-Signature";
  }

  @Override
  protected String prefix() {
    return "v0=";
  }

  @Override
  protected Map<String, String> signed(Secret secret, String body) {
    return signedAt(String.valueOf(NOW.getEpochSecond()), secret, body);
  }

  private Map<String, String> signedAt(String timestamp, Secret secret, String body) {
    String signature = Signatures.sign(secret, ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    return Map.of(header(), "v0=" + signature, "X-Slack-Request-Timestamp", timestamp);
  }

  @Override
  protected String body() {
    return click("acknowledge", INCIDENT.toString());
  }

  private static String click(String action, String value) {
    return form("""
        {"type": "block_actions", "user": {"id": "U01ANNALQ", "name": "anna"}, "trigger_id": "1.2.3",
         "response_url": "http://127.0.0.1:8081/x", "container": {"message_ts": "1.2", "channel_id": "C1"},
         "actions": [{"action_id": "%s", "value": "%s", "type": "button", "action_ts": "1772355600.123456"}]}"""
        .formatted(action, value));
  }

  private static String form(String json) {
    return "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
  }

  @Test
  void a_click_says_who_did_what_to_which_incident() {
    Heard heard = hook(NEW).read(body()).get(0);

    assertThat(heard.incident()).isEqualTo(INCIDENT);
    assertThat(heard.deed()).isEqualTo(Deed.ACKNOWLEDGED);
    assertThat(heard.doer()).isEqualTo(new Heard.Doer("U01ANNALQ", "anna"));
    assertThat(heard.at()).isEqualTo(Instant.ofEpochSecond(1772355600));
    assertThat(hook(NEW).read(click("snooze", INCIDENT + " 4h")).get(0))
        .extracting(Heard::deed, Heard::text).containsExactly(Deed.SNOOZED, "4h");
  }

  @Test
  void buttons_of_others_are_none_of_our_business_but_a_value_of_ours_that_is_no_incident_is_told() {
    assertThat(hook(NEW).read(click("approve", "x"))).isEmpty();
    assertThat(hook(NEW).read(form("{\"type\": \"view_submission\"}"))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> hook(NEW).read(click("resolve", "1 or 1=1")))
        .withMessage("the value '1 or 1=1' of its button is not the id of an incident");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1772355299", "1772355901", "0", "99999999999"})
  void a_call_from_another_time_is_a_recording(String timestamp) {
    assertThat(why(judge(NEW, signedAt(timestamp, NEW, body()), body()))).isEqualTo(Why.TOO_OLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1772355600", "1e9", "9223372036854775808", "253402300800", "1772355600.0", "٣", " 1772355600"})
  void what_is_no_time_is_no_signature(String timestamp) {
    assertThat(why(judge(NEW, signedAt(timestamp, NEW, body()), body()))).isEqualTo(Why.NO_SIGNATURE);
  }

  @Test
  void five_minutes_are_still_fresh_to_both_sides() {
    assertThat(why(judge(NEW, signedAt("1772355300", NEW, body()), body()))).isNull();
    assertThat(why(judge(NEW, signedAt("1772355900", NEW, body()), body()))).isNull();
  }

  @Test
  void slack_asks_whether_the_address_is_ours() {
    String ask = "{\"type\": \"url_verification\", \"challenge\": \"3eZbrw1aB\"}";

    assertThat(judge(NEW, signed(NEW, ask), ask).<@Nullable String>fold(Admission.Genuine::answer, away -> null)).isEqualTo("3eZbrw1aB");
    assertThat(hook(NEW).read(ask)).isEmpty();
  }

  @Test
  @Tag("shared")
  void the_published_vector_verifies() throws IOException {
    assumeTrue(Files.exists(VECTOR), VECTOR + " is not here: Slack's vector was not run");
    JsonNode vector = new ObjectMapper().readTree(VECTOR.toFile());
    String timestamp = vector.get("timestamp").asText();
    Map<String, List<String>> headers = Map.of(
        header(), List.of(vector.get("expected_signature").asText()), "X-Slack-Request-Timestamp", List.of(timestamp));
    Hook hook = hook(new Secret(vector.get("signing_secret").asText()));
    Instant then = Instant.ofEpochSecond(Long.parseLong(timestamp));
    byte[] body = vector.get("body").asText().getBytes(StandardCharsets.UTF_8);

    assertThat(why(hook.judge(new Call(headers, body), then))).isNull();
    assertThat(why(hook.judge(new Call(headers, (vector.get("body").asText() + "------").getBytes(StandardCharsets.UTF_8)), then)))
        .isEqualTo(Why.WRONG_SIGNATURE);
    assertThat(why(hook.judge(new Call(headers, body), then.plusSeconds(301)))).isEqualTo(Why.TOO_OLD);
  }
}
