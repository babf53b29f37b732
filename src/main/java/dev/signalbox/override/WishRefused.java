package dev.signalbox.override;

import java.util.function.Supplier;

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

  /** Which part of the wish it is about, for whoever shows the sentence beside a field. */
  public enum Part {
    SPAN,
    PARTICIPANTS,
    REPLACES,
    REASON,
    WHOLE
  }

  private static final int LONGEST_VALUE = 100;

  private final Why why;
  private final Part about;

  private WishRefused(Why why, Part about, String sentence) {
    super(sentence, null, false, false);
    this.why = why;
    this.about = about;
  }

  private WishRefused(Why why, String sentence, Object... values) {
    this(why, Part.WHOLE, sentence.formatted(values));
  }

  /** What is refused in there is refused because of that part. */
  static <T> T about(Part part, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (WishRefused refused) {
      throw new WishRefused(refused.why, part, refused.sentence());
    }
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

  public Part about() {
    return about;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
