package dev.signalbox.web;

import dev.signalbox.override.WishRefused;
import dev.signalbox.silence.SilenceRefused;
import org.springframework.http.HttpStatus;

/**
 * A request that cannot be done, told in one sentence that names the value and the remedy; it is shown to the asker.
 */
public final class Refusal extends RuntimeException {

  private final HttpStatus status;

  private Refusal(HttpStatus status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** The request itself is wrong: 400. */
  public static Refusal badInput(String sentence, Object... values) {
    return new Refusal(HttpStatus.BAD_REQUEST, Words.line(sentence.formatted(values)));
  }

  /** There is no such thing: 404. */
  public static Refusal unknown(String sentence, Object... values) {
    return new Refusal(HttpStatus.NOT_FOUND, Words.line(sentence.formatted(values)));
  }

  /** It exists, but its state forbids it: 409. */
  public static Refusal conflict(String sentence, Object... values) {
    return new Refusal(HttpStatus.CONFLICT, Words.line(sentence.formatted(values)));
  }

  /** What the desk of overrides said. */
  public static Refusal of(WishRefused refused) {
    return switch (refused.why()) {
      case WRONG -> badInput("%s", refused.sentence());
      case UNKNOWN -> unknown("%s", refused.sentence());
      case CONFLICT -> conflict("%s", refused.sentence());
    };
  }

  /** What the desk of silences said. */
  public static Refusal of(SilenceRefused refused) {
    return switch (refused.why()) {
      case WRONG -> badInput("%s", refused.sentence());
      case UNKNOWN -> unknown("%s", refused.sentence());
      case CONFLICT -> conflict("%s", refused.sentence());
    };
  }

  public HttpStatus status() {
    return status;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
