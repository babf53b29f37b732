package dev.signalbox.channel.webhook;

import dev.signalbox.incident.ChangeKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one webhook is told, and how: the content of {@code routes/webhooks/<name>.yaml}.
 *
 * @param calls by phase; a phase that is missing is told nothing
 * @param headers not secret
 * @param maxBytes the longest body that the other side takes
 * @param repeatable whether it does no harm to be told the same twice
 * @param announcements whether it hears of what never ends, such as handoffs
 */
public record WebhookPlan(
    Map<Phase, Call> calls,
    Map<String, String> headers,
    String contentType,
    int maxBytes,
    boolean repeatable,
    boolean announcements) {

  static final String JSON = "application/json";
  static final int MAX_BYTES = 256 * 1024;

  /** The whole notice by POST, for a webhook that no file describes. */
  public static final WebhookPlan DEFAULT = plain();

  /**
   * @param method of HTTP
   * @param path appended to the URL, perhaps with {@code {reference}}; empty for none
   * @param body makes the body of the notice
   * @param accepted of the answer, whether that was a success; null: every 2xx is
   * @param reference of the answer, what the other side calls what it made; null for nothing
   * @param link of the answer, where people can look at it; null for nowhere
   */
  record Call(
      String method,
      String path,
      Mapping body,
      @Nullable Mapping accepted,
      @Nullable Mapping reference,
      @Nullable Mapping link) {}

  public WebhookPlan {
    calls = Map.copyOf(calls);
    headers = Map.copyOf(headers);
  }

  private static WebhookPlan plain() {
    Call call = new Call("POST", "", Mapping.of("."), null, null, null);
    Map<Phase, Call> calls = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      calls.put(phase, call);
    }
    return new WebhookPlan(calls, Map.of(), JSON, MAX_BYTES, false, true);
  }

  Optional<Call> call(Phase phase) {
    return Optional.ofNullable(calls.get(phase));
  }

  boolean takes(ChangeKind kind) {
    return calls.containsKey(Phase.of(kind)) && kind != ChangeKind.ILLUSTRATED && (announcements || kind != ChangeKind.ANNOUNCED);
  }
}
