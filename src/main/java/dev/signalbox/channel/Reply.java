package dev.signalbox.channel;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came back.
 *
 * @param kind whether there was an answer at all, and if not, whether the request may have arrived
 * @param status HTTP status; 0 where there is none
 * @param headers names in any case
 * @param body at most 2 MB of it
 * @param failure what went wrong on the wire, sanitised; empty for an answer
 */
public record Reply(Kind kind, int status, Map<String, String> headers, String body, String failure) {

  public enum Kind {
    ANSWERED,
    /** Connection refused, unknown host, TLS refused: the request did not leave. */
    NOT_SENT,
    /** Time-out or connection lost after the request was written. */
    UNSURE
  }

  public Reply {
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  public static Reply answered(int status, Map<String, String> headers, String body) {
    return new Reply(Kind.ANSWERED, status, headers, body, "");
  }

  public static Reply notSent(String failure) {
    return new Reply(Kind.NOT_SENT, 0, Map.of(), "", failure);
  }

  public static Reply unsure(String failure) {
    return new Reply(Kind.UNSURE, 0, Map.of(), "", failure);
  }

  public boolean succeeded() {
    return kind == Kind.ANSWERED && status / 100 == 2;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
