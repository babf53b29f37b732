package dev.signalbox.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Admission.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every hook does with calls that are not what they seem. */
public abstract class HookContract {

  protected static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  protected static final Secret OLD = new Secret("the old secret");
  protected static final Secret NEW = new Secret("the new secret");

  protected abstract Hook hook(@Nullable Secret setting);

  /** The header that carries the signature, and what it looks like around the hex. */
  protected abstract String header();

  protected abstract String prefix();

  /** The headers of a genuine call. */
  protected abstract Map<String, String> signed(Secret secret, String body);

  /** Something that {@link Hook#read} understands. */
  protected abstract String body();

  protected final Admission judge(@Nullable Secret setting, Map<String, String> headers, String body) {
    Map<String, List<String>> multi = new HashMap<>();
    headers.forEach((name, value) -> multi.put(name, List.of(value)));
    return hook(setting).judge(new Call(multi, body.getBytes(StandardCharsets.UTF_8)), NOW);
  }

  protected static @Nullable Why why(Admission admission) {
    return admission.<@Nullable Why>fold(genuine -> null, Admission.TurnedAway::why);
  }

  private Map<String, String> with(String signature) {
    Map<String, String> headers = new HashMap<>(signed(NEW, body()));
    headers.put(header(), signature);
    return headers;
  }

  @Test
  void a_genuine_call_is_let_in_and_known_again() {
    Admission once = judge(NEW, signed(NEW, body()), body());
    Admission again = judge(NEW, signed(NEW, body()), body());

    assertThat(why(once)).isNull();
    assertThat(again).isEqualTo(once);
    assertThat(hook(NEW).read(body())).isNotEmpty();
  }

  @Test
  void while_a_secret_is_exchanged_both_count() {
    Secret both = new Secret(OLD.reveal() + ", " + NEW.reveal());

    assertThat(why(judge(both, signed(OLD, body()), body()))).isNull();
    assertThat(why(judge(both, signed(NEW, body()), body()))).isNull();
    assertThat(why(judge(OLD, signed(NEW, body()), body()))).isEqualTo(Why.WRONG_SIGNATURE);
  }

  @Test
  void without_a_secret_nobody_gets_in() {
    assertThat(why(judge(null, signed(NEW, body()), body()))).isEqualTo(Why.NOT_CONFIGURED);
    assertThat(why(judge(new Secret(" , "), signed(NEW, body()), body()))).isEqualTo(Why.NOT_CONFIGURED);
  }

  @Test
  void a_signature_that_is_not_exactly_right_is_wrong() {
    String right = signed(NEW, body()).get(header());
    String hex = right.substring(prefix().length());

    for (String wrong : List.of(
        prefix(), prefix() + hex.substring(1), prefix() + hex.toUpperCase(Locale.ROOT), hex, "sha1=" + hex, prefix() + "0".repeat(64), "",
        prefix() + hex + "00")) {
      assertThat(why(judge(NEW, with(wrong), body()))).as(wrong).isIn(Why.WRONG_SIGNATURE, Why.NO_SIGNATURE);
    }
  }

  @Test
  void a_signature_that_is_missing_or_there_twice_is_none() {
    Map<String, String> without = new HashMap<>(signed(NEW, body()));
    String right = without.remove(header());
    assertThat(why(judge(NEW, without, body()))).isEqualTo(Why.NO_SIGNATURE);

    Map<String, List<String>> twice = new HashMap<>();
    without.forEach((name, value) -> twice.put(name, List.of(value)));
    twice.put(header(), List.of(prefix() + "0".repeat(64), right));
    assertThat(why(hook(NEW).judge(new Call(twice, body().getBytes(StandardCharsets.UTF_8)), NOW))).isEqualTo(Why.NO_SIGNATURE);
  }

  @Test
  void another_body_under_the_same_signature_is_wrong() {
    assertThat(why(judge(NEW, signed(NEW, body()), body() + " "))).isEqualTo(Why.WRONG_SIGNATURE);
  }

  /** S-19: signatures are over the bytes as they came. */
  @Test
  void the_same_words_written_otherwise_or_packed_are_wrong() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    signed(NEW, body()).forEach((name, value) -> headers.put(name, List.of(value)));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body().getBytes(StandardCharsets.UTF_8));
    }
    headers.put("Content-Encoding", List.of("gzip"));
    assertThat(why(hook(NEW).judge(new Call(headers, packed.toByteArray()), NOW))).isEqualTo(Why.WRONG_SIGNATURE);
    byte[] wide = body().getBytes(StandardCharsets.UTF_16);
    assertThat(why(hook(NEW).judge(new Call(headers, wide), NOW))).isEqualTo(Why.WRONG_SIGNATURE);
    assertThat(why(judge(NEW, signed(NEW, body()), body().replace("\"", " \"").replace("payload=", "payload=+")))).isEqualTo(Why.WRONG_SIGNATURE);
  }

  /** S-20: by what a call is known, the inbox keeps one of them ({@code JdbcInboxTest}). */
  @Test
  void the_same_call_a_thousand_times_at_once_is_known_as_one() {
    assertThat(IntStream.range(0, 1000).parallel().mapToObj(i -> judge(NEW, signed(NEW, body()), body())).distinct().toList())
        .singleElement().isInstanceOfSatisfying(Admission.Genuine.class, genuine -> assertThat(genuine.id()).isNotBlank());
  }

  @Test
  void what_is_genuine_but_makes_no_sense_is_said_without_the_secret() {
    for (String odd : List.of("", "null", "[]", "\u001f\u008b gzip", "{\"a\":".repeat(50_000), "payload=%7B", "{}")) {
      try {
        assertThat(hook(NEW).read(odd)).as(odd).isEmpty();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining(NEW.reveal()).hasMessageMatching("\\P{Cntrl}{5,200}");
      }
    }
  }
}
