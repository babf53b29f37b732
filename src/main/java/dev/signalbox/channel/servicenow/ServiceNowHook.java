package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Admission.Why;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Signatures;
import dev.signalbox.channel.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Outbound REST of a business rule or flow that a team has written in its instance, since ServiceNow has no webhooks of
 * its own. It shows the secret in {@code X-Signalbox-Secret} (or {@code Authorization: Bearer}), or better signs the body:
 * {@code X-Signalbox-Signature: sha256=…}. The body is JSON with the {@code sys_id} of the record and, where there is one,
 * its {@code correlation_id}.
 *
 * <p>A secret that travels along proves little, so nothing else is believed: the record is read from the instance.
 */
public final class ServiceNowHook implements Hook {

  private static final String SHA256 = "sha256=";
  private static final String BEARER = "Bearer ";
  private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

  private final Signatures signatures;

  /** @param secret several separated by commas; null turns every call away */
  public ServiceNowHook(@Nullable Secret secret) {
    this.signatures = Signatures.under(secret);
  }

  @Override
  public String name() {
    return "servicenow";
  }

  @Override
  public Admission judge(Call call, Instant now) {
    if (!signatures.configured()) {
      return Admission.turnedAway(Why.NOT_CONFIGURED);
    }
    Optional<String> signature = call.header("X-Signalbox-Signature");
    Optional<String> shown = call.header("X-Signalbox-Secret").or(() -> call.header("Authorization")
        .filter(text -> text.startsWith(BEARER)).map(text -> text.substring(BEARER.length())));
    if (signature.isEmpty() && shown.isEmpty()) {
      return Admission.turnedAway(Why.NO_SIGNATURE);
    }
    boolean genuine = signature.isPresent()
        ? signature.get().startsWith(SHA256) && signatures.match(List.of(signature.get().substring(SHA256.length())), call.body())
        : signatures.isSecret(shown.get());
    return genuine ? Admission.genuine(id(call.body())) : Admission.turnedAway(Why.WRONG_SIGNATURE);
  }

  /** A change of a record is known by how often it was changed; without that, each call is a new one: reading twice is harmless. */
  private static @Nullable String id(byte[] body) {
    return Json.read(new String(body, StandardCharsets.UTF_8)).filter(json -> json.hasNonNull("sys_mod_count"))
        .map(json -> "%s:%s".formatted(Text.line(json.path("sys_id").asText(), 40), Text.line(json.path("sys_mod_count").asText(), 20)))
        .orElse(null);
  }

  @Override
  public List<Heard> read(String body) {
    JsonNode json = Json.read(body).orElseThrow(() -> new IllegalArgumentException("it is not JSON"));
    String sysId = json.path("sys_id").asText();
    if (!SYS_ID.matcher(sysId).matches()) {
      throw new IllegalArgumentException("sys_id '%s' is not the id of a record".formatted(Text.line(sysId, 80)));
    }
    UUID incident = Heard.incident(json.path("correlation_id").asText()).orElse(null);
    return List.of(new Heard(name(), incident, sysId, Deed.CHANGED, Doer.NOBODY, "", null, null));
  }
}
