package dev.signalbox.silence;

/** Why a silence cannot be made or ended, in one sentence that names the value and the remedy; it is shown to the asker. */
public final class SilenceRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of no. */
  public enum Why {
    WRONG,
    UNKNOWN,
    CONFLICT
  }

  private final Why why;

  SilenceRefused(Why why, String sentence, Object... values) {
    super(values.length == 0 ? sentence : sentence.formatted(values), null, false, false);
    this.why = why;
  }

  static SilenceRefused wrong(String sentence, Object... values) {
    return new SilenceRefused(Why.WRONG, sentence, values);
  }

  public Why why() {
    return why;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
