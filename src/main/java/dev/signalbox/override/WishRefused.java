package dev.signalbox.override;

/** Why a wish cannot be granted, in one sentence that names the value and the remedy; it is shown to the asker. */
public final class WishRefused extends RuntimeException {

  /** What kind of no. */
  public enum Why {
    /** The wish itself is wrong. */
    WRONG,
    /** It names a schedule or an override that does not exist. */
    UNKNOWN,
    /** It is well said, but things are not so that it could be done. */
    CONFLICT
  }

  private static final int LONGEST_VALUE = 100;

  private final Why why;

  private WishRefused(Why why, String sentence, Object... values) {
    super(sentence.formatted(values), null, false, false);
    this.why = why;
  }

  static WishRefused wrong(String sentence, Object... values) {
    return new WishRefused(Why.WRONG, sentence, values);
  }

  static WishRefused unknown(String sentence, Object... values) {
    return new WishRefused(Why.UNKNOWN, sentence, values);
  }

  static WishRefused conflict(String sentence, Object... values) {
    return new WishRefused(Why.CONFLICT, sentence, values);
  }

  /** What somebody wrote, short enough for a sentence. */
  static String cut(String written) {
    return written.length() <= LONGEST_VALUE ? written : written.substring(0, LONGEST_VALUE) + "…";
  }

  public Why why() {
    return why;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
