package dev.signalbox.channel.servicenow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Admission.Why;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.HookContract;
import dev.signalbox.channel.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceNowHookTest extends HookContract {

  private static final UUID INCIDENT = UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-000000000042");

  @Override
  protected Hook hook(@Nullable Secret setting) {
    return new ServiceNowHook(setting);
  }

  @Override
  protected String header() {
    return "X-Signalbox-Signature";
  }

  @Override
  protected String prefix() {
    return "sha256=";
  }

  @Override
  protected Map<String, String> signed(Secret secret, String body) {
    return Map.of(header(), "sha256=" + Signatures.sign(secret, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  protected String body() {
    return """
        {"sys_id": "9c573169c611228700193229fff72400", "number": "INC0010001", "correlation_id": "%s", "sys_mod_count": "4",
         "state": "6"}""".formatted(INCIDENT);
  }

  @Test
  void nothing_but_which_record_changed_is_believed() {
    Heard heard = hook(NEW).read(body()).get(0);

    assertThat(heard).extracting(Heard::incident, Heard::reference, Heard::deed, Heard::text)
        .containsExactly(INCIDENT, "9c573169c611228700193229fff72400", Deed.CHANGED, "");
  }

  @Test
  void a_sender_that_cannot_sign_shows_the_secret() {
    assertThat(why(judge(NEW, Map.of("X-Signalbox-Secret", NEW.reveal()), body()))).isNull();
    assertThat(why(judge(NEW, Map.of("Authorization", "Bearer " + NEW.reveal()), body()))).isNull();
    assertThat(why(judge(NEW, Map.of("X-Signalbox-Secret", OLD.reveal()), body()))).isEqualTo(Why.WRONG_SIGNATURE);
    assertThat(why(judge(NEW, Map.of("X-Signalbox-Secret", ""), body()))).isEqualTo(Why.WRONG_SIGNATURE);
    assertThat(why(judge(NEW, Map.of("Authorization", "Basic " + NEW.reveal()), body()))).isEqualTo(Why.NO_SIGNATURE);
  }

  @Test
  void without_a_count_of_changes_each_call_is_a_new_one() {
    String body = body().replace("sys_mod_count", "x");

    assertThat(judge(NEW, signed(NEW, body), body)).isEqualTo(Admission.genuine(null));
  }
}
