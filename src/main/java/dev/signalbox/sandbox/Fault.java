package dev.signalbox.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to fail.
 *
 * @param status of the answer given instead; 0 for none
 * @param headers of the answer given instead, on top of the vendor's own, of which an empty one takes away; {@code {in 60 s}} and {@code {unix in 60 s}} are that instant
 * @param body of the answer given instead; null for what the vendor documents for that status
 * @param delay before the answer
 */
public record Fault(Kind kind, int status, Map<String, String> headers, @Nullable String body, Duration delay) {

  private static final Pattern LATER = Pattern.compile("\\{(unix )?in (\\d{1,6}) s\\}");

  public enum Kind {
    /** Nothing is accepted; this is answered instead. */
    ANSWER_INSTEAD,
    /** Nothing is accepted; the connection ends without a word. */
    HANG_UP,
    /** It is accepted and answered, but slowly. */
    SLOW,
    /** It is accepted and answered as ever, with these headers on top. */
    WARN,
    /** It is accepted, and never answered. */
    NEVER_ANSWER,
    /** It is accepted, and then the connection ends: the answer is lost. */
    LOSE_ANSWER,
    /** It is accepted, and answered with half the JSON. */
    TRUNCATE,
    /** It is accepted, and the connection ends in the middle of the answer's body. */
    BREAK_OFF
  }

  public static Fault status(int status) {
    return new Fault(Kind.ANSWER_INSTEAD, status, Map.of(), null, Duration.ZERO);
  }

  public static Fault status(int status, Map<String, String> headers, @Nullable String body) {
    return new Fault(Kind.ANSWER_INSTEAD, status, headers, body, Duration.ZERO);
  }

  /** 429 with this Retry-After: seconds, or an HTTP date. */
  public static Fault rateLimited(String retryAfter) {
    return status(429, Map.of("Retry-After", retryAfter), null);
  }

  /** HTTP 200 with {@code ok: false}, as Slack's Web API refuses. */
  public static Fault slackError(String error) {
    String body = Trees.write(Trees.object().put("ok", false).put("error", error));
    return status(200, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /** A login, proxy or hibernation page where JSON was expected. */
  public static Fault htmlPage(int status) {
    String page = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";
    return status(status, Map.of("Content-Type", "text/html;charset=UTF-8"), page);
  }

  /** It works, but says something in its headers, for example how little of a rate limit is left. */
  public static Fault warning(Map<String, String> headers) {
    return new Fault(Kind.WARN, 0, headers, null, Duration.ZERO);
  }

  public static Fault of(Kind kind) {
    return new Fault(kind, 0, Map.of(), null, Duration.ZERO);
  }

  public static Fault slow(Duration delay) {
    return new Fault(Kind.SLOW, 0, Map.of(), null, delay);
  }

  /** Whether the request has its effect all the same. */
  boolean accepts() {
    return kind != Kind.ANSWER_INSTEAD && kind != Kind.HANG_UP;
  }

  Answer answer(StandIn standIn, Instant now) {
    Answer answer = standIn.failing(status);
    return withHeaders(body == null ? answer : new Answer(status, answer.headers(), body), now);
  }

  Answer withHeaders(Answer answer, Instant now) {
    Answer all = answer;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all = all.with(header.getKey(), LATER.matcher(header.getValue()).replaceAll(found -> {
        Instant at = now.plusSeconds(Long.parseLong(found.group(2))).truncatedTo(ChronoUnit.SECONDS);
        return found.group(1) == null ? at.toString() : String.valueOf(at.getEpochSecond());
      }));
    }
    return all;
  }
}
